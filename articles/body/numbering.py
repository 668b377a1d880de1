"""List markers: bullets, figures, letters and Roman numerals before items."""

from __future__ import annotations

import re
from typing import NamedTuple

from . import rules
from .blocks import Box, Line
from .nesting import Element

BULLET = "•"
_STYLES = {"lower-alpha": "a", "lower-latin": "a", "upper-alpha": "A", "upper-latin": "A"}
_STYLES |= {"lower-roman": "i", "upper-roman": "I"}
_NO_NUMBERS = ("none", "disc", "circle", "square")
_GREEK = "lower-greek"
_MARKER = re.compile(r"\(?([0-9]{1,3}|[a-zA-Z]{1,7})[.)]?")
_ROMAN = (("c", 100), ("xc", 90), ("l", 50), ("xl", 40), ("x", 10), ("ix", 9), ("v", 5), ("iv", 4), ("i", 1))
_LARGEST = 9999
_NUMBER = re.compile(r"\s*([+-]?[0-9]{1,9})(?![0-9])", re.ASCII)
# In these fonts letters are pictures.
_DINGBATS = ("symbol", "wingdings", "webdings")
_TIGHT = "".join(bullet for bullet in rules.BULLETS if bullet not in "·∙")
_WRITTEN_BULLET = re.compile(rf"(?:[{_TIGHT}]\ufe0f? *|[·∙] +)+(?=\S)")
_BULLET_BETWEEN = re.compile(rf" [{rules.BULLETS}] ")
_WRITTEN_NUMBER = re.compile(r"([0-9]{1,3})[.)] +(?=\S)")


class Place(NamedTuple):
    """Meaning of a marker: `ul` or `ol`, which number, and how the list writes numbers."""

    kind: str
    number: int = 1
    numbers: str = ""


def number(text: str) -> int | None:
    """Parse the `start` or `value` of a list, which may be 0 and less; None for anything else."""
    found = _NUMBER.match(text)
    value = int(found[1]) if found else _LARGEST + 1
    return value if abs(value) <= _LARGEST else None


def kind_of(element: Element) -> str:
    """Return `ol` or `ul`: its style says what is seen before the items, where it says it, else its tag."""
    style = _list_style(element)
    if style in _NO_NUMBERS or style == _GREEK:
        return "ul"
    return "ol" if style == "decimal" or style in _STYLES else element.tag


def _list_style(element: Element) -> str:
    """Return the kind of marker that a list's style names, or nothing."""
    style = element.style.get("list-style-type", "")
    known = ("decimal", _GREEK, *_NO_NUMBERS, *_STYLES)
    return style or next((word for word in element.style.get("list-style", "").split() if word in known), "")


def spelled(element: Element, value: int) -> str:
    """Return the marker that no list of ours draws, to be written before the words of an item, or nothing."""
    if _list_style(element) != _GREEK:
        return ""
    letters, left = "", value
    while left > 0:
        left, place = divmod(left - 1, len(rules.GREEK))
        letters = rules.GREEK[place] + letters
    return f"{letters or value}."


def counts_down(element: Element) -> bool:
    """Return True for an `ol` whose first item has the largest number."""
    return element.tag == "ol" and "reversed" in element.attributes


def counted_down(box: Box) -> list[Box | Line]:
    """Return an `ol` that counts down as one list for each item, since ours count up."""
    value, lists = len(box.children), list[Box | Line]()
    for place, item in enumerate(box.children):
        value = box.given.get(place, value)
        lists.append(Box("ol", [item], start=value, numbers=box.numbers))
        value -= 1
    return lists


def numbers_of(element: Element) -> str:
    """Return the `type` of an `ol`, from its attribute or style: a, A, i, I, or "" for figures."""
    given = element.attributes.get("type", "")
    if given in ("a", "A", "i", "I"):
        return given
    return _STYLES.get(_list_style(element), "")


def drawn(text: str, font: str) -> str:
    """Return the marker as drawn in this font: letters of a picture font are bullets."""
    return BULLET if font.startswith(_DINGBATS) else text


def place_of(marker: str, before: Box | None) -> Place | None:
    """Read a marker; `before` is the list that it may go on with. None for what no list counts, as “1.1”."""
    found = _MARKER.fullmatch(marker)
    if not any(map(str.isalnum, marker)) or marker == "o":
        return Place("ul")
    if not found:
        return None
    bare = found[1]
    if bare.isdigit():
        return Place("ol", int(bare))
    readings = [Place("ol", value, kind) for kind, value in _letters(bare)]
    after = before and (before.kind, before.start + len(before.children), before.numbers)
    return next((reading for reading in readings if reading == after), readings[0] if readings else None)


def _letters(bare: str) -> list[tuple[str, int]]:
    """Return what letters may mean as a number, the likelier first: “i” is one, “c” is the third."""
    lower = bare.lower()
    alpha = [("a" if bare.islower() else "A", ord(bare.lower()) - 96)] if len(bare) == 1 else []
    value, rest = 0, lower
    for letters, worth in _ROMAN:
        while rest.startswith(letters):
            value, rest = value + worth, rest[len(letters) :]
    roman = [] if rest or roman_of(value) != lower else [("i" if bare.islower() else "I", value)]
    if bare not in (lower, bare.upper()):
        return []
    return roman + alpha if lower == "i" else alpha + roman


def roman_of(value: int) -> str:
    """Write a number in Roman letters."""
    written = ""
    for letters, worth in _ROMAN:
        written += letters * (value // worth)
        value %= worth
    return written


def written_bullet(text: str) -> int:
    """Return how many characters at the start are a typed bullet; none, if it parts the words of a line."""
    found = _WRITTEN_BULLET.match(text)
    return found.end() if found and not _BULLET_BETWEEN.search(text, found.end()) else 0


def written_number(text: str) -> tuple[int, int]:
    """Return the number that starts a line, as in “2. Ice”, and how many characters it takes; or zeros."""
    found = _WRITTEN_NUMBER.match(text)
    return (int(found[1]), found.end()) if found else (0, 0)
