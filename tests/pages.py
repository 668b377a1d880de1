"""List of one page of each kind, public and at the desk, for the rows that the database holds."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.urls import reverse

from articles.models import Author, Category, Photo, Story, Topic
from articles.views.paging import Cursor
from donations.models import Appeal, Contribution, Finding, Letter, Payment, PresetAmount, StripeEvent
from newsroom.core.models import User


@dataclass(frozen=True)
class Page:
    """Path of a page, the role that it is shown to ("" for readers), and how it answers."""

    name: str
    path: str
    role: str = ""
    status: int = 200

    def __str__(self) -> str:
        return self.name


def public() -> list[Page]:
    """Return a page of each kind that readers see."""
    live = Story.objects.live()
    longest = live.order_by("-word_count", "id")
    newest = live.latest("publish_at").publish_at
    assert newest
    older = Cursor(newest - datetime.timedelta(microseconds=1))
    category = Category.objects.filter(language="en", stories__in=live.filter(language="en")).first()
    found = [
        Page("front", "/"),
        Page("front-ru", "/ru/"),
        *(_story(f"story-{kind}", longest.filter(kind=kind, language="en")) for kind in Story.Kind),
        _story("story-ru", longest.filter(language="ru")),
        *(_page(model, live) for model in (Category, Topic, Author)),
        Page("older", f"{category.get_absolute_url()}?before={older}") if category else None,
        Page("bad-date", f"{category.get_absolute_url()}?date=soon") if category else None,
        _story("withdrawn", Story.objects.withdrawn(), status=410),
        Page("not-found", "/nothing-here/", status=404),
        Page("not-found-ru", "/ru/nothing-here/", status=404),
        Page("log-in", "/admin/login/"),
        Page("support", "/support/"),
        Page("support-ru", "/ru/support/"),
        Page("thanks-for-nothing", "/support/thanks/?s=nothing", status=404),
    ]
    return [page for page in found if page]


def desk() -> list[Page]:
    """Return a page of each kind that people at the desk see."""
    states = [_story(f"desk-{state}", _in_state(state), desk=True) for state in Story.State]
    found = [
        Page("desk", "/admin/", "editor"),
        Page("desk-of-a-reporter", "/admin/", "reporter"),
        Page("desk-of-a-fundraiser", "/admin/", "fundraiser"),
        Page("no-desk", "/admin/", "stranger", status=403),
        Page("story-list", "/admin/articles/story/", "editor"),
        Page("story-list-none", "/admin/articles/story/?q=zzzz", "editor"),
        Page("story-add", "/admin/articles/story/add/", "editor"),
        *states,
        _story("story-read-only", _in_state(Story.State.LIVE), desk=True, role="reporter"),
        _desk(_in_state(Story.State.LIVE).first(), "history"),
        _desk(_in_state(Story.State.DRAFT).first(), "delete"),
        *(page for model in (Photo, Author, Category, Topic) for page in _of_model(model)),
        *_of_the_books(),
        Page("people", "/admin/core/user/", "admin"),
        Page("people-add", "/admin/core/user/add/", "admin"),
        _desk(User.objects.first(), "change", "admin"),
        Page("record", "/admin/core/auditentry/", "admin"),
        Page("groups", "/admin/auth/group/", "admin"),
        Page("account", reverse("account"), "editor"),
        Page("second-factor", reverse("mfa_index"), "editor"),
        Page("log-out", reverse("account_logout"), "editor"),
    ]
    return [page for page in found if page]


def _in_state(state: str) -> Any:
    numbers = [story.pk for story in Story.objects.all() if story.state() == state]
    return Story.objects.filter(pk__in=numbers).order_by("-word_count", "id")


def _story(
    name: str, stories: Any, *, desk: bool = False, role: str = "editor", status: int = 200
) -> Page | None:
    story = stories.first()
    if story is None:
        return None
    if desk:
        return Page(name, reverse("admin:articles_story_change", args=[story.pk]), role)
    return Page(name, story.get_absolute_url(), status=status)


def _page(model: Any, live: Any) -> Page | None:
    relation = "bylines__story__in" if model is Author else "stories__in"
    row = model.objects.filter(**{relation: live.filter(language="en")}).first()
    return Page(model._meta.model_name, row.get_absolute_url()) if row else None


def _of_model(model: type[Model]) -> list[Page | None]:
    name = model._meta.model_name
    base = f"/admin/articles/{name}/"
    row = model._default_manager.first()
    return [
        Page(f"{name}-list", base, "editor"),
        Page(f"{name}-add", f"{base}add/", "editor"),
        _desk(row, "change"),
        _desk(row, "delete"),  # of what stories use, the page that says so
    ]


def _of_the_books() -> list[Page | None]:
    """Return the list of each kind of row that fundraisers see, and the page of one row."""
    found: list[Page | None] = []
    for model in (Payment, Contribution, Letter, StripeEvent, Finding, Appeal, PresetAmount):
        name = model._meta.model_name
        found += [
            Page(f"{name}-list", f"/admin/donations/{name}/", "fundraiser"),
            _desk(model._default_manager.first(), "change", "fundraiser"),
        ]
    return found


def _desk(row: Model | None, what: str, role: str = "editor", *, status: int = 200) -> Page | None:
    if row is None:
        return None
    name = f"{row._meta.app_label}_{row._meta.model_name}_{what}"
    return Page(f"{row._meta.model_name}-{what}", reverse(f"admin:{name}", args=[row.pk]), role, status)
