"""Comparison of two versions of a story: by field, inside texts by word, and in numbers for the history."""

from collections.abc import Sequence
from dataclasses import dataclass

from articles.desk.content import Content
from articles.desk.fields import FIELDS, LISTS, Kind
from articles.desk.paragraphs import (
    LONGEST,
    Change,
    Line,
    Paragraph,
    Part,
    compared,
    is_reformatted,
    lines_of_body,
    lines_of_text,
    moved,
    moved_with_changes,
    pairs,
    paragraphs,
)

__all__ = [
    "LONGEST",
    "Change",
    "Counts",
    "Difference",
    "Line",
    "Paragraph",
    "Part",
    "compare",
    "compared",
    "counts",
    "differing",
    "paragraphs",
]


@dataclass(frozen=True)
class Difference:
    """One field that differs: of texts the parts by paragraph, of values and lists only that they do."""

    name: str
    paragraphs: Sequence[Paragraph] = ()
    # The words are the same: bold, links, headings or the kinds of paragraphs differ.
    is_formatting: bool = False
    # The paragraphs of which that is true.
    formatted: Sequence[Paragraph] = ()


@dataclass(frozen=True)
class Counts:
    """How many paragraphs of a body were changed in their words, added, taken out, moved, formatted anew."""

    changed: int = 0
    added: int = 0
    taken: int = 0
    moved: int = 0
    formatted: int = 0


def compare(before: Content, after: Content) -> list[Difference]:
    """Return the fields and lists that differ, in the order of the table of fields."""
    return [_difference(name, before.get(name), after.get(name)) for name in differing(before, after)]


def differing(before: Content, after: Content) -> list[str]:
    """Return the names of the fields and lists that differ, in the order of the table of fields."""
    return [name for name in (*FIELDS, *LISTS) if before.get(name) != after.get(name)]


def counts(before: Content, after: Content) -> Counts:
    """Count what happened to the paragraphs of the body, without looking at single words."""
    old, new = (lines_of_body(str(content.get("body_source") or "")) for content in (before, after))
    one, other = [line.text for line in old], [line.text for line in new]
    found = list(pairs(one, other))
    both = [(old[low], new[place]) for low, place in found if low is not None and place is not None]
    places = moved(one, other, found)
    elsewhere = moved_with_changes(one, other, found, places)
    places |= set(elsewhere)
    alone = [pair for pair in found if pair not in places]
    return Counts(
        changed=sum(before.text != after.text for before, after in both) + len(elsewhere) // 2,
        added=sum(low is None for low, _place in alone),
        taken=sum(place is None for _low, place in alone),
        moved=sum(low is None for low, _place in places),
        formatted=sum(is_reformatted(before, after) for before, after in both),
    )


def _difference(name: str, before: object, after: object) -> Difference:
    field = FIELDS.get(name)
    if field is None or field.kind is Kind.VALUE:
        return Difference(name)
    one, other = (_lines(str(text or ""), field.kind) for text in (before, after))
    found = list(compared(one, other))
    if [line.text for line in one] == [line.text for line in other]:
        return Difference(name, is_formatting=True, formatted=[each for each in found if each.is_formatting])
    return Difference(name, found)


def _lines(text: str, kind: Kind) -> list[Line]:
    return lines_of_body(text) if kind is Kind.BODY else lines_of_text(text)
