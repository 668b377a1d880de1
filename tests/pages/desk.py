"""Example URLs of the desk: five for each model of the admin site, and the singular ones."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import Model
from django.urls import reverse

from articles.models import Story
from donations.models import Contribution, Finding, Letter, Movement, Payment, Payout, StripeEvent
from newsroom.core.models import AuditEntry
from tests.pages.page import Page, of_row, unseen

ROLES = {"articles": "editor", "donations": "fundraiser", "core": "admin", "auth": "admin"}
# What nobody does at the desk, not even an administrator, and why.
WRITTEN = "the ledger writes the books"
CLOSED: dict[type[Model], str] = {
    **dict.fromkeys((Payment, Contribution, Letter, StripeEvent, Finding, Movement, Payout), WRITTEN),
    AuditEntry: "what happened is written down by itself, and stays",
}
MORE: dict[type[Model], list[Page]] = {
    Story: [
        Page("story-list-none", "/admin/articles/story/?q=zzzz", "editor"),
        Page("story-list-of-a-state", "/admin/articles/story/?state=live", "editor"),
    ]
}


def of_models() -> dict[str, list[Page]]:
    """Return the examples of every model of the admin site by the name of the pattern."""
    found: dict[str, list[Page]] = {}
    for model in admin.site._registry:
        label, name = model._meta.app_label, model._meta.model_name
        pattern, role = f"admin:{label}_{name}", ROLES[label]
        row = model._default_manager.order_by("pk").first()
        found[f"{pattern}_changelist"] = [
            Page(f"{name}-list", reverse(f"{pattern}_changelist"), role),
            *MORE.get(model, []),
        ]
        found[f"{pattern}_add"] = _closed(model, Page(f"{name}-add", reverse(f"{pattern}_add"), role))
        for what in ("change", "history", "delete"):
            found[f"{pattern}_{what}"] = of_row(f"{pattern}_{what}", row, f"{name}-{what}", role)
        found[f"{pattern}_delete"] = [_closed(model, page)[0] for page in found[f"{pattern}_delete"]]
        # The URL of a row without its last word leads to the row.
        short = [page.url.removesuffix("change/") for page in found[f"{pattern}_change"]]
        found[f"admin/{label}/{name}/<path:object_id>/"] = [
            page for url in short for page in unseen(f"{name}-short", url, role, 302)
        ]
    return found | _of_stories()


def _closed(model: type[Model], page: Page) -> list[Page]:
    return unseen(page.name, page.url, page.role, 403) if model in CLOSED else [page]


def _of_stories() -> dict[str, list[Page]]:
    """Return the form of a story in each state, and as whoever may only read it sees it."""
    by_state = {state: _in_state(state) for state in Story.State}
    change, delete = "admin:articles_story_change", "admin:articles_story_delete"
    live = by_state[Story.State.LIVE]
    return {
        change: [
            *(
                page
                for state, story in by_state.items()
                for page in of_row(change, story, f"story-{state}", "editor")
            ),
            *of_row(change, live, "story-read-only", "reporter"),
            *of_row(change, Story.objects.with_draft().order_by("id").first(), "story-with-draft", "editor"),
        ],
        delete: of_row(delete, by_state[Story.State.DRAFT], "story-delete", "editor"),
        **_of_draft(),
        "preview": of_row("preview", by_state[Story.State.DRAFT], "story-preview", "editor"),
    }


def _of_draft() -> dict[str, list[Page]]:
    """Return the pages of a story with a draft of changes."""
    story = Story.objects.with_draft().order_by("id").first()
    compare, discard = "admin:articles_story_compare", "admin:articles_story_discard"
    return {
        compare: of_row(compare, story, "story-compare", "editor"),
        discard: of_row(discard, story, "story-discard", "editor"),
    }


def _in_state(state: str) -> Story | None:
    """Return the longest story in that state."""
    return next(
        (story for story in Story.objects.order_by("-word_count", "id") if story.state() == state), None
    )
