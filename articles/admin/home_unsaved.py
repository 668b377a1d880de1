"""Words that are in no story yet, on the first page of the desk: handed over, unsaved, taken over."""

from __future__ import annotations

import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import desk
from articles.admin.clock import moment
from articles.admin.differences import person
from articles.admin.new_story import DRAFT
from articles.desk.handing import handed_by, waiting
from articles.desk.rights import writing_act
from articles.desk.working import KEPT_FOR, unsaved
from articles.models import HandedWords, Revision, WorkingCopy
from newsroom.core.models import User

MOST = 50
# So long before they go the list says when.
WARNED = datetime.timedelta(days=7)
# So long the list says that somebody took words over, unless their owner types again.
TOLD = datetime.timedelta(days=14)
_STORY = (
    "status",
    "publish_at",
    "expires_at",
    "created_by",
    "first_published_at",
    "draft_number",
    "headline",
)


def lists(by: User) -> dict[str, Any]:
    """Return the five lists; the number of queries never changes."""
    copies = unsaved()
    taken = WorkingCopy.objects.filter(person=by, taken_at__gt=timezone.now() - TOLD, story__isnull=False)
    return {
        "handed": [
            _handed(each)
            for each in _narrow(waiting())
            if desk.may("take_handed", story=each.revision.story, by=by)
        ],
        "given": [_given(each) for each in _narrow(handed_by(by, since=timezone.now() - TOLD))],
        "unsaved": [_mine(copy, by) for copy in _rows(copies.filter(person=by))],
        "taken": [_taken(copy) for copy in _rows(taken.order_by("-taken_at"))],
        "colleagues": [
            _colleague(copy)
            for copy in _rows(copies.exclude(person=by))
            if desk.may("take_over", story=copy.story, by=by)
        ],
    }


def _rows(copies: QuerySet[WorkingCopy]) -> list[WorkingCopy]:
    found = copies.select_related("story", "person", "taken_by").defer("data", "picks")
    return list(found.only(*_COLUMNS)[:MOST])


_COLUMNS = (
    *("title", "token", "changed_at", "taken_at"),
    *(f"story__{name}" for name in _STORY),
    *(f"{who}__{name}" for who in ("person", "taken_by") for name in ("username", "first_name", "last_name")),
)


def _narrow(handed: QuerySet[HandedWords]) -> list[HandedWords]:
    people = ("username", "first_name", "last_name")
    columns = [*(f"story__{name}" for name in _STORY), *(f"by__{name}" for name in people)]
    return list(handed.only("is_taken", "revision__at", *(f"revision__{name}" for name in columns))[:MOST])


def _handed(handed: HandedWords) -> dict[str, Any]:
    url = reverse("admin:articles_story_handed", args=[handed.pk])
    return _handed_row(handed.revision, url, person(handed.revision.by))


def _given(handed: HandedWords) -> dict[str, Any]:
    """Return what became of words that a person handed over."""
    said = {
        None: _("An editor has not decided yet."),
        True: _("An editor took them."),
        False: _("An editor left them out. They stay in the history."),
    }
    url = reverse("admin:articles_story_change", args=[handed.revision.story_id])
    return _handed_row(handed.revision, url, said[handed.is_taken])


def _handed_row(revision: Revision, url: str, note: str) -> dict[str, Any]:
    at = revision.at
    return {"name": revision.story.headline, "at": at, "time": moment(at), "url": url, "note": note}


def _row(copy: WorkingCopy, at: datetime.datetime | None, url: str, note: str = "") -> dict[str, Any]:
    name = copy.title or (copy.story.headline if copy.story else "")
    return {"name": name, "at": at, "time": moment(at) if at else "", "url": url, "note": note}


def _mine(copy: WorkingCopy, by: User) -> dict[str, Any]:
    at = copy.changed_at or timezone.now()
    url = reverse("admin:articles_story_unsaved", args=[copy.pk])
    note = "" if copy.story else _("New story")
    if copy.story and writing_act(story=copy.story, by=by):
        url = reverse("admin:articles_story_change", args=[copy.story.pk])
    elif copy.story is None:
        url = f"{reverse('admin:articles_story_add')}?{DRAFT}={copy.token}"
    if timezone.now() > at + KEPT_FOR - WARNED:
        note = _("Deleted on %(day)s, unless you save it.") % {"day": moment(at + KEPT_FOR)}
    return _row(copy, at, url, note)


def _taken(copy: WorkingCopy) -> dict[str, Any]:
    who = name_of(copy.taken_by) if copy.taken_by else ""
    url = reverse("admin:articles_story_change", args=[copy.story_id])
    return _row(copy, copy.taken_at, url, _("%(who)s made a draft of your unsaved words.") % {"who": who})


def _colleague(copy: WorkingCopy) -> dict[str, Any]:
    url = reverse("admin:articles_story_unsaved", args=[copy.pk])
    return _row(copy, copy.changed_at, url, name_of(copy.person))


def name_of(person: User) -> str:
    """Return how lists call a person."""
    return person.get_full_name() or person.get_username()
