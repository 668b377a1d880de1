"""Parser of a story's source into blocks.

There is no tree of elements to grow deep: at any moment one line is open, in at most one quote, pull quote or
fact box, in a few levels of lists; bold, italics and links are counters. So any input ends as a balanced
outline a few levels deep, in time that grows in step with its length.
"""

from __future__ import annotations

import re
from collections import Counter

from .blocks import PLAIN, Box, Line, Look, Run, joined
from .policy import safe_link
from .tokens import Token, tokens

DEEPEST_LIST = 3
# In characters; no paragraph that somebody wrote is so long. nh3 needs time that grows with the square of one
# stretch of text, if that is full of & or «, so longer ones become several.
LONGEST_TEXT = 20_000
HEADINGS = {"h1": "h2", "h2": "h2", "h3": "h3", "h4": "h3", "h5": "h3", "h6": "h3"}
LINES = {"p": "p", **HEADINGS}
MARKS = frozenset(["strong", "b", "em", "i", "span", "font", "a"])
# What browsers start a new line for: their tags go, but the texts they parted stay apart.
BREAKS = frozenset(
    """
    div section blockquote ul ol li hr address article aside body caption center dd details dialog dir dl dt
    fieldset figcaption figure footer form header hgroup html legend main menu nav option optgroup pre search
    summary table tbody td tfoot th thead tr
    """.split()  # noqa: SIM905 - forty lines as a list
)
# U+2028 and U+2029 part lines too; hard spaces are set anew when the text is rendered.
_SPACES = re.compile("[ \t\n\r\f\v\x85\xa0\u2028\u2029]+")


def read(source: str) -> Box:
    """Parse any string as a story's source; what it says stays, in our own blocks."""
    reader = _Reader()
    for token in tokens(source):
        reader.take(token)
    reader.end_line()
    tidy(reader.story)
    return reader.story


def tidy(box: Box) -> None:
    """Drop boxes without text, join the lines of list items, and give a fact box its one title.

    Calls itself as deep as boxes go, which is not deep.
    """
    for child in box.children:
        if isinstance(child, Box):
            tidy(child)
    box.children = [child for child in box.children if isinstance(child, Line) or child.children]
    if box.kind == "li":
        box.children = with_breaks(box.children)
    elif box.kind == "facts":
        for place, child in enumerate(box.children):
            if child.kind in ("h2", "h3"):
                child.kind = "h3" if place else "h2"


def with_breaks(blocks: list[Box | Line]) -> list[Box | Line]:
    """Join each row of neighbouring lines to one line with breaks."""
    found: list[Box | Line] = []
    for block in blocks:
        if isinstance(block, Line) and found and isinstance(found[-1], Line):
            found[-1].runs += [Run("\n", PLAIN), *block.runs]
        else:
            found.append(block)
    return found


