"""Entries of a feed: what a reader's program is told of one story or one correction, in every format."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.template.loader import render_to_string

from articles import presentation
from articles.models import Author, Byline, Correction, Photo, Story
from newsroom.core.web.page_language import page_url

# The widest picture that a feed names: pages of readers' programs are narrow.
PICTURE = 1024


@dataclass(frozen=True)
class Person:
    """Name, absolute URL and role of somebody in a byline."""

    name: str
    url: str
    role: str

    @property
    def is_author(self) -> bool:
        """Whether the words are this person's."""
        return self.role in (Byline.Role.WRITER, Byline.Role.REPORTER)


@dataclass(frozen=True, kw_only=True)
class Picture:
    """Lead picture: absolute URL, MIME type, size in pixels of the original, alternative text, credit."""

    url: str
    kind: str
    width: int
    height: int
    alt: str
    caption: str
    credit: str


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One entry; `id` never changes, `link` is absolute, `html` has absolute addresses alone."""

    id: str
    link: str
    title: str
    summary: str
    html: str
    published: datetime.datetime
    updated: datetime.datetime
    people: list[Person] = field(default_factory=list)
    subjects: list[str] = field(default_factory=list)
    picture: Picture | None = None


def story_entries(stories: list[Story]) -> list[Entry]:
    """Return the entries of stories that were read without their texts: two more queries, however many.

    A story that went off the site between the two reads has none.
    """
    live = Story.objects.live().filter(pk__in=[story.pk for story in stories])
    texts = {pk: texts for pk, *texts in live.values_list("pk", "body_html", "body_text")}
    told: dict[int, list[Correction]] = defaultdict(list)
    for correction in Correction.objects.filter(story__in=[s for s in stories if s.corrected_at]):
        told[correction.story_id].append(correction)
    entries = []
    for story in stories:
        if story.pk in texts:
            story.body_html, story.body_text = texts[story.pk]
            entries.append(_of_story(story, told[story.pk]))
    return entries


def correction_entries(corrections: list[Correction]) -> list[Entry]:
    """Return the entries of corrections with their stories."""
    return [
        Entry(
            id=f"urn:uuid:{correction.story.uuid}#{correction.anchor}",
            link=presentation.absolute(correction.get_absolute_url()),
            title=f"{correction.label}: {correction.story.headline}",
            summary=correction.words,
            html=render_to_string("articles/feed_correction.html", {"correction": correction}),
            published=correction.at,
            updated=correction.redacted_at or correction.at,
        )
        for correction in corrections
    ]


def _of_story(story: Story, corrections: list[Correction]) -> Entry:
    link = presentation.absolute(story.get_absolute_url())
    picture = _picture(story, story.lead_image) if story.lead_image else None
    context = {"story": story, "picture": picture, "corrections": corrections}
    published = story.publish_at or story.modified_at
    return Entry(
        id=f"urn:uuid:{story.uuid}",
        link=link,
        title=story.headline,
        summary=presentation.description(story),
        html=presentation.absolute_links(render_to_string("articles/feed_story.html", context), link),
        published=published,
        updated=max(published, story.updated_at or published, story.corrected_at or published),
        people=list(_people(story)),
        subjects=list(dict.fromkeys(_subjects(story))),
        picture=picture,
    )


def _people(story: Story) -> Iterable[Person]:
    for role, authors in presentation.credits(story):
        yield from (Person(author.name, _page(author), role) for author in authors)


def _page(author: Author) -> str:
    return presentation.absolute(page_url("articles:author", author.slug))


def _subjects(story: Story) -> Iterable[str]:
    if story.category:
        yield story.category.name
    if story.kind != Story.Kind.NEWS:
        yield str(story.get_kind_display())
    yield from (row.topic.name for row in story.story_topics.all())


def _picture(story: Story, photo: Photo) -> Picture:
    url = presentation.source(photo, PICTURE)
    return Picture(
        url=presentation.absolute(url),
        kind="image/webp" if url.endswith(".webp") else "image/jpeg",
        width=photo.width,
        height=photo.height,
        alt=story.lead_alt or photo.alt,
        caption=story.lead_caption or photo.caption,
        credit=story.lead_credit or photo.credit,
    )
