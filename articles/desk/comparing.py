"""Comparison of two versions of a story: by field, and inside texts by word.

Paragraphs are paired by likeness first, so that a moved or new one does not make all the others look changed;
then `difflib` compares the words of each pair. A word carries the space after it.
"""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum

from django.utils.html import strip_tags

from articles.desk.content import Content
from articles.desk.fields import FIELDS, LISTS, Kind

# Where a paragraph, heading or list item of a clean body ends.
BLOCK_END = re.compile(r"</(?:p|li|h\d)>|<br>")
WORD = re.compile(r"\S+\s*")
# The share of words that two paragraphs have in common, from which on they are versions of one.
LIKE = 0.5
# A version of a paragraph is looked for so many paragraphs ahead.
AHEAD = 40
# Beyond so many words or paragraphs the longest equal stretches are not looked for: that work grows with the
# square, and somebody at the desk could stop a web process with it.
LONGEST = 2_000


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
class Difference:
    """One field that differs: of texts the parts by paragraph, of values and lists only that they do."""

    name: str
    paragraphs: Sequence[Sequence[Part]] = ()
    # The words are the same: bold, links, headings or the kinds of paragraphs differ.
    is_formatting: bool = False


def compare(before: Content, after: Content) -> list[Difference]:
    """Return the fields and lists that differ, in the order of the table of fields."""
    return [
        _difference(name, before.get(name), after.get(name))
        for name in (*FIELDS, *LISTS)
        if before.get(name) != after.get(name)
    ]


def paragraphs(before: Sequence[str], after: Sequence[str]) -> Iterator[list[Part]]:
    """Return the paragraphs of both versions, in order, each with what happened to its words."""
    if max(len(before), len(after)) > LONGEST:
        yield from _region(before, after)
        return
    for tag, low, high, start, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from ([Part(Change.SAME, text)] for text in before[low:high])
        else:
            yield from _region(before[low:high], after[start:end])


def _difference(name: str, before: object, after: object) -> Difference:
    field = FIELDS.get(name)
    if field is None or field.kind is Kind.VALUE:
        return Difference(name)
    one, other = (_lines(str(text or ""), field.kind) for text in (before, after))
    if one == other:
        return Difference(name, is_formatting=True)
    return Difference(name, list(paragraphs(one, other)))


def _lines(text: str, kind: Kind) -> list[str]:
    if kind is Kind.BODY:
        text = html.unescape(strip_tags(BLOCK_END.sub("\n", text)))
    return [line for line in text.splitlines() if line.strip()]


def _region(before: Sequence[str], after: Sequence[str]) -> Iterator[list[Part]]:
    """Pair the paragraphs of a region that differs, in order, and compare the words of each pair."""
    words = [set(WORD.findall(text)) for text in before]
    next_one = 0
    for text in after:
        found = _like(set(WORD.findall(text)), words, next_one)
        if found is None:
            yield [Part(Change.ADDED, text)]
            continue
        yield from ([Part(Change.TAKEN, gone)] for gone in before[next_one:found])
        yield _words(before[found], text)
        next_one = found + 1
    yield from ([Part(Change.TAKEN, gone)] for gone in before[next_one:])


def _like(words: set[str], among: Sequence[set[str]], start: int) -> int | None:
    for number in range(start, min(start + AHEAD, len(among))):
        if len(words & among[number]) > LIKE * max(len(words), len(among[number]), 1):
            return number
    return None


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
