"""Taking over a colleague's unsaved words: they become a draft in the colleague's name, who is told.

They are merged with what was saved since they were begun, as *Save draft* does; who takes them over saw it.
"""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.desk.acts import UNFINISHED
from articles.desk.checks import require_valid
from articles.desk.drafts import content_with, newest_words, store_draft
from articles.desk.errors import NotAllowed, Refused
from articles.desk.joining import Joined, set_words
from articles.desk.locking import keep, take
from articles.desk.merging import Merged, merge
from articles.desk.naming import hold_named
from articles.desk.redacting import is_before_redaction
from articles.desk.revisions import words_at
from articles.desk.rights import may
from articles.desk.rows import Rows, made
from articles.desk.words import apply
from articles.models import Story, WorkingCopy
from newsroom.core import locks
from newsroom.core.models import User


@transaction.atomic
def take_over(
    *,
    story: Story | None,
    by: User,
    copy: WorkingCopy,
    fields: Mapping[str, Any],
    rows: Rows | None = None,
    choices: Mapping[str, str] | None = None,
    seen: int | None = None,
) -> Story:
    """Store the words of a working copy as the story's newest draft, or as a new draft, and return the story.

    `fields` and `rows` are what the copy's form says, as `write` takes them; `seen` is the version of the
    story that they were compared with, `copy` the row as it was shown; `choices` are as in `merging.merge`,
    where mine are the colleague's.
    """
    if story is None:
        story = _begun(copy, by)
        row = _as_shown(copy, story, by)
        story = _start(story, fields, rows or {}, by=by, author=row.person)
    else:
        story = take("take_over", story=story, by=by, seen=seen)
        row = _as_shown(copy, story, by)
        merged = merged_copy(story, row, fields=fields, rows=rows or {}, choices=choices or {})
        story = _keep(story, merged, by=by, author=row.person)
    _note_taken(row, story, by)
    return story


def _note_taken(row: WorkingCopy, story: Story, by: User) -> None:
    """Settle the row: its words stay in it until its owner types again, who is told."""
    now = timezone.now()
    WorkingCopy.objects.filter(pk=row.pk).update(
        story=story,
        token=None,
        changed_at=None,
        tab="",
        count=row.count + 1,
        taken_by=by,
        taken_at=now,
        settled_at=now,
    )


def merged_copy(
    story: Story,
    copy: WorkingCopy,
    *,
    fields: Mapping[str, Any],
    rows: Rows,
    choices: Mapping[str, str] | None = None,
) -> Merged:
    """Return a working copy's words merged with the newest of the story; mine are those of the copy.

    Where nobody knows what they were typed on, or a redaction came since, they stand over the newest as they
    are: who takes them over has both before them.
    """
    newest = newest_words(story)
    base = None if is_before_redaction(story, copy.base) else words_at(story, copy.base)
    base = newest if base is None else {**newest, **base}
    return merge(base, content_with(story, base, fields=fields, rows=rows), newest, choices)


def _as_shown(copy: WorkingCopy, story: Story, by: User) -> WorkingCopy:
    """Return the row, locked, if it still holds the words that were shown, and they are somebody else's."""
    rows = WorkingCopy.objects.select_for_update(of=("self",)).select_related("person")
    row = rows.filter(pk=copy.pk, count=copy.count, changed_at__isnull=False).first()
    if row is None or row.story_id not in (None, story.pk):
        raise Refused(_("These words have changed since you opened this page. Look at them again."))
    if row.person_id == by.pk:
        raise Refused(_("These are your own words: open the story and save them."))
    return row


def _begun(copy: WorkingCopy, by: User) -> Story:
    """Return a story for words that have none, which is not saved; the colleague's form will find it."""
    if not may("take_over", story=None, by=by):
        raise NotAllowed
    locks.wait_for(str(copy.token))
    if copy.token is None or Story.objects.filter(form_token=copy.token).exists():
        raise Refused(_("These words have changed since you opened this page. Look at them again."))
    return Story(created_by=copy.person, form_token=copy.token)


def _start(story: Story, fields: Mapping[str, Any], rows: Rows, *, by: User, author: User) -> Story:
    changed = apply(story, fields)
    hold_named(story, rows)
    require_valid(story)
    return keep(
        "take_over", story=story, by=by, author=author, rows=made(story, rows), changed=sorted(changed)
    )


def _keep(story: Story, merged: Merged, *, by: User, author: User) -> Story:
    content = content_with(story, merged.content, fields={}, rows={})
    joined = Joined(content, merged.theirs, merged.came)
    if story.state() not in UNFINISHED:
        return store_draft("take_over", story, joined.before, content, by=by, author=author, **joined.told)
    lists = set_words(story, joined)
    require_valid(story)
    details = {"changed": joined.changed, **joined.told}
    return keep("take_over", story=story, by=by, author=author, rows=lists, told=None, note="", **details)
