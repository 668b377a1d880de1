"""Pairing of the paragraphs of two texts by likeness, and comparison of the words of each pair.

Paragraphs are paired first, so that a moved or new one does not make all the others look changed; then
`difflib` compares the words of each pair. A word carries the space after it.
"""

import html
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum

from django.utils.html import strip_tags

# Where a block of a clean body begins or ends, and a line within one.
_BLOCK = re.compile(r"(</?(?:p|h[23]|li|ul|ol|blockquote|cite|div|section)\b[^>]*>|<br>|<hr>)")
_HREF = re.compile(r'href="([^"]*)"')
WORD = re.compile(r"\S+\s*")
# The share of words that two paragraphs have in common, from which on they are versions of one.
LIKE = 0.5
# So many words that all stand in the other one are enough: somebody added sentences to a short paragraph.
ENOUGH = 3
# A version of a paragraph is looked for so many paragraphs ahead.
AHEAD = 40
# Beyond so many words or paragraphs the longest equal stretches are not looked for: that work grows with the
# square, and somebody at the desk could stop a web process with it.
LONGEST = 2_000
# Paragraphs that were taken out are looked for among those that came, where there are at most so many pairs;
# fewer words than this in common make no version of one.
MOST_PAIRS, LEAST_WORDS = 10_000, 4
DIVIDER = "* * *"


class Change(Enum):
    """What happened to some words."""

    SAME = "same"
    ADDED = "added"
    TAKEN = "taken out"


@dataclass(frozen=True)
class Part:
    """Some words with what happened to them."""

    change: Change
    text: str


@dataclass(frozen=True)
class Paragraph:
    """One paragraph of either version: its words, and what happened to it as a whole."""

    parts: Sequence[Part]
    # The same paragraph stands at another place in the other version.
    is_moved: bool = False
    # The words are the same; bold, a link or the kind of paragraph differs.
    is_formatting: bool = False
    # Where links that were taken out or added lead.
    links: Sequence[Part] = ()
    # Of one that was moved and changed, at its new place: its words, with what happened to each.
    edits: Sequence[Part] = ()

    def __iter__(self) -> Iterator[Part]:
        return iter(self.parts)

    @property
    def shown(self) -> Sequence[Part]:
        """The words as a person should see them compared."""
        return self.edits or self.parts

    @property
    def is_same(self) -> bool:
        return not self.is_formatting and all(part.change is Change.SAME for part in self.parts)


@dataclass(frozen=True)
class Line:
    """A paragraph, heading or list item: its words, and everything else about it."""

    text: str
    markup: str = ""


# Places of a paragraph in both versions; None where it has none.
Pair = tuple[int | None, int | None]


def lines_of_text(text: str) -> list[Line]:
    """Return the lines of a plain text that are not empty."""
    return [Line(line) for line in text.splitlines() if line.strip()]


def lines_of_body(source: str) -> list[Line]:
    """Return the lines of a clean body, each with the blocks that it stands in and its inline markup."""
    found: list[Line] = []
    inside: list[str] = []
    for piece in _BLOCK.split(source):
        if piece == "<hr>":
            found.append(Line(DIVIDER, piece))
        elif piece.startswith("</") and _BLOCK.fullmatch(piece):
            del inside[-1:]
        elif _BLOCK.fullmatch(piece):
            inside += [piece] if piece != "<br>" else []
        elif text := html.unescape(strip_tags(piece)).strip():
            found.append(Line(text, "".join(inside) + piece.strip()))
    return found


def pairs(before: Sequence[str], after: Sequence[str]) -> Iterator[Pair]:
    """Return the places of all paragraphs of both versions, in order, versions of one together."""
    if max(len(before), len(after)) > LONGEST:
        yield from _region(before, after, 0, 0)
        return
    for tag, low, high, start, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from zip(range(low, high), range(start, end), strict=True)
        else:
            yield from _region(before[low:high], after[start:end], low, start)


def moved(before: Sequence[str], after: Sequence[str], found: Sequence[Pair]) -> set[Pair]:
    """Return the pairs of one alone whose paragraph stands at another place in the other version."""
    gone = Counter(before[one] for one, other in found if one is not None and other is None)
    come = Counter(after[other] for one, other in found if one is None and other is not None)
    left = gone & come, gone & come
    places: set[Pair] = set()
    for one, other in found:
        if one is not None and other is not None:
            continue
        side, text = (0, before[one]) if one is not None else (1, after[other or 0])
        if left[side][text]:
            left[side][text] -= 1
            places.add((one, other))
    return places


