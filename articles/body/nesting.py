"""Stack of open HTML elements, with implied end tags and marks that may cross.

A short form of how browsers build their tree (HTML standard, 13.2.6): a start tag ends what cannot stand
around it, an end tag ends what was opened inside, and marks may cross. Not their whole way: there, marks that
were left open come back in every later block, which lets a short text grow without bound.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from . import rules
from .styles import State, Style, inside

# What is opened deeper is read as if its tags were not there.
DEEPEST = 200
RAW, VOID, BLOCKS = (
    frozenset(rules.RAW.split()),
    frozenset(rules.VOID.split()),
    frozenset(rules.BLOCKS.split()),
)
_MARKS, _SCOPE, _NONE = frozenset(rules.MARKS.split()), frozenset(rules.SCOPE.split()), frozenset[str]()
_PARTS = frozenset(rules.PARTS.split())
_ENDS = {tag: (ended.split(), frozenset(stops.split())) for tag, (ended, stops) in rules.ENDS.items()}


@dataclass(slots=True)
class Element:
    """An open element, with what it makes of the text inside."""

    tag: str
    attributes: dict[str, str]
    style: Style
    state: State
    is_block: bool


class Nesting:
    """Stack of the elements that are open at one place of the HTML."""

    def __init__(self) -> None:
        self.open = [Element("", {}, {}, State(), is_block=True)]
        self.count: Counter[str] = Counter()

    def push(self, element: Element) -> bool:
        """Open an element, and return False for one that would stand too deep."""
        if len(self.open) > DEEPEST and element.tag not in RAW:
            return False
        self.open.append(element)
        self.count[element.tag] += 1
        return True

    def ended(self, element: Element) -> None:
        """Hook for each element that ends, for whatever reason."""
        self.count[element.tag] -= 1

    def end(self, tag: str) -> None:
        """Close the nearest open element of that tag and all inside; of a mark (`b`, `span`), it alone."""
        if tag in _MARKS and self.count[tag]:
            self.unmark(tag)
        elif place := self.find([tag], _stops(tag)):
            self.close(place)

    def find(self, tags: list[str], stops: frozenset[str]) -> int:
        """Return the index of the nearest of these elements, unless one of `stops` is nearer; else 0."""
        if any(self.count[tag] for tag in tags):
            for place in range(len(self.open) - 1, 0, -1):
                if self.open[place].tag in tags:
                    return place
                if self.open[place].tag in stops:
                    break
        return 0

    def close(self, place: int) -> None:
        """Pop all elements down to that index."""
        while len(self.open) > place:
            self.ended(self.open.pop())

    def unmark(self, tag: str) -> None:
        """Remove a mark from the middle of the stack and recompute the states above it."""
        place = self.find([tag], _NONE)
        mark = self.open.pop(place)
        for number in range(place, len(self.open)):
            element, around = self.open[number], self.open[number - 1].state
            element.state = inside(around, element.tag, element.attributes, element.style)
        self.ended(mark)

    def make_room(self, tag: str) -> None:
        """Close what a start tag of this kind ends implicitly, as `<li>` ends `<li>`."""
        if tag in BLOCKS and tag not in _PARTS and (place := self.find(["p"], _SCOPE)):
            self.close(place)
        if tag in _ENDS:
            tags, stops = _ENDS[tag]
            while place := self.find(tags, stops):
                self.unmark(tag) if tag == "a" else self.close(place)


def _stops(tag: str) -> frozenset[str]:
    """Return the elements through which an end tag of this kind does not reach."""
    if tag in _ENDS and tag != "a":
        return _ENDS[tag][1]
    return _SCOPE if tag in BLOCKS and tag != "table" else _NONE
