"""Data structures of a text: boxes (lists, quotes) that hold lines (paragraphs, crossheads)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple


class Look(NamedTuple):
    """Inline formatting of a piece of text: bold, italic, link."""

    strong: bool = False
    em: bool = False
    href: str = ""


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

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass
class Box:
    """A block that holds blocks: `story`, `blockquote`, `pull`, `facts`, `ul`, `ol` or `li`."""

    kind: str
    children: list[Box | Line] = field(default_factory=list)


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