def moved_with_changes(
    before: Sequence[str], after: Sequence[str], found: Sequence[Pair], places: set[Pair]
) -> dict[Pair, tuple[int, int]]:
    """Return other pairs of one alone that are versions of one paragraph, each with both its places."""
    gone = {one for one, other in found if one is not None and other is None and (one, None) not in places}
    come = [
        other for one, other in found if other is not None and one is None and (None, other) not in places
    ]
    if len(gone) * len(come) > MOST_PAIRS:
        return {}
    words = {one: set(WORD.findall(before[one])) for one in gone}
    both: dict[Pair, tuple[int, int]] = {}
    for other in come:
        new = set(WORD.findall(after[other]))
        shares = {one: len(new & words[one]) / max(len(new), len(words[one]), 1) for one in gone}
        best = max(shares, key=lambda one: (shares[one], -one), default=None)
        if best is not None and shares[best] > LIKE and len(new & words[best]) >= LEAST_WORDS:
            gone.remove(best)
            both[best, None] = both[None, other] = best, other
    return both


def compared(before: Sequence[Line], after: Sequence[Line]) -> Iterator[Paragraph]:
    """Return the paragraphs of both versions, in order, each with what happened to it and its words."""
    one_text, other_text = [line.text for line in before], [line.text for line in after]
    found = list(pairs(one_text, other_text))
    places = moved(one_text, other_text, found)
    changed = moved_with_changes(one_text, other_text, found, places)
    for pair in found:
        one, other = pair
        old = before[one] if one is not None else None
        new = after[other] if other is not None else None
        is_formatting = old is not None and new is not None and is_reformatted(old, new)
        yield Paragraph(
            _parts(old, new),
            is_moved=pair in places or pair in changed,
            is_formatting=is_formatting,
            links=_links(old, new) if old and new else (),
            edits=_edits(before, after, changed.get(pair)) if new else (),
        )


def _edits(before: Sequence[Line], after: Sequence[Line], pair: tuple[int, int] | None) -> Sequence[Part]:
    return _words(before[pair[0]].text, after[pair[1]].text) if pair else ()


def is_reformatted(old: Line, new: Line) -> bool:
    """Say whether two paragraphs with the same words differ."""
    return old.text == new.text and old.markup != new.markup


def paragraphs(before: Sequence[str], after: Sequence[str]) -> Iterator[list[Part]]:
    """Return the paragraphs of both versions, in order, each with what happened to its words."""
    for paragraph in compared([Line(text) for text in before], [Line(text) for text in after]):
        yield list(paragraph.parts)


def _parts(old: Line | None, new: Line | None) -> list[Part]:
    if old is None or new is None:
        change = Change.TAKEN if new is None else Change.ADDED
        return [Part(change, line.text) for line in (old, new) if line is not None]
    return [Part(Change.SAME, new.text)] if old.text == new.text else _words(old.text, new.text)


def _links(old: Line, new: Line) -> list[Part]:
    """Return the addresses of links that one of two versions of a paragraph has alone."""
    one, other = ([html.unescape(href) for href in _HREF.findall(line.markup)] for line in (old, new))
    gone = [Part(Change.TAKEN, href) for href in one if href not in other]
    return gone + [Part(Change.ADDED, href) for href in other if href not in one]


def _region(before: Sequence[str], after: Sequence[str], low: int, start: int) -> Iterator[Pair]:
    """Pair the paragraphs of a region that differs, in order; what was taken out stands before what came."""
    words = [set(text.split()) for text in before]
    next_one = 0
    come: list[Pair] = []
    for place, text in enumerate(after, start):
        found = _like(set(text.split()), words, next_one)
        if found is None:
            come.append((None, place))
            continue
        yield from ((gone + low, None) for gone in range(next_one, found))
        yield from come
        yield found + low, place
        next_one, come = found + 1, []
    yield from ((gone + low, None) for gone in range(next_one, len(before)))
    yield from come


def _like(words: set[str], among: Sequence[set[str]], start: int) -> int | None:
    for number in range(start, min(start + AHEAD, len(among))):
        if _are_versions(words, among[number]):
            return number
    return None


def _are_versions(one: set[str], other: set[str]) -> bool:
    shared = len(one & other)
    is_whole = shared >= ENOUGH and shared == min(len(one), len(other))
    return is_whole or shared > LIKE * max(len(one), len(other))


def _words(before: str, after: str) -> list[Part]:
    one, other = (WORD.findall(text) for text in (before, after))
    if max(len(one), len(other)) > LONGEST:
        return [Part(Change.TAKEN, before), Part(Change.ADDED, after)]
    parts: list[Part] = []
    # Without the space after it: the last word of a paragraph has none.
    old, new = ([word.rstrip() for word in words] for words in (one, other))
    for tag, low, high, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            parts.append(Part(Change.SAME, "".join(other[start:end])))
            continue
        given = ((Change.TAKEN, one[low:high]), (Change.ADDED, other[start:end]))
        parts += [Part(change, "".join(words)) for change, words in given if words]
    return parts
