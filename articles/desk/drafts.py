"""Drafts of what readers see or will see: saved as revisions, and put out by an act of their own.

The story's row holds what readers see, will see at a set hour, or saw last; such an act alone changes it.
"""

import copy
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from articles.desk.checks import require_kind_of_change, require_valid
from articles.desk.content import Content, as_typed, content_of, put, rows_of
from articles.desk.fields import LISTS
from articles.desk.locking import keep, record, take
from articles.desk.naming import hold_named
from articles.desk.revisions import newest_draft
from articles.desk.rows import Made, Rows, made
from articles.desk.telling import take_off
from articles.desk.words import apply, derive
from articles.models import Story
from newsroom.core.models import User


def store_draft(
    act: str,
    story: Story,
    before: Content,
    content: Content,
    *,
    by: User,
    author: User | None = None,
    **details: object,
) -> Story:
    """Make these words the story's draft of changes; nothing else of its row moves."""
    story.version += 1
    story.draft_number = story.version
    story.modified_at = timezone.now()
    changed = sorted(name for name in content if content[name] != before[name])
    story.save(update_fields=["version", "draft_number", "modified_at"])
    details["changed"] = changed
    record(act, story=story, by=by, author=author, content=content, note="", is_row=False, **details)
    return story


@transaction.atomic
def publish_changes(*, story: Story, by: User, material: bool | None, seen: int | None = None) -> Story:
    """Put the draft of a live story before readers; only a material change moves `updated_at`."""
    story = take("publish_changes", story=story, by=by, seen=seen)
    require_kind_of_change(material)
    rows = take_up(story)
    now = timezone.now()
    if material and story.was_published:
        story.updated_at = now
    told = take_off(story, by=by, at=now)
    require_valid(story)
    return keep("publish_changes", story=story, by=by, rows=rows, told=told, material=material)


@transaction.atomic
def discard_draft(*, story: Story, by: User, seen: int | None = None) -> Story:
    """Go back to the words that readers get, scheduled changes given up, too; all stay as revisions."""
    story = take("discard_draft", story=story, by=by, seen=seen)
    discarded, story.draft_number = story.newest_number, None
    cancel(story)
    return keep("discard_draft", story=story, by=by, discarded=discarded)


def newest_words(story: Story) -> Content:
    """Return the words of the draft, else of the scheduled change, else of the row."""
    draft = newest_draft(story)
    return words_over(story, draft.content) if draft else content_of(story)


def words_over(story: Story, content: Content) -> Content:
    """Return a revision's words; a column or list that is younger than it is as the row has it."""
    held: Made = {name: () for name in LISTS if name in content}
    return {**content_of(story, held), **content}


def content_with(story: Story, before: Content, *, fields: Mapping[str, Any], rows: Rows) -> Content:
    """Return the words before with what was typed over them; refuse what could not be stored."""
    typed = as_draft(story, before)
    apply(typed, fields)
    hold_named(typed, rows)
    require_valid(typed)
    return content_of(typed, {**rows_of(before, typed), **made(typed, rows)})


def as_draft(story: Story, content: Content) -> Story:
    """Return a copy of the story with these words, of which only what a draft needs is asked."""
    draft = copy.copy(story)
    draft.status, draft.publish_at = Story.Status.DRAFT, None
    cancel(draft)
    put(content, draft)
    derive(draft)
    return draft


def take_up(story: Story) -> Made | None:
    """Set the newest words on the story, and return their lists; None where the row has them.

    Every act that puts words before readers, or gives the story back to its writer, takes up the newest.
    """
    draft = newest_draft(story)
    if draft is None:
        return None
    put(draft.content, story)
    derive(story)
    rows = rows_of(draft.content, story)
    hold_named(story, as_typed(rows))
    story.draft_number = None
    cancel(story)
    return rows


def cancel(story: Story) -> None:
    """Take the scheduled change off the story's row."""
    story.next_number = story.next_at = story.is_next_material = None


def give_back(story: Story) -> None:
    """Make the scheduled change a draft again, unless a draft was written on top of it."""
    story.draft_number = story.newest_number
    cancel(story)
