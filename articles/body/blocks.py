"""Data structures of a text: boxes (lists, quotes) that hold lines (paragraphs, crossheads)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple


class Look(NamedTuple):
    """Inline formatting of a piece of text: bold, italic, link."""

    strong: bool = False
    em: bool = False
    href: str = ""
    rise: str = ""
    """How it stands to the line: "^" raised, "_" lowered, "^_" lowered in a raised one."""
    is_turned: bool = False
    """Shown from right to left by force."""


PLAIN = Look()


class Run(NamedTuple):
    """A piece of text with one look; a line break inside a paragraph is a newline character."""

    text: str
    look: Look


@dataclass
class Line:
    """A block of text: `p`, `h2`, `h3`, `cite` or `item` (a line of a list item); or the divider, `hr`."""

    kind: str
    runs: list[Run] = field(default_factory=list)
    marker: str = ""
    """The bullet or number that stood before the text, where it was no text; "•" for any bullet."""
    level: int = 0
    """How deep in Word's lists the line stands, from 1; 0 outside them."""

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass
class Box:
    """A block that holds blocks: `story`, `blockquote`, `pull`, `facts`, `ul`, `ol` or `li`."""

    kind: str
    children: list[Box | Line] = field(default_factory=list)
    start: int = 1
    """The number of the first item of an `ol`."""
    numbers: str = ""
    """How an `ol` writes its numbers: "" as figures, else as HTML says it: a, A, i or I."""
    given: dict[int, int] = field(default_factory=dict)
    """Of an `ol` that counts down: the numbers that it and its items say themselves, by place."""


def joined(pieces: list[Run]) -> list[Run]:
    """Join neighbours of one look and leave one space where there were several, none at the ends."""
    runs: list[tuple[Look, list[str]]] = []
    space: Look | None = None
    for text, look in pieces:
        core = text.strip(" ")
        if not core or core == "\n":
            # A space or a break alone has no mark of its own: it goes with what stands before, or is plain.
            look = look if runs and runs[-1][0] == look else PLAIN
        if core == "\n":
            space = None
        elif space is None and text[:1] == " ":
            space = look
        if core and (core != "\n" or runs):
            if space is not None and runs and runs[-1][1][-1] != "\n":
                _append(runs, " ", space)
            _append(runs, core, look)
            space = look if text[-1] == " " else None
    while runs and runs[-1][1][-1] == "\n":
        runs[-1][1].pop()
        if not runs[-1][1]:
            runs.pop()
    return [Run("".join(texts), look) for look, texts in runs]


def _append(runs: list[tuple[Look, list[str]]], text: str, look: Look) -> None:
    if runs and runs[-1][0] == look:
        runs[-1][1].append(text)
    else:
        runs.append((look, [text]))


_CLOSING, _OPENING = frozenset(".,;:!?…)]}”’»%"), frozenset("([{«„“")


def mended(runs: list[Run], text: str, *, is_apart: bool) -> str:
    """Return `text` with the space that belongs between it and `runs`, where something was cut out between.

    Words that the cut part kept apart (`is_apart`) stay apart; no space is left before a full stop, none
    after an opening bracket, and no brackets around nothing.
    """
    while runs and runs[-1].text[-1:] + text[:1] in ("()", "[]"):
        _shorten(runs)
        text = text[1:]
    before, after = runs[-1].text[-1:] if runs else "", text[:1]
    if before == " " and after in _CLOSING:
        _shorten(runs)
    elif before in _OPENING and after == " ":
        text = text[1:]
    elif is_apart and before.isalnum() and after.isalnum():
        text = f" {text}"
    return text


def _shorten(runs: list[Run]) -> None:
    """Take away the last character."""
    text, look = runs.pop()
    if text[:-1]:
        runs.append(Run(text[:-1], look))
