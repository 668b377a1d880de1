"""Example URLs of the desk: five for each model of the admin site, and the singular ones."""

from __future__ import annotations

import dataclasses

from django.contrib import admin
from django.db.models import Count, Model
from django.urls import reverse

from articles.models import HandedWords, Story, WorkingCopy
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
TOKEN = "6f1c0a52-7d3b-4a86-9e59-1f0d8b2f4c11"
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
    handed = "admin:articles_story_handed"
    unsaved, copies = "admin:articles_story_unsaved", WorkingCopy.objects.order_by("id")
    live = by_state[Story.State.LIVE]
    changing = Story.objects.with_scheduled_changes().order_by("id").first()
    return {
        change: [
            *(
                page
                for state, story in by_state.items()
                for page in of_row(change, story, f"story-{state}", "editor")
            ),
            *of_row(change, live, "story-read-only", "reporter"),
            *of_row(change, Story.objects.with_draft().order_by("id").first(), "story-with-draft", "editor"),
            *of_row(change, changing, "story-changing", "editor"),
            *_to_mend(of_row(change, changing, "story-mending", "editor")),
        ],
        delete: of_row(delete, by_state[Story.State.DRAFT], "story-delete", "editor"),
        **_of_draft(),
        # The address of an empty form is made with a token.
        "admin:articles_story_add": [
            Page("story-add", f"{reverse('admin:articles_story_add')}?draft={TOKEN}", "editor")
        ],
        unsaved: [
            *of_row(unsaved, copies.filter(story__isnull=False).first(), "story-unsaved", "editor"),
            *of_row(unsaved, copies.filter(token__isnull=False).first(), "story-unsaved-new", "editor"),
        ],
        handed: of_row(handed, HandedWords.objects.first(), "story-handed", "editor"),
        **_of_versions(),
        "preview": of_row("preview", by_state[Story.State.DRAFT], "story-preview", "editor"),
    }


def _to_mend(pages: list[Page]) -> list[Page]:
    """Return the forms as they open with what readers see."""
    return [dataclasses.replace(page, url=f"{page.url}?words=live") for page in pages]


def _of_draft() -> dict[str, list[Page]]:
    """Return the pages of a story with a draft of changes."""
    story = Story.objects.with_draft().order_by("id").first()
    compare, discard = "admin:articles_story_compare", "admin:articles_story_discard"
    redact, edition = "admin:articles_story_redact", "admin:articles_story_edition"
    begun = of_row(edition, story, "story-edition", "editor")
    return {
        edition: [dataclasses.replace(page, status=405, is_seen=False) for page in begun],
        compare: of_row(compare, story, "story-compare", "editor"),
        discard: of_row(discard, story, "story-discard", "editor"),
        redact: of_row(redact, story, "story-redact", "editor"),
    }


def _of_versions() -> dict[str, list[Page]]:
    """Return the pages of the story with the longest history."""
    story = Story.objects.annotate(held=Count("revisions")).filter(held__gt=1).order_by("-held", "id").first()
    history, versions = "admin:articles_story_history", "admin:articles_story_versions"
    numbers = [f"version={each.number}" for each in story.revisions.all()] if story else []
    restore, read = "admin:articles_story_restore", "preview_version"
    return {
        history: of_row(history, story, "story-history", "editor"),
        versions: [
            dataclasses.replace(page, url=f"{page.url}?{numbers[0]}&{numbers[-1]}")
            for page in of_row(versions, story, "story-versions", "editor")
        ],
        restore: [
            dataclasses.replace(page, url=f"{page.url}?{numbers[-1]}")
            for page in of_row(restore, story, "story-restore", "editor")
        ],
        read: [
            Page("story-version", reverse(read, args=[each.story_id, each.number]), "editor")
            for each in (story.revisions.order_by("number")[:1] if story else ())
        ],
    }


def _in_state(state: str) -> Story | None:
    """Return the longest story in that state."""
    return next(
        (story for story in Story.objects.order_by("-word_count", "id") if story.state() == state), None
    )
