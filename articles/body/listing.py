"""Paragraphs at blank lines, and real lists of what only looks like one.

Lists come in three disguises: Word writes paragraphs that name their level and draw their bullet, people type
“• one” or “1. one”, and some web pages give each item a list of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from .blocks import PLAIN, Box, Line, Run
from .numbering import BULLET, Place, place_of, written_bullet, written_number

DEEPEST_LIST = 3
_BREAK, _BLANK = re.compile("\n"), re.compile("\n{2,}")
_WITH_LISTS = ("story", "facts")
Block = Box | Line


def arranged(box: Box) -> Box:
    """Split paragraphs, build and merge lists in a box, and drop what is empty.

    Calls itself as deep as boxes go, which is not deep.
    """
    blocks: Iterable[Block] = [line for child in box.children for line in paragraphs(child)]
    blocks = lists(items(blocks)) if box.kind in _WITH_LISTS else map(with_marker, blocks)
    box.children = list(blocks)
    for child in box.children:
        if isinstance(child, Box):
            arranged(child)
    box.children = merged([child for child in box.children if isinstance(child, Line) or child.children])
    if box.kind == "li":
        box.children = with_breaks(box.children)
    elif box.kind == "facts":
        for place, child in enumerate(box.children):
            if child.kind in ("h2", "h3"):
                child.kind = "h3" if place else "h2"
    return box


def paragraphs(block: Block) -> Iterator[Block]:
    """Yield a paragraph as several where a blank line parts it; in other lines that is one break."""
    if isinstance(block, Box) or "\n\n" not in block.text:
        yield block
        return
    first, *others = parted(block.runs, _BLANK)
    block.runs = first
    if block.kind != "p":
        block.runs = [*first, *(run for part in others for run in (Run("\n", PLAIN), *part))]
    yield block
    if block.kind == "p":
        yield from (Line("p", part) for part in others)


def parted(runs: list[Run], at: re.Pattern[str]) -> list[list[Run]]:
    """Split runs at line breaks; breaks that follow each other always stand in one run."""
    parts: list[list[Run]] = [[]]
    for text, look in runs:
        first, *others = at.split(text)
        parts[-1] += [Run(first, look)] if first else []
        parts += [[Run(other, look)] if other else [] for other in others]
    return [part for part in parts if part]


def items(blocks: Iterable[Block]) -> Iterator[Block]:
    """Turn typed bullets and numbers at the start of lines into markers."""
    row: list[Line] = []
    for block in blocks:
        if isinstance(block, Line) and block.kind == "p" and not (block.marker or block.level):
            row.append(block)
        else:
            yield from _typed_items(row)
            row = []
            yield block
    yield from _typed_items(row)


def _typed_items(row: list[Line]) -> Iterator[Line]:
    """Find list items in adjacent lines, and between the line breaks inside them."""
    before: Line | None = None
    for (line, goes_on), marker, length in _markers(row):
        if marker:
            line.marker, line.runs = marker, _without_start(line.runs, length)
        elif goes_on and before is not None and not before.marker:
            before.runs += [Run("\n", PLAIN), *line.runs]
            continue
        before = line
        yield line


def _markers(row: list[Line]) -> Iterator[tuple[tuple[Line, bool], str, int]]:
    """Yield each piece of the lines, whether a break stands before it, its marker, and how long that is.

    A number is a marker where the line before or after it counts on.
    """
    pieces = [(Line("p", part), place > 0) for line in row for place, part in enumerate(_pieces(line))]
    counted = [0, *(written_number(line.text)[0] for line, _ in pieces), 0]
    for place, piece in enumerate(pieces, start=1):
        here, text = counted[place], piece[0].text
        if length := written_bullet(text):
            yield piece, BULLET, length
        elif here and (counted[place - 1] == here - 1 > 0 or counted[place + 1] == here + 1):
            yield piece, f"{here}.", written_number(text)[1]
        else:
            yield piece, "", 0


def _pieces(line: Line) -> list[list[Run]]:
    return parted(line.runs, _BREAK)


def _without_start(runs: list[Run], length: int) -> list[Run]:
    kept = []
    for text, look in runs:
        rest, length = text[length:], max(0, length - len(text))
        kept += [Run(rest, look)] if rest else []
    return kept


def lists(blocks: Iterable[Block]) -> Iterator[Block]:
    """Collect the lines that have a marker in nested lists."""
    opened: list[Box] = []
    for block in blocks:
        level = min((block.level or 1) if isinstance(block, Line) else 1, len(opened) + 1, DEEPEST_LIST)
        place = _place(block, opened[level - 1] if len(opened) >= level else None)
        if place is None or isinstance(block, Box):
            opened = []
            yield with_marker(block)
            continue
        del opened[level:]
        if len(opened) == level and not goes_on(opened[-1], place):
            opened.pop()
        if len(opened) < level:
            further = Box(place.kind, start=place.number, numbers=place.numbers)
            if opened:
                _last_item(opened[-1]).children.append(further)
            else:
                yield further
            opened.append(further)
        opened[-1].children.append(Box("li", [Line("item", block.runs)]))


def _place(block: Block, before: Box | None) -> Place | None:
    if isinstance(block, Box) or block.kind != "p" or not (block.marker or block.level):
        return None
    return place_of(block.marker, before)


def _last_item(box: Box) -> Box:
    item = box.children[-1]
    assert isinstance(item, Box)  # noqa: S101 - lists hold nothing else
    return item


def goes_on(box: Box, place: Place) -> bool:
    """Return True if an item of that kind and number continues a list."""
    if box.kind != place.kind or box.numbers != place.numbers:
        return False
    return box.kind == "ul" or place.number == box.start + len(box.children)


def with_marker(block: Block) -> Block:
    """Write a marker as text that is no list's: “1.1”, or the number of a crosshead."""
    if isinstance(block, Line) and block.marker:
        if any(map(str.isalnum, block.marker)) and block.kind in ("p", "h2", "h3"):
            block.runs.insert(0, Run(f"{block.marker} ", PLAIN))
        block.marker = ""
    return block


def merged(blocks: list[Block]) -> list[Block]:
    """Join adjacent lists of one kind, if the second counts on."""
    found: list[Block] = []
    for block in blocks:
        last = found[-1] if found else None
        if isinstance(block, Box) and isinstance(last, Box) and block.kind in ("ul", "ol"):
            is_next = goes_on(last, Place(block.kind, block.start, block.numbers))
            if is_next and (block.kind == "ul" or block.start > 1):
                last.children += block.children
                continue
        found.append(block)
    return found


def with_breaks(blocks: list[Block]) -> list[Block]:
    """Join each row of neighbouring lines to one line with breaks, without a typed bullet."""
    found: list[Block] = []
    for block in blocks:
        if isinstance(block, Line) and found and isinstance(found[-1], Line):
            found[-1].runs += [Run("\n", PLAIN), *block.runs]
        else:
            found.append(block)
    if found and isinstance(found[0], Line):
        found[0].runs = _without_start(found[0].runs, written_bullet(found[0].text))
    return found
