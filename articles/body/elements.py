"""SAX-style filter over tokens: drops what is hidden, struck out or cannot be kept, and counts it."""

from __future__ import annotations

import re
from typing import Protocol

from . import rules
from .links import is_lost
from .nesting import BLOCKS, VOID, Element, Nesting
from .styles import State, Style, inside, is_block, leads_back, sheet, style_of
from .tokens import Token

CUT_INSIDE, CUT_APART, CUT_LINE = 1, 2, 3
_TYPED = frozenset(["", "text", "email", "number", "search", "tel", "url", "date", "time"])
_SAID_AT_ONCE = frozenset(["pictures", "media", "formulas", "fields"])
_EMOJI = re.compile(rules.EMOJI)
_SMALL, _LINE = 48, 4
_PIXELS = re.compile(r"([0-9]+)(\.[0-9]+)?(px)?")


class Reader(Protocol):
    """Handler of the events that are left after filtering."""

    def text(self, text: str, state: State) -> None: ...
    def line_break(self) -> None: ...
    def start(self, element: Element) -> None: ...
    def end(self, element: Element) -> None: ...
    def gap(self, size: int) -> None:
        """Handle a cut of `CUT_INSIDE` a word, `CUT_APART` from it by space, or `CUT_LINE`."""

    def marker(self, text: str, state: State) -> None:
        """Handle the bullet or number that Word draws before a list item."""

    def leave(self, reason: str) -> None:
        """Count something left out that the editor should know of."""

    def note(self, reason: str) -> None:
        """Drop the line that is open: it is a footnote or a comment under the text."""


class Elements(Nesting):
    """Filter that takes tokens one by one and calls the reader."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader
        self.sheet: dict[str, Style] = {}
        self.gap = 0
        self.unsaid = ""

    def take(self, token: Token) -> None:
        kind, value, attributes = token
        if kind == "text":
            self.text(value)
        elif kind == "sheet":
            self.sheet.update(sheet(value))
        elif kind == "start":
            self.start(value, attributes)
        elif value == "br":
            self.start("br", {})
        else:
            self.end(value)

    def text(self, text: str) -> None:
        state = self.open[-1].state
        if state.is_kept:
            self.close_gap()
            self.reader.text(text, state)
        elif state.cut == rules.MARKER:
            self.reader.marker(text, state)
        else:
            self.cut(CUT_APART if any(map(str.isspace, text)) else CUT_INSIDE)
            if self.unsaid and text.strip():
                self.reader.leave(self.unsaid)
                self.unsaid = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "img" and _EMOJI.match(attributes.get("alt", "")):
            return self.text(attributes["alt"])
        self.make_room(tag)
        style = style_of(tag, attributes, self.sheet)
        around = self.open[-1].state
        element = Element(
            tag, attributes, style, inside(around, tag, attributes, style), is_block(tag, attributes, style)
        )
        if around.is_kept:
            self.say(element)
        if tag in VOID:
            self.void(element)
        elif not self.push(element) or not element.state.is_kept:
            self.part(element)
        else:
            self.tell_start(element)

    def end(self, tag: str) -> None:
        if tag in BLOCKS and not self.count[tag]:
            self.cut(CUT_LINE)
        super().end(tag)

    def ended(self, element: Element) -> None:
        super().ended(element)
        if element.state.is_kept:
            if element.is_block:
                self.close_gap()
            self.reader.end(element)
        else:
            self.part(element)

    # What is kept

    def cut(self, size: int) -> None:
        self.gap = max(self.gap, size)

    def part(self, element: Element) -> None:
        """Cut between lines where a block starts or ends that is not kept."""
        if element.is_block:
            self.cut(CUT_LINE)

    def close_gap(self) -> None:
        if self.gap:
            self.reader.gap(self.gap)
            self.gap = 0

    def tell_start(self, element: Element) -> None:
        if element.is_block:
            self.close_gap()
        self.reader.start(element)

    def say(self, element: Element) -> None:
        """Report an element that begins here and is not kept: a picture, a note, a lost link."""
        reason, self.unsaid = element.state.cut, ""
        if note := leads_back(element.tag, element.attributes):
            self.reader.note(note)
        elif reason in _SAID_AT_ONCE:
            self.cut(CUT_APART)
            if not is_icon(element):
                self.reader.leave(reason)
        elif reason in rules.SAID:
            # Marks and notes are counted apart: a text of three footnotes has three of each.
            self.unsaid = "notes" if reason == "footnotes" and element.tag != "a" else reason
        elif element.tag == "a" and not reason and is_lost(element.attributes.get("href", "")):
            self.reader.leave("links")

    def void(self, element: Element) -> None:
        """Handle an element without end tag: a line break, a divider, a form field."""
        tag, kept = element.tag, element.state.is_kept
        if tag == "hr":
            self.tell_start(element) if kept else self.cut(CUT_LINE)
        elif tag == "br" and kept:
            self.close_gap()
            self.reader.line_break()
        elif tag == "br":
            self.cut(CUT_APART)
        elif tag == "input" and kept:
            self.field(element)

    def field(self, element: Element) -> None:
        """Write a box that is ticked or not as such a character; report a field and a picture to press."""
        kind = element.attributes.get("type", "").lower()
        if kind in ("checkbox", "radio"):
            self.close_gap()
            self.reader.text(rules.TICKS["checked" in element.attributes], element.state)
        elif kind in _TYPED or kind == "image":
            self.cut(CUT_APART)
            self.reader.leave("pictures" if kind == "image" else "fields")


def is_icon(element: Element) -> bool:
    """Return True for a picture of the size of an icon or a line, which nobody misses."""
    if element.tag not in ("img", "svg"):
        return False
    attributes, style = element.attributes, element.style
    sizes = [attributes.get(name) or style.get(name, "") for name in ("width", "height")]
    known = [int(found[1]) for size in sizes if (found := _PIXELS.fullmatch(size))]
    is_small = bool(known) and (max(known) <= _SMALL or min(known) <= _LINE)
    return attributes.get("aria-hidden") == "true" or is_small
