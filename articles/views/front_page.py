"""Front page of a language."""

from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language

from articles.models import BYLINES, Category, FrontPin, Story
from articles.related import Reading, picked
from articles.views.public import public
from newsroom.core.web.page_language import page_urls

LATEST = 9
SECOND = 3
ALSO = 2
OPINION = 4
IN_SECTION = 4
# So many of the latest may be paid for, and the list is still full.
PAID = 6


@dataclass
class Front:
    """Layout of the front page: which story stands where; only “latest” repeats a story."""

    latest: list[Story]
    lead: Story | None = None
    also: list[Reading] = field(default_factory=list)
    second: list[Story] = field(default_factory=list)
    pictured: Story | None = None
    """The one of the second that shows its picture, and stands first."""
    opinion: list[Story] = field(default_factory=list)
    opinion_home: Category | None = None
    """The part of the paper where all of that opinion stands, if it is one."""
    sections: list[tuple[Category, list[Story]]] = field(default_factory=list)


@public
def front(request: HttpRequest) -> HttpResponse:
    """Show the newest stories, opinion, and the newest of each category."""
    categories = list(Category.objects.filter(language=get_language()))
    page = arrange(_gather(categories), categories)
    changed_at = page.latest[0].publish_at if page.latest else None
    context = {
        "front": page,
        "changed_at": changed_at,
        "here": "front",
        "editions": page_urls("articles:front"),
    }
    return render(request, "articles/front.html", context)


def _gather(categories: list[Category]) -> list[Story]:
    """Fetch all that could stand on the page, newest first, in two queries however large the archive.

    What somebody paid for stands here by no rule: it is left out, after so many of a part have been read.
    """
    pins = FrontPin.objects.filter(language=get_language(), until__gt=timezone.now()).values("story")
    newest = Story.objects.live().filter(language=get_language()).newest().values("pk")
    news = newest.exclude(kind=Story.Kind.OPINION).filter(is_sponsored=False)
    above = 1 + SECOND
    parts = [news[:above], newest.filter(kind=Story.Kind.OPINION)[:OPINION]]
    # Some of a category's newest may already stand above its section.
    parts += [newest.filter(category=category)[: IN_SECTION + above + OPINION] for category in categories]
    chosen = newest[: LATEST + PAID].union(*parts, newest.filter(pk__in=pins), all=True)
    found = Story.objects.live().brief().filter(pk__in=chosen, is_sponsored=False)
    found = found.annotate(is_first=Exists(pins.filter(story=OuterRef("pk"))))
    return list(found.newest().prefetch_related(BYLINES))


def arrange(stories: list[Story], categories: list[Category]) -> Front:
    """Give each story one place, newest first: lead, second, opinion, then its category."""
    front = Front(latest=stories[:LATEST])
    first = next((story for story in stories if getattr(story, "is_first", False)), None)
    others = [story for story in stories if story != first]
    news = [story for story in others if story.kind != Story.Kind.OPINION]
    top = ([first, *news] if first else news)[: 1 + SECOND]
    _lay_out_top(front, top, first)
    front.opinion = [story for story in others if story.kind == Story.Kind.OPINION][:OPINION]
    homes = {story.category for story in front.opinion}
    front.opinion_home = homes.pop() if len(homes) == 1 else None
    used = {story.pk for story in [*top, *front.opinion]}
    if front.lead:
        front.also = [reading for reading in picked(front.lead) if not _is_among(reading, used)][:ALSO]
        used |= {reading.story.pk for reading in front.also if reading.story}
    for category in categories:
        rest = [story for story in stories if story.category_id == category.pk and story.pk not in used]
        if rest:
            front.sections.append((category, rest[:IN_SECTION]))
    return front


def _lay_out_top(front: Front, top: list[Story], first: Story | None) -> None:
    """Choose the lead, an editor's or one with a picture, and what stands beside it: pictures first."""
    front.lead = first or next((story for story in top if story.lead_image), top[0] if top else None)
    second = [story for story in top if story != front.lead]
    front.pictured = next((story for story in second if story.lead_image), None)
    front.second = sorted(second, key=lambda story: story != front.pictured)


def _is_among(reading: Reading, used: set[int]) -> bool:
    return reading.story is not None and reading.story.pk in used
