"""What happened to a story: its audit entries with the revisions that they left, a page at a time."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from articles.desk.acts import audit_name
from articles.desk.rights import may
from articles.models import Revision, Story
from newsroom.core import audit
from newsroom.core.models import AuditEntry, User

SIZE = 40
# So many acts before those of a page are read, to find the words with which its oldest are compared.
LOOK_BACK = 20
# Their revisions hold words that wait, and not what the story's row has.
WAITING = frozenset(map(audit_name, ("save_draft", "schedule_changes", "changes_refused", "hand_over")))
HANDED = audit_name("hand_over")
# They change no words, though their revision holds others than the one before it.
WORDLESS = frozenset(
    map(audit_name, ("withdraw", "pin", "unschedule_changes", "discard_draft", "changes_refused"))
)
# A draft that waits goes on waiting after them.
BESIDE_A_DRAFT = frozenset(map(audit_name, ("withdraw", "pin", "unschedule_changes", "mend", "changes_due")))


@dataclass
class Event:
    """One thing that happened: an act with its audit entry, its revision, or both."""

    act: str
    at: datetime.datetime
    by: User | None
    entry: AuditEntry | None = None
    # None where the act left none, or its words are not for the person who asks.
    revision: Revision | None = None
    # The revision with which this one's words are compared.
    base: Revision | None = None

    @property
    def restored(self) -> int | None:
        """The number of the version whose words were brought back by it."""
        return self.entry.details.get("restored") if self.entry else None

    @property
    def author(self) -> User | None:
        """Whose words they are, where that is somebody else than who did the act."""
        by = self.revision.by if self.revision else None
        return by if by and self.by and by.pk != self.by.pk else None


@dataclass(frozen=True)
class Happened:
    """A page of the history, newest first, and the cursor of the next one, "" where there is none."""

    events: Sequence[Event]
    older: str


def readable(story: Story, by: User) -> Q | None:
    """Return which revisions `by` may read, or None: editors all, reporters what stood in their own story.

    A reporter who may see somebody's live story sees no version of it but that; and nobody but editors sees
    words that wait, unless they are one's own.
    """
    if not may("view", story=story, by=by):
        return None
    if by.has_perm("articles.edit_any_story"):
        return Q()
    if story.created_by_id != by.pk:
        return None
    hidden = {*WAITING, audit_name("take_over"), audit_name("restore"), audit_name("take_handed")}
    return ~Q(act__in=hidden) | Q(by=by)


def as_of(story: Story, revision: Revision) -> Story:
    """Return the story, which is not saved, without the mark of changes that came after a revision."""
    if story.updated_at and story.updated_at > revision.at:
        story.updated_at = None
    return story


def happened(story: Story, *, by: User, before: str = "") -> Happened:
    """Return what happened to the story before a cursor: of the revisions those that `by` may read."""
    found, top = audit.entries(story), None
    if cursor := _read(before):
        found, top = found.filter(pk__lt=cursor[0]), cursor[1]
    entries = list(found[: SIZE + LOOK_BACK])
    is_whole = len(entries) < SIZE + LOOK_BACK
    low = 0 if is_whole else min(filter(None, map(_number, entries)), default=0)
    allowed = readable(story, by)
    revisions: list[Revision] = []
    if allowed is not None:
        within = story.revisions.filter(allowed, number__gte=low).select_related("by").order_by("-number")
        revisions = list(within.filter(number__lt=top) if top else within)
    events = _joined(entries, revisions)
    _give_bases(events)
    shown = events[:SIZE]
    return Happened(shown, _cursor(shown) if len(events) > SIZE else "")


def _joined(entries: Iterable[AuditEntry], revisions: Iterable[Revision]) -> list[Event]:
    """Return entries with their revisions, and revisions without an entry at their place, newest first."""
    left = {revision.number: revision for revision in revisions}
    events = []
    for entry in entries:
        number = _number(entry)
        own = left.pop(number, None) if number else None
        # What nobody did, such as finding a story from before, has no entry.
        events += [_alone(left.pop(each)) for each in sorted(left, reverse=True) if number and each > number]
        events.append(Event(entry.act, entry.at, entry.actor, entry, own))
    return events + [_alone(left[each]) for each in sorted(left, reverse=True)]


def _alone(revision: Revision) -> Event:
    return Event(revision.act, revision.at, revision.by, revision=revision)


def _give_bases(events: Sequence[Event]) -> None:
    """Give each event the revision that its words were made from: of the row, or of what waited."""
    row = newest = None
    for event in reversed(events):
        revision = event.revision
        if revision is None:
            continue
        waits = _waits(event)
        if event.act not in WORDLESS:
            event.base = newest if waits else row
        if event.act == HANDED:
            continue
        if waits:
            newest = revision
        else:
            row = revision
            newest = newest if event.act in BESIDE_A_DRAFT and newest else revision


def _waits(event: Event) -> bool:
    return event.act in WAITING or bool(event.entry and event.entry.details.get("waiting"))


def _number(entry: AuditEntry) -> int | None:
    """Return the number of the revision that the act left."""
    number: Any = entry.details.get("version")
    return number if isinstance(number, int) else None


def _cursor(events: Sequence[Event]) -> str:
    """Return where the next page begins: the last entry, and the last number, that this one shows."""
    entry = next((event.entry.pk for event in reversed(events) if event.entry), 0)
    number = next((event.revision.number for event in reversed(events) if event.revision), 0)
    return f"{entry}.{number}"


def _read(cursor: str) -> tuple[int, int] | None:
    parts = cursor.split(".")
    if len(parts) != 2 or not all(part.isdecimal() and len(part) < 10 for part in parts):
        return None
    entry, number = map(int, parts)
    return (entry, number) if entry else None
