"""Front page of a language."""

from dataclasses import dataclass, field

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from articles.models import BYLINES, Category, Story
from articles.related import Reading, picked
from articles.views.public import public
from newsroom.core.web.page_language import page_urls

LATEST = 9
SECOND = 3
ALSO = 2
OPINION = 4
IN_SECTION = 4


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
    """Fetch all that could stand on the page, newest first, in two queries however large the archive."""
    newest = Story.objects.live().filter(language=get_language()).newest().values("pk")
    news = newest.exclude(kind=Story.Kind.OPINION).filter(is_sponsored=False)
    above = 1 + SECOND
    parts = [news[:above], newest.filter(kind=Story.Kind.OPINION)[:OPINION]]
    # Some of a category's newest may already stand above its section.
    parts += [newest.filter(category=category)[: IN_SECTION + above + OPINION] for category in categories]
    chosen = newest[:LATEST].union(*parts, all=True)
    return list(Story.objects.live().brief().filter(pk__in=chosen).newest().prefetch_related(BYLINES))


def arrange(stories: list[Story], categories: list[Category]) -> Front:
    """Give each story one place, newest first: lead, second, opinion, then its category."""
    front = Front(latest=stories[:LATEST])
    news = [story for story in stories if story.kind != Story.Kind.OPINION and not story.is_sponsored]
    _lay_out_top(front, news[: 1 + SECOND])
    front.opinion = [story for story in stories if story.kind == Story.Kind.OPINION][:OPINION]
    homes = {story.category for story in front.opinion}
    front.opinion_home = homes.pop() if len(homes) == 1 else None
    used = {story.pk for story in [*news[: 1 + SECOND], *front.opinion]}
    if front.lead:
        front.also = [reading for reading in picked(front.lead) if not _is_among(reading, used)][:ALSO]
        used |= {reading.story.pk for reading in front.also if reading.story}
    for category in categories:
        rest = [story for story in stories if story.category_id == category.pk and story.pk not in used]
        if rest:
            front.sections.append((category, rest[:IN_SECTION]))
    return front


def _lay_out_top(front: Front, top: list[Story]) -> None:
    """Choose the lead and what stands beside it: pictures first, as far as the newest have any."""
    front.lead = next((story for story in top if story.lead_image), top[0] if top else None)
    second = [story for story in top if story != front.lead]
    front.pictured = next((story for story in second if story.lead_image), None)
    front.second = sorted(second, key=lambda story: story != front.pictured)


def _is_among(reading: Reading, used: set[int]) -> bool:
    return reading.story is not None and reading.story.pk in used
