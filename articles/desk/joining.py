"""Words that were typed on an older version of a story, brought together with what others saved since.

Saving merges without a question, unless both changed the same. An act that puts words before readers shows
the merged form first: `merges` is False. What a person was shown, and chose, comes back as `Shown`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from articles.desk.content import Content, as_typed, content_of, put, rows_of
from articles.desk.drafts import content_with, newest_words
from articles.desk.errors import Changed, NotAllowed
from articles.desk.fields import LISTS
from articles.desk.locking import locked
from articles.desk.merging import MINE, Merged, merge
from articles.desk.naming import hold_named
from articles.desk.redacting import is_before_redaction
from articles.desk.revisions import keep_found, row_at, words_at
from articles.desk.rights import may, writing_act
from articles.desk.rows import Made, Rows
from articles.desk.words import derive
from articles.models import Story
from newsroom.core.models import User


@dataclass(frozen=True)
class Shown:
    """The version that stood beside the form in a conflict, and which text of each conflict stays."""

    version: int
    choices: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Typed:
    """What a form says, and on what."""

    fields: Mapping[str, Any]
    rows: Rows
    seen: int | None
    shown: Shown | None = None
    merges: bool = True


@dataclass(frozen=True)
class Joined:
    """The words to store, those that they come on top of, and what others brought in."""

    content: Content
    before: Content
    came: Sequence[str] = ()

    @property
    def changed(self) -> list[str]:
        """Return the names of what these words change."""
        return sorted(name for name, value in self.content.items() if value != self.before[name])

    @property
    def told(self) -> dict[str, object]:
        """Return what the audit entry says of words that others brought in."""
        return {"came": sorted(self.came)} if self.came else {}


def take_words(act: str, *, story: Story, by: User, typed: Typed) -> tuple[Story, Joined]:
    """Return the story as it stands now, locked as by `take`, and the words of everybody."""
    fresh = locked(act, story)
    is_allowed = may(act, story=fresh, by=by)
    if not is_allowed and typed.seen not in (None, fresh.version) and may("view", story=fresh, by=by):
        # Words are shown together with others to those alone who may write them.
        may_write = act != "mend" and writing_act(story=fresh, by=by) is not None
        raise Changed(fresh, _merged(act, fresh, typed) if may_write else None, typed.seen or 0)
    if not is_allowed:
        raise NotAllowed
    keep_found(fresh)
    return fresh, _joined(act, fresh, typed)


def set_words(story: Story, joined: Joined) -> Made:
    """Set the words on the story, which is not saved, and return the lists that they change."""
    put(joined.content, story)
    derive(story)
    rows = rows_of(joined.content, story)
    # In this order, so that what is found valid cannot go any more.
    hold_named(story, as_typed(rows))
    return {name: rows[name] for name in LISTS if joined.content[name] != joined.before[name]}


def _joined(act: str, story: Story, typed: Typed) -> Joined:
    newest = _newest(act, story)
    as_sent = content_with(story, newest, fields=typed.fields, rows=typed.rows)
    if typed.seen in (None, story.version):
        return Joined(as_sent, newest)
    is_shown = typed.shown is not None and typed.shown.version == story.version
    merged = _merged(act, story, typed)
    if merged is None:
        if is_shown:
            return Joined(as_sent, newest)
        raise Changed(story)
    if merged.conflicts:
        raise Changed(story, merged, typed.seen or 0)
    if is_shown and _keeps_mine(typed):
        # The form held the words of both.
        return Joined(as_sent, newest)
    if not typed.merges or _went_out(act, story, typed):
        raise Changed(story, merged, typed.seen or 0)
    return Joined(merged.content, newest, merged.came)


def _keeps_mine(typed: Typed) -> bool:
    return typed.shown is not None and set(typed.shown.choices.values()) <= {MINE}


def _went_out(act: str, story: Story, typed: Typed) -> bool:
    """Say whether readers got other words meanwhile: then a draft is another one than the person thinks."""
    if act != "save_draft":
        return False
    before, now = row_at(story, typed.seen or 0) or {}, content_of(story)
    return any(before.get(name) != value for name, value in now.items())


def _merged(act: str, story: Story, typed: Typed) -> Merged | None:
    """Return the words of both; None where it is not known, or not to be used, what they were typed on."""
    newest, seen = _newest(act, story), typed.seen or 0
    base = (row_at if act == "mend" else words_at)(story, seen)
    if base is None or is_before_redaction(story, seen):
        return None
    base = {**newest, **base}
    shown = typed.shown if typed.shown and typed.shown.version == story.version else None
    # A form that was shown holds the newest words already, as far as they are not in conflict.
    mine = content_with(story, newest if shown else base, fields=typed.fields, rows=typed.rows)
    return merge(base, mine, newest, shown.choices if shown else None)


def _newest(act: str, story: Story) -> Content:
    return content_of(story) if act == "mend" else newest_words(story)
