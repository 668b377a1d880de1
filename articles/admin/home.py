"""Stories on the first page of the desk: what waits, embargoes, the schedule, and what is live."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Prefetch, QuerySet, Value
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from articles import desk
from articles.admin import home_unsaved
from articles.admin.clock import moment, zone_name
from articles.admin.home_unsaved import name_of
from articles.admin.states import HEAVY, badges_but_changes, embargo_badge, state_badges
from articles.models import Byline, Revision, Story
from articles.models.story import StoryQuerySet
from newsroom.core.desk import capped
from newsroom.core.desk.identity import current_user

PER_SECTION = 5
LIST = "admin:articles_story_changelist"
# What a list shows of a story's state beside the time by which it is sorted, if that says part of it.
BADGES = {"embargo_until": embargo_badge, "next_at": badges_but_changes}


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
    by, changing = current_user(request), stories.with_scheduled_changes()
    if not desk.may("schedule_changes", story=None, by=by):
        changing = changing.filter(created_by=by)
    mine = stories.drafts().filter(created_by=request.user.pk)
    sections = [
        _section(_("Waiting for review"), _("Nothing waits."), stories.in_review(), "modified_at"),
        _section(_("My drafts"), _("You have no drafts."), mine, "-modified_at", tab="drafts"),
        _section(_("Embargoes"), _("Nothing is promised."), stories.embargoed(), "embargo_until"),
        _section(
            pgettext("heading", "Scheduled"), _("Nothing is scheduled."), stories.scheduled(), "publish_at"
        ),
        _scheduled_changes(changing),
        _first(stories),
        _section(_("Live now"), _("Nothing is live."), stories.live(), "-publish_at"),
    ]
    flags = _flags(stories)
    kinds = [kind for kind, _place in flags]
    return {
        "template": "admin/articles/_home.html",
        "sections": sections,
        **home_unsaved.lists(by),
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
    tabs |= {"next_at": "with_scheduled_changes"}
    url = f"{reverse(LIST)}?state={tab or tabs.get(order, 'in_review')}"
    return Section(title, nothing, capped.count(stories), url, rows)


def _scheduled_changes(stories: StoryQuerySet) -> Section:
    """Return stories of which readers see other words at a set hour, with who scheduled them."""
    scheduled = Revision.objects.filter(number=F("story__next_number")).select_related("by").defer("content")
    title = _("Scheduled changes")
    found = _section(
        title,
        _("No changes wait for their hour."),
        stories.prefetch_related(Prefetch("revisions", scheduled)),
        "next_at",
    )
    for row in found.rows:
        who = [
            _("by %(who)s") % {"who": name_of(each.by)} for each in row["story"].revisions.all() if each.by
        ]
        row["note"] = " · ".join([*who, row["note"]] if row["note"] else who)
    return found


def _first(stories: StoryQuerySet) -> Section:
    """Return the stories that editors put first on a front page, with who did so and until when."""
    bylines = Prefetch("bylines", Byline.objects.select_related("author"))
    pinned = stories.live().filter(front_pin__until__gt=timezone.now()).defer(*HEAVY)
    found = pinned.select_related("category", "front_pin__by").prefetch_related(bylines)
    rows = []
    for story in found.order_by("front_pin__until", "pk")[:PER_SECTION]:
        row, pin = _row(story, "publish_at"), story.front_pin
        until = _("until %(time)s, by %(who)s") % {"time": moment(pin.until), "who": name_of(pin.by)}
        rows.append(row | {"note": " · ".join(filter(None, (until, row["note"])))})
    url = f"{reverse(LIST)}?state=live"
    return Section(_("First on the front page"), _("The newest stories lead."), len(rows), url, rows)


def _row(story: Story, field: str) -> dict[str, Any]:
    at = getattr(story, field)
    names = dict.fromkeys(byline.author.name for byline in story.bylines.all())
    words = [", ".join(names), str(story.category or "")]
    return {
        "story": story,
        "url": reverse("admin:articles_story_change", args=[story.pk]),
        "at": at,
        "time": moment(at),
        "badges": BADGES.get(field, state_badges)(story),
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
    found = [
        some.order_by()
        .filter(**{f"{field}__range": today})
        .annotate(flag=Value(kind), time=F(field))
        .values_list("flag", "time")[:24]
        for kind, some, field in kinds
    ]
    return [(kind, _place(at)) for kind, at in found[0].union(*found[1:], all=True)]
