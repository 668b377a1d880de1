"""Drafts of what readers see or will see: saved as revisions, and put out by an act of their own.

The story's row holds what readers see, will see at a set hour, or saw last; such an act alone changes it.
"""

import copy
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.desk.checks import require_valid
from articles.desk.content import Content, as_typed, content_of, put, rows_of
from articles.desk.errors import Refused
from articles.desk.locking import keep, record, take
from articles.desk.naming import hold_named
from articles.desk.revisions import newest_draft
from articles.desk.rows import Made, Rows, made
from articles.desk.words import apply, derive
from articles.models import Story
from newsroom.core.models import User


@transaction.atomic
def save_draft(
    *,
    story: Story,
    by: User,
    fields: Mapping[str, Any],
    rows: Rows | None = None,
    seen: int | None = None,
) -> Story:
    """Keep new words of an approved or withdrawn story as its draft, on top of the draft that is there.

    Takes what `write` takes. Nothing changes of what readers get, now or at the story's hour.
    """
    story = take("save_draft", story=story, by=by, seen=seen)
    before = newest_words(story)
    content = content_with(story, before, fields=fields, rows=rows or {})
    if content == before:
        return story
    story.version += 1
    story.draft_number = story.version
    story.modified_at = timezone.now()
    changed = sorted(name for name in content if content[name] != before[name])
    story.save(update_fields=["version", "draft_number", "modified_at"])
    record("save_draft", story=story, by=by, content=content, changed=changed)
    return story


@transaction.atomic
def publish_changes(*, story: Story, by: User, material: bool | None, seen: int | None = None) -> Story:
    """Put the draft of a live story before readers; only a material change moves `updated_at`."""
    story = take("publish_changes", story=story, by=by, seen=seen)
    if material is None:
        raise Refused({"material": _("Say whether this change is minor or material.")})
    rows = take_up(story)
    if material and story.was_published:
        story.updated_at = timezone.now()
    require_valid(story)
    return keep("publish_changes", story=story, by=by, rows=rows, material=material)


@transaction.atomic
def discard_draft(*, story: Story, by: User, seen: int | None = None) -> Story:
    """Go back to the words that were approved; the draft stays among the revisions."""
    story = take("discard_draft", story=story, by=by, seen=seen)
    discarded, story.draft_number = story.draft_number, None
    return keep("discard_draft", story=story, by=by, discarded=discarded)


def newest_words(story: Story) -> Content:
    """Return the words of the draft, or those of the row where there is none."""
    draft = newest_draft(story)
    # A column that is younger than the revision is as the row has it.
    return {**content_of(story), **draft.content} if draft else content_of(story)


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
    put(content, draft)
    derive(draft)
    return draft


def take_up(story: Story) -> Made | None:
    """Set the draft's words on the story, and return its lists; None where there is no draft.

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
    return rows
