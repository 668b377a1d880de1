"""Stories on the first page of the desk: what waits, embargoes, the schedule, and what is live."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.admin.clock import moment, zone_name
from articles.admin.states import HEAVY, embargo_badge, state_badges
from articles.models import Byline, Story
from articles.models.story import StoryQuerySet

PER_SECTION = 5
LIST = "admin:articles_story_changelist"


@dataclass(frozen=True)
class Section:
    """Some stories under a heading, with how many there are in all and the URL of their list."""

    title: str
    nothing: str
    count: int
    url: str
    rows: list[dict[str, Any]]


def part(request: HttpRequest, stories: QuerySet[Story]) -> dict[str, Any]:
    """Return what the template of the first page needs; the number of queries never changes."""
    if not isinstance(stories, StoryQuerySet):
        raise TypeError("the desk lists stories through their own queryset")
    mine = stories.drafts().filter(created_by=request.user.pk)
    sections = [
        _section(_("Waiting for review"), _("Nothing waits."), stories.in_review(), "modified_at"),
        _section(_("My drafts"), _("You have no drafts."), mine, "-modified_at", tab="drafts"),
        _section(_("Embargoes"), _("Nothing is promised."), stories.embargoed(), "embargo_until"),
        _section(_("Scheduled"), _("Nothing is scheduled."), stories.scheduled(), "publish_at"),
        _section(_("Live now"), _("Nothing is live."), stories.live(), "-publish_at"),
    ]
    flags = _flags(stories)
    kinds = [kind for kind, _place in flags]
    return {
        "template": "admin/articles/_home.html",
        "sections": sections,
        "flags": flags,
        **{kind: kinds.count(kind) for kind in ("live", "scheduled", "embargo")},
        "now": _place(timezone.now()),
        "zone": zone_name(),
    }


def _section(title: str, nothing: str, stories: StoryQuerySet, order: str, *, tab: str = "") -> Section:
    bylines = Prefetch("bylines", Byline.objects.select_related("author"))
    found = stories.select_related("category").defer(*HEAVY).prefetch_related(bylines)
    field = order.removeprefix("-")
    rows = [_row(story, field) for story in found.order_by(order, "-pk")[:PER_SECTION]]
    tabs = {"embargo_until": "embargoed", "publish_at": "scheduled", "-publish_at": "live"}
    url = f"{reverse(LIST)}?state={tab or tabs.get(order, 'in_review')}"
    return Section(title, nothing, stories.order_by().count(), url, rows)


def _row(story: Story, field: str) -> dict[str, Any]:
    at = getattr(story, field)
    names = dict.fromkeys(byline.author.name for byline in story.bylines.all())
    words = [", ".join(names), str(story.category or "")]
    return {
        "story": story,
        "url": reverse("admin:articles_story_change", args=[story.pk]),
        "at": at,
        "time": moment(at),
        "badges": embargo_badge(story) if field == "embargo_until" else state_badges(story),
        "note": " · ".join(word for word in words if word),
    }


def _place(at: datetime.datetime) -> str:
    """Return the classes that put a time on the hour rule, to the quarter of an hour."""
    local = timezone.localtime(at)
    return f"hour-{local.hour} quarter-{local.minute // 15}"


def _flags(stories: StoryQuerySet) -> list[tuple[str, str]]:
    """Return kind and place of each mark on the hour rule: live, scheduled or embargoed today."""
    start = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    today = (start, start.replace(hour=23, minute=59, second=59, microsecond=999_999))
    kinds = (
        ("live", stories.live(), "publish_at"),
        ("scheduled", stories.scheduled(), "publish_at"),
        ("embargo", stories.embargoed(), "embargo_until"),
    )
    return [
        (kind, _place(at))
        for kind, some, field in kinds
        for at in some.order_by().filter(**{f"{field}__range": today}).values_list(field, flat=True)[:24]
    ]
