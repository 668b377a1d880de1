"""Parser of a story's source into blocks.

At any moment one line is open, in at most one quote, pull quote or fact box, in a few levels of lists. So any
input ends as a balanced outline a few levels deep, in time that grows in step with its length.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from . import rules
from .blocks import Box, Line
from .elements import Elements
from .lines import NEWLINE, Lines
from .listing import DEEPEST_LIST, arranged
from .nesting import Element
from .numbering import counted_down, counts_down, kind_of, number, numbers_of, spelled
from .tokens import Token, has_tags, tokens, visible

HEADINGS = {"h1": "h2", "h2": "h2", "h3": "h3", "h4": "h3", "h5": "h3", "h6": "h3"}
LINES = {"p": "p", **HEADINGS}
BOXES = {"blockquote": "blockquote", "div": "pull", "section": "facts"}
_URL = re.compile(rules.URL, re.ASCII)
_WORD_LEVEL = re.compile(r"level([1-9])")


class Outline:
    """Result of parsing: the story in our own blocks, and how often something was left out, by kind."""

    def __init__(self, source: str) -> None:
        reader = _Reader()
        elements = Elements(reader)
        for token in tokens(source) if has_tags(source) else _typed(source):
            elements.take(token)
        elements.close(1)
        reader.end_line()
        self.story = arranged(reader.story)
        marks, notes = reader.left.pop("footnotes", 0), reader.left.pop("notes", 0)
        reader.left["footnotes"] = max(marks, notes)
        self.left_out = {kind: reader.left[kind] for kind in rules.SAID if reader.left[kind]}


def _typed(text: str) -> Iterator[Token]:
    """Yield the tokens of plain text: each line as a paragraph, the URLs in it as links."""
    for line in NEWLINE.split(visible(text)):
        yield Token("start", "p")
        place = 0
        for found in _URL.finditer(line):
            url = _without_end(found[0])
            yield Token("text", line[place : found.start()])
            yield Token("start", "a", {"href": url})
            yield Token("text", url)
            yield Token("end", "a")
            place = found.start() + len(url)
        yield Token("text", line[place:])
        yield Token("end", "p")


def _without_end(url: str) -> str:
    """Strip the punctuation that ends a sentence after a URL; a bracket only if none is open in the URL."""
    while url[-1] in rules.AFTER_URL:
        if url[-1] == ")" and url.count("(") >= url.count(")"):
            break
        url = url[:-1]
    return url


class _Reader(Lines):
    def __init__(self) -> None:
        super().__init__()
        self.box_element: Element | None = None
        self.tables: list[tuple[bool, int]] = []

    def start(self, element: Element) -> None:
        tag = element.tag
        if tag == "cite" and self.box.kind == "blockquote":
            self.end_line()
            self.start_line("cite")
        elif element.is_block:
            self.end_line()
            self.start_block(element)
        elif tag in ("q", "rt"):
            self.add('"' if tag == "q" else "(", element.state.look)

    def end(self, element: Element) -> None:
        tag = element.tag
        if tag in ("q", "rt"):
            self.add('"' if tag == "q" else ")", element.state.look)
        elif element.is_block or (tag == "cite" and self.box.kind == "blockquote"):
            self.end_line()
        if tag == "li":
            self.due = ""  # Nothing stood in it.
        if element is self.box_element:
            self.box, self.box_element = self.story, None
            self.lists.clear()
        elif self.lists and element is self.lists[-1][0]:
            box = self.lists.pop()[1]
            blocks = self.holder().children
            if counts_down(element) and box.kind == "ol" and blocks and blocks[-1] is box:
                blocks[-1:] = counted_down(box)
        elif part_of_table(element) == "table" and self.tables:
            self.tables.pop()

    def start_block(self, element: Element) -> None:
        tag = element.tag
        if tag in LINES:
            self.start_line(LINES[tag])
            level = _WORD_LEVEL.search(element.style.get("mso-list", ""))
            if level and self.line is not None:
                self.line.level = int(level[1])
        elif tag in BOXES and part_of_table(element) == tag:
            self.start_box(element)
        elif tag in ("ul", "ol"):
            self.start_list(element)
        elif tag == "li" and self.lists:
            self.start_item(element)
        elif tag == "hr" and self.box is self.story and not self.lists:
            self.story.children.append(Line("hr"))
        else:
            self.start_table_part(element)

    def start_box(self, element: Element) -> None:
        kind = BOXES[element.tag]
        if element.tag != "blockquote" and kind not in element.attributes.get("class", "").split():
            return
        if self.box is self.story and not self.lists:
            self.box, self.box_element = Box(kind), element
            self.story.children.append(self.box)

    def start_list(self, element: Element) -> None:
        if self.box.kind in ("blockquote", "pull") or len(self.lists) == DEEPEST_LIST:
            return
        opened = Box(kind_of(element))
        opened.numbers = numbers_of(element) if opened.kind == "ol" else ""
        start = number(element.attributes.get("start", ""))
        if start is not None and counts_down(element):
            opened.given[0] = start
        elif start is not None:
            opened.start = start
        self.holder().children.append(opened)
        self.lists.append((element, opened))

    def start_item(self, element: Element) -> None:
        """Open a list item; one whose `value` jumps opens an `ol` of its own, which starts there."""
        ordered, box = self.lists[-1]
        value = number(element.attributes.get("value", ""))
        if not box.numbers and not box.children and box.kind == "ol":
            box.numbers = numbers_of(element)
        if value is not None and counts_down(ordered):
            box.given[len(box.children)] = value
        elif value is not None and not box.children:
            box.start = value
        elif value is not None and value != box.start + len(box.children):
            further = Box(box.kind, start=value, numbers=box.numbers)
            self.lists.pop()
            self.holder().children.append(further)
            self.lists.append((ordered, further))
        box = self.lists[-1][1]
        self.due = spelled(ordered, box.start + len(box.children))
        box.children.append(Box("li"))

    def start_table_part(self, element: Element) -> None:
        """Count tables that have columns, once each: their cells become paragraphs."""
        part = part_of_table(element)
        if part == "table":
            self.tables.append((element.attributes.get("role") in ("presentation", "none"), 0))
        elif part == "tr" and self.tables:
            self.tables[-1] = (self.tables[-1][0], 0)
        elif part in ("td", "th") and self.tables:
            is_known, cells = self.tables[-1]
            if cells and not is_known:
                self.leave("tables")
            self.tables[-1] = (is_known or cells > 0, cells + 1)


def part_of_table(element: Element) -> str:
    """Return the tag of a part of a table, or of the part that its role says it is."""
    return rules.TABLE_ROLES.get(element.attributes.get("role", ""), element.tag)
