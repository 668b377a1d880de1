"""Builder of text lines, which end up in the open box or list item."""

from __future__ import annotations

import re
from collections import Counter

from . import rules
from .blocks import PLAIN, Box, Line, Look, Run, joined, mended
from .characters import cleaned
from .elements import CUT_APART, CUT_LINE
from .nesting import Element
from .numbering import drawn
from .raised import settled
from .styles import State
from .turned import straightened

# In characters; no paragraph that somebody wrote is so long. nh3 needs time that grows with the square of one
# stretch of text, if that is full of & or «, so longer ones become several.
LONGEST_TEXT = 20_000
# U+2028 and U+2029 part lines too; hard spaces are set anew when the text is rendered.
_SPACES = re.compile("[ \t\n\r\f\v\x85\xa0\u2028\u2029]+")
NEWLINE = re.compile("\r\n?|\n|\u2028|\u2029")
_SYMBOL = str.maketrans(*rules.SYMBOL)


class Lines:
    """Handler of text events: the open line, its box, its lists, and the counts of what was left out."""

    def __init__(self) -> None:
        self.story = Box("story")
        self.box = self.story
        self.lists: list[tuple[Element, Box]] = []
        self.line: Line | None = None
        self.length = self.cut = 0
        self.is_note = False
        self.due = ""
        self.left: Counter[str] = Counter()

    # Text

    def text(self, text: str, state: State) -> None:
        if state.font == "symbol":
            text = text.translate(_SYMBOL)
        first, *others = NEWLINE.split(text) if state.keeps_lines else [text]
        self.add(_SPACES.sub(" ", first), state.look)
        for line in others:
            self.line_break()
            self.add(_SPACES.sub(" ", line), state.look)

    def line_break(self) -> None:
        self.add("\n", PLAIN)

    def add(self, text: str, look: Look) -> None:
        while len(text) > LONGEST_TEXT:
            # After a space; in the middle, if it is all one word.
            cut = text.rfind(" ", 0, LONGEST_TEXT) + 1 or LONGEST_TEXT
            self.add_some(text[:cut], look)
            text = text[cut:]
        self.add_some(text, look)

    def add_some(self, text: str, look: Look) -> None:
        if self.line is not None and self.length + len(text) > LONGEST_TEXT:
            kind = self.line.kind
            self.end_line()
            self.start_line(kind)
        if self.line is None:
            if not text.strip():
                return
            self.start_line("p")
        assert self.line is not None  # noqa: S101 - for the type checker
        if self.cut and self.line.runs:
            text = mended(self.line.runs, text, is_apart=self.cut == CUT_APART)
        if self.due and text.strip():
            self.line.runs.append(Run(f"{self.due} ", PLAIN))
            self.due = ""
        self.cut = 0
        self.length = 0 if text == "\n" else self.length + len(text)
        self.line.runs.append(Run(text, look))

    def gap(self, size: int) -> None:
        if size == CUT_LINE:
            self.end_line()
        self.cut = max(self.cut, size)

    def marker(self, text: str, state: State) -> None:
        text = _SPACES.sub(" ", text).strip()
        if text and self.line is None:
            self.start_line("p")
        if text and self.line is not None:
            self.line.marker += drawn(text, state.font)

    def leave(self, reason: str) -> None:
        self.left[reason] += 1
        if reason == "notes" and self.story.children[-1:] == [Line("hr")]:
            # The divider that stood between the text and its notes.
            self.story.children.pop()

    def note(self, reason: str) -> None:
        if reason == "footnotes" and not self.is_note:
            self.leave("notes")
        if self.line is None:
            self.start_line("p")
        self.is_note = True

    # Lines

    def start_line(self, kind: str) -> None:
        if self.lists:
            kind = "item"
        elif kind not in ("p", "cite") and self.box.kind in ("blockquote", "pull"):
            kind = "p"
        self.line = Line(kind)
        self.length = self.cut = 0

    def end_line(self) -> None:
        line, self.line = self.line, None
        if line is not None and not self.is_note:
            if line.kind == "cite":
                # Who says it is a name, without marks and breaks.
                line.runs = [Run(line.text.replace("\n", " "), PLAIN)]
            line.runs = joined(settled(cleaned(straightened(line.runs))))
            if line.runs:
                self.holder().children.append(line)
        self.is_note = self.is_note and line is None

    def holder(self) -> Box:
        """Return the box that the next block belongs to: the open list item or quote, or the story."""
        if not self.lists:
            return self.box
        items = self.lists[-1][1].children
        if not items:
            items.append(Box("li"))
        item = items[-1]
        assert isinstance(item, Box)  # noqa: S101 - lists hold nothing else
        return item
