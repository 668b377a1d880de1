"""Model of a story's words: which are the row's, the draft's, the scheduled change's, and whose are unsaved.

It knows nothing of how the desk does it: only what each act must do to the words.
"""

import datetime
from dataclasses import dataclass, field

Words = dict[str, str]
FIELDS = ("kicker", "headline", "standfirst", "summary", "credit_line")


@dataclass
class Screen:
    """A form that somebody has open in one window: what it would send."""

    values: dict[str, str]
    is_mending: bool = False
    # How often the person's unsaved words had changed when this window last saw them.
    knows: int = 0
    number: int = 0

    @property
    def words(self) -> Words:
        return {name: self.values[name] for name in FIELDS}


@dataclass
class Unsaved:
    """What the desk keeps of one person's unsaved words, which version they were typed over, and a count."""

    words: Words | None = None
    over: int = 0
    changes: int = 0

    def keep(self, screen: Screen) -> None:
        self.words, self.over = screen.words, int(screen.values["seen"])
        self.changes += 1
        screen.knows = self.changes

    def settle(self, screen: Screen) -> None:
        """Note that this window was saved: unsaved words that it does not know stay."""
        if self.words is None or screen.knows == self.changes:
            self.words = None
            self.changes += 1


@dataclass
class Model:
    """Words by where they stand."""

    row: Words
    draft: Words | None = None
    scheduled: tuple[datetime.datetime, Words] | None = None
    # Fields in which an older word may come back: the draft had it when what readers see was mended, or
    # somebody saw a colleague's beside their own, and chose.
    left: set[str] = field(default_factory=set)
    # The newest words and those of the row, by version.
    versions: dict[int, tuple[Words, Words]] = field(default_factory=dict)
    # The version that the last redaction made: nothing older is merged.
    redacted: int = 0

    @property
    def newest(self) -> Words:
        return self.draft or (self.scheduled[1] if self.scheduled else self.row)

    @property
    def waits(self) -> bool:
        """Whether words wait to go before readers: restored ones may be those that readers have."""
        return self.draft is not None or self.scheduled is not None

    def note(self, version: int) -> None:
        """Remember what a form that is opened now was opened from."""
        self.versions[version] = self.newest, self.row

    def beside(self, screen: Screen, version: int) -> Words:
        """Return the words of a form, with those of others in the fields that nobody touched there."""
        if int(screen.values.get("over") or 0) == version:
            return screen.words  # both were shown
        if int(screen.values["seen"]) < self.redacted:
            return screen.words
        newest, row = self.versions[int(screen.values["seen"])]
        before, now = (row, self.row) if screen.is_mending else (newest, self.newest)
        return {name: word if word != before[name] else now[name] for name, word in screen.words.items()}

    def turn(self, now: datetime.datetime) -> None:
        """Put out what is due."""
        if self.scheduled and self.scheduled[0] <= now:
            self.row, self.scheduled = self.scheduled[1], None

    def restore(self, words: Words, *, is_row: bool) -> None:
        """Make an older version the newest words; somebody chose what comes back."""
        self.left |= {name for name in FIELDS if words[name] != self.newest[name]}
        if is_row:
            self.row = words
        else:
            self.draft = words

    def redact(self, word: str, replacement: str, version: int) -> None:
        """Put the replacement wherever the word stood."""

        def left(words: Words) -> Words:
            return without(words, word, replacement)

        self.redacted, self.row = version, left(self.row)
        self.draft = self.draft and left(self.draft)
        self.scheduled = self.scheduled and (self.scheduled[0], left(self.scheduled[1]))
        # What waits was typed before the replacement, and goes over it all the same.
        for waiting in (self.draft, self.scheduled and self.scheduled[1]):
            there = [name for name, each in self.row.items() if each == replacement]
            self.left |= {name for name in there if waiting and waiting[name] != replacement}

    def save(self, act: str, words: Words) -> None:
        if act == "write":
            self.row = words
        elif words != self.newest:
            self.draft = words

    def mend(self, after: Words) -> None:
        """Put these words out; what waits becomes a draft, with what was mended where it says the same."""
        before, waiting = self.row, self.newest
        merged = after | {name: word for name, word in waiting.items() if word != before[name]}
        self.row, self.scheduled = after, None
        self.draft = None if merged == after else merged
        self.left |= {name for name in FIELDS if before[name] not in (waiting[name], after[name])}

    def act(self, act: str, at: datetime.datetime) -> None:
        if act == "schedule_changes":
            self.scheduled, self.draft = (at, self.newest), None
        elif act in ("unschedule_changes", "withdraw"):
            self.draft = self.draft or (self.scheduled[1] if self.scheduled else None)
            self.scheduled = None
        elif act == "correct":
            # What was beside the correction waits, if that is anything else than what waits or is public.
            under = self.scheduled[1] if self.scheduled else self.row
            self.draft = None if self.draft == under else self.draft
        elif act not in ("submit", "write", "save_draft"):
            self.row = self.row if act == "discard_draft" else self.newest
            self.draft = self.scheduled = None


def without(words: Words, word: str, replacement: str) -> Words:
    """Return the words with another one for that."""
    return {name: replacement if each == word else each for name, each in words.items()}