class _Reader:
    def __init__(self) -> None:
        self.story = Box("story")
        self.box = self.story
        self.lists: list[Box] = []
        self.too_deep = 0
        self.line: Line | None = None
        self.length = 0
        self.opened: dict[str, list[bool]] = {"div": [], "section": [], "blockquote": []}
        self.marks: dict[str, list[Look]] = {tag: [] for tag in MARKS}
        self.marks_in_line: Counter[str] = Counter()
        self.strong = self.em = 0

    def take(self, token: Token) -> None:
        kind, tag, attributes = token
        if kind == "text":
            self.add(_SPACES.sub(" ", tag))
        elif tag == "br":
            self.add("\n")
        elif tag in MARKS:
            self.mark(tag, attributes) if kind == "start" else self.unmark(tag)
        elif tag == "cite" and self.box.kind == "blockquote":
            self.end_line()
            if kind == "start":
                self.start_line("cite")
        elif tag in LINES or tag in BREAKS:
            self.end_line()
            self.start_block(tag, attributes) if kind == "start" else self.end_block(tag)

    def add(self, text: str) -> None:
        while len(text) > LONGEST_TEXT:
            # After a space; in the middle, if it is all one word.
            cut = text.rfind(" ", 0, LONGEST_TEXT) + 1 or LONGEST_TEXT
            self.add_some(text[:cut])
            text = text[cut:]
        self.add_some(text)

    def add_some(self, text: str) -> None:
        if self.line is not None and self.length + len(text) > LONGEST_TEXT:
            kind = self.line.kind
            self.end_line()
            self.start_line(kind)
        if self.line is None:
            if not text.strip():
                return
            self.start_line("p")
        self.length = 0 if text == "\n" else self.length + len(text)
        assert self.line is not None  # noqa: S101 - for the type checker
        link = self.marks["a"]
        look = Look(self.strong > 0, self.em > 0, link[-1].href if link else "")
        self.line.runs.append(Run(text, look))

    # Bold, italics, links

    def mark(self, tag: str, attributes: dict[str, str]) -> None:
        look = look_of(tag, attributes)
        self.marks[tag].append(look)
        self.strong += look.strong
        self.em += look.em
        if self.line is not None:
            self.marks_in_line[tag] += 1

    def unmark(self, tag: str) -> None:
        if self.marks[tag]:
            look = self.marks[tag].pop()
            self.strong -= look.strong
            self.em -= look.em
            self.marks_in_line[tag] -= self.marks_in_line[tag] > 0

    # Lines

    def start_line(self, kind: str) -> None:
        if self.lists:
            kind = "item"
        elif kind not in ("p", "cite") and self.box.kind in ("blockquote", "pull"):
            kind = "p"
        self.line = Line(kind)
        self.length = 0

    def end_line(self) -> None:
        """Close the open line, and every mark that was opened in it."""
        if self.line is None:
            return
        self.line.runs = joined(self.line.runs)
        if self.line.runs:
            self.holder().children.append(self.line)
        self.line = None
        for tag, count in self.marks_in_line.items():
            for _ in range(count):
                self.unmark(tag)
        self.marks_in_line.clear()

    def holder(self) -> Box:
        """Return the box that the next block belongs to: the open list item or quote, or the story."""
        if not self.lists:
            return self.box
        items = self.lists[-1].children
        if not items:
            items.append(Box("li"))
        item = items[-1]
        assert isinstance(item, Box)  # noqa: S101 - lists hold nothing else
        return item

    # Boxes

    def start_block(self, tag: str, attributes: dict[str, str]) -> None:
        if tag in LINES:
            self.start_line(LINES[tag])
        elif tag in self.opened:
            self.opened[tag].append(self.start_box(tag, attributes.get("class", "").split()))
        elif tag in ("ul", "ol"):
            self.start_list(tag)
        elif tag == "li" and self.lists:
            self.lists[-1].children.append(Box("li"))
        elif tag == "hr" and self.box is self.story and not self.lists:
            self.story.children.append(Line("hr"))

    def end_block(self, tag: str) -> None:
        if self.opened.get(tag):
            if self.opened[tag].pop():
                self.box = self.story
                self.lists.clear()
                self.too_deep = 0
        elif tag in ("ul", "ol"):
            if self.too_deep:
                self.too_deep -= 1
            elif self.lists:
                self.lists.pop()

    def start_box(self, tag: str, classes: list[str]) -> bool:
        kinds = {"blockquote": "blockquote", "div": "pull", "section": "facts"}
        kind = kinds[tag]
        if tag != "blockquote" and kind not in classes:
            return False
        if self.box is not self.story or self.lists:
            return False
        self.box = Box(kind)
        self.story.children.append(self.box)
        return True

    def start_list(self, tag: str) -> None:
        if self.box.kind == "pull" or len(self.lists) == DEEPEST_LIST:
            self.too_deep += 1
            return
        opened = Box(tag)
        self.holder().children.append(opened)
        self.lists.append(opened)


def look_of(tag: str, attributes: dict[str, str]) -> Look:
    """Return the formatting that an inline element gives; Google Docs and Word write it as a style."""
    if tag == "a":
        link = attributes.get("href", "")
        return Look(href=safe_link(link))
    strong, em = tag in ("strong", "b"), tag in ("em", "i")
    for declaration in attributes.get("style", "").lower().split(";"):
        name, _, value = declaration.partition(":")
        value = value.strip().removesuffix("!important").strip()
        if name.strip() == "font-weight":
            strong = value in ("bold", "bolder", "600", "700", "800", "900")
        elif name.strip() == "font-style":
            em = value.startswith(("italic", "oblique"))
    return Look(strong, em)
