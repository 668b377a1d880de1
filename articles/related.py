"""Related reading under a story: the editor's picks, then the newest on its topics and in its category."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from articles import walks
from articles.models import RelatedLink, Story, StoryTopic

CARDS = 4
# So many of a story's topics are looked along.
TOPICS = 8


@dataclass(frozen=True)
class Reading:
    """One card under “Read more”: a story, an editor's pick with its own words, or both."""

    story: Story | None = None
    pick: RelatedLink | None = None


def read_more(story: Story, links: Iterable[RelatedLink] | None = None) -> list[Reading]:
    """Return four readings, or as many as there are: never the story itself, twice one, or one not live.

    Picks stand in the editor's order, whatever their language; the rest is filled in the story's own. `links`
    stand in place of the stored picks.
    """
    readings = (picked(story) if links is None else _live(links))[:CARDS]
    if len(readings) < CARDS:
        taken = {story.pk, *(reading.story.pk for reading in readings if reading.story)}
        readings += [Reading(found) for found in _akin(story, taken)[: CARDS - len(readings)]]
    return readings


def picked(story: Story) -> list[Reading]:
    """Return the editor's picks that readers may see, in order: stories of ours, and pages elsewhere."""
    links = story.related_links.select_related("target__category", "target__lead_image").defer(
        "target__body_source", "target__body_html", "target__body_text"
    )
    return _live(links)


def _live(links: Iterable[RelatedLink]) -> list[Reading]:
    return [Reading(link.target, link) for link in links if link.target is None or link.target.is_live]


def _akin(story: Story, taken: set[int]) -> list[Story]:
    """Return the newest live stories with a topic of this one, then the newest of its category: one query."""
    topics = [row.topic for row in story.story_topics.all()][:TOPICS]
    # A short walk along an index for each, instead of ranking the whole archive.
    walked = [walks.of_topic(topic) for topic in topics]
    walked += [walks.of_category(story.category)] if story.category else []
    chosen = [
        walk.newest().filter(language=story.language).exclude(pk__in=taken).values("pk")[: 3 * CARDS]
        for walk in walked
    ]
    if not chosen:
        return []
    shares = Exists(StoryTopic.objects.filter(story=OuterRef("pk"), topic__in=topics))
    some = chosen[0].union(*chosen[1:], all=True)
    # What somebody paid for stands there by an editor's pick alone.
    found = Story.objects.live().brief().filter(pk__in=some, is_sponsored=False).annotate(shares=shares)
    return list(found.order_by("-shares", "-publish_at", "-id"))
