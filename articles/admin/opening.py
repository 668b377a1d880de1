"""What the form of a story opens with: the draft of changes where there is one, else the story."""

from __future__ import annotations

import copy
from typing import Any

from django.http import HttpRequest

from articles import desk
from articles.desk.content import Content, put, rows_of
from articles.desk.drafts import as_draft, newest_words, words_over
from articles.desk.fields import Listed
from articles.models import Story
from newsroom.core.desk.identity import current_user

_KEPT = "_draft_that_was_opened"
_STANDS = "_story_as_it_stands"


def open_draft(request: HttpRequest, story: Story) -> None:
    """Put the words of the draft on the story, which is not saved, if this person may write it."""
    if not is_mending(request, story) and (content := _draft_for(request, story)):
        setattr(request, _KEPT, content)
        setattr(request, _STANDS, copy.copy(story))
        put(content, story)


def is_mending(request: HttpRequest, story: Story | None) -> bool:
    """Say whether the form is that of the words that readers see, though newer ones wait (`desk.mend`)."""
    asks = request.GET.get("words") == "live"
    return asks and story is not None and desk.may("mend", story=story, by=current_user(request))


def opened(request: HttpRequest) -> Content | None:
    """Return the words that `open_draft` put there."""
    content: Content | None = getattr(request, _KEPT, None)
    return content


def as_it_stands(request: HttpRequest) -> Story | None:
    """Return the story whose draft was opened, as the database has it."""
    story: Story | None = getattr(request, _STANDS, None)
    return story


def initial_rows(request: HttpRequest, name: str) -> list[dict[str, Any]] | None:
    """Return a list of the opened draft as a formset takes it, or None where the stored rows are shown."""
    content = opened(request)
    if content is None:
        return None
    return [{**row, "order": order} for order, row in enumerate(content.get(name, ()))]


def as_opened(request: HttpRequest, story: Story) -> tuple[Story, dict[str, list[Listed]]]:
    """Return the story as its form would open with it, and the lists of its draft, if it has one."""
    content = _draft_for(request, story)
    if content is None:
        return story, {}
    draft = as_draft(story, content)
    rows = rows_of(content, draft)
    for target in (getattr(row, "target", None) for row in rows["related"]):
        if target is not None:
            # Who may write a draft may see every story (`pickers.name_of`).
            target.is_seen = True
    return draft, rows


def _draft_for(request: HttpRequest, story: Story) -> Content | None:
    may_write = story.newest_number and desk.may("save_draft", story=story, by=current_user(request))
    if not may_write:
        return None
    # The form's own query has read them with the story (`with_newest_content`).
    content = getattr(story, "newest_content", None)
    return words_over(story, content) if content else newest_words(story)
