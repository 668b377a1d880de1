"""Bringing back the words of an older version: as they were, without what was deleted since."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from articles.desk.acts import UNFINISHED
from articles.desk.checks import require_valid
from articles.desk.content import Content, as_typed, put, rows_of
from articles.desk.drafts import as_draft, newest_words, store_draft
from articles.desk.errors import Refused
from articles.desk.gone import without_gone
from articles.desk.history import readable
from articles.desk.locking import keep, take
from articles.desk.naming import hold_named
from articles.desk.rows import Made
from articles.desk.words import derive
from articles.desk.working import unsaved
from articles.models import Revision, Story, WorkingCopy
from newsroom.core.models import User


@dataclass(frozen=True)
class Standing:
    """What is newer than a version that somebody restores, and is asked about."""

    # Words that wait to go before readers; the restored ones take their place.
    has_draft: bool
    unsaved: Sequence[WorkingCopy]

    def __bool__(self) -> bool:
        return self.has_draft or bool(self.unsaved)


@transaction.atomic
def restore(*, story: Story, by: User, number: int, is_meant: bool = False, seen: int | None = None) -> Story:
    """Make the words of revision `number` the newest: of the row, or as a draft where that is approved.

    `is_meant`: the person was asked about a draft or unsaved words that stand.
    """
    story = take("restore", story=story, by=by, seen=seen)
    before = newest_words(story)
    content = restored(story, version(story, number, by), before)
    if content == before:
        raise Refused(_("These are the newest words already: there is nothing to restore."))
    if standing(story) and not is_meant:
        raise Refused({"is_meant": _("Newer words stand. Say that you want to restore all the same.")})
    if story.state() in UNFINISHED:
        put(content, story)
        derive(story)
        rows = _held(story, content)
        require_valid(story)
        return keep("restore", story=story, by=by, rows=rows, restored=number)
    draft = as_draft(story, content)
    _held(draft, content)
    require_valid(draft)
    return store_draft("restore", story, before, content, by=by, restored=number)


def version(story: Story, number: int, by: User) -> Revision:
    """Return a revision that `by` may read; refuse one that is not there."""
    allowed = readable(story, by)
    found = None if allowed is None else story.revisions.filter(allowed, number=number).first()
    if found is None:
        raise Refused(_("There is no such version of this story."))
    return found


def restored(story: Story, revision: Revision, before: Content) -> Content:
    """Return the words as restoring makes them; what is younger than the version stays as it is."""
    kept = without_gone(revision.content)
    # A revision that told readers of a correction says so beside its words; that is never done again.
    return {name: kept.get(name, value) for name, value in before.items()}


def standing(story: Story) -> Standing:
    """Return the newer words that wait or are not saved."""
    copies = unsaved().filter(story=story).select_related("person").defer("data")
    return Standing(has_draft=story.newest_number is not None, unsaved=list(copies))


def _held(story: Story, content: Content) -> Made:
    """Return the lists as rows; what they and the story name cannot be deleted until we commit."""
    rows = rows_of(content, story)
    hold_named(story, as_typed(rows))
    return rows
