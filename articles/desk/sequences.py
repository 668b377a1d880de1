"""Three-way merge of sequences: blocks of a text, rows of a list.

Each item of the base is found again in both later versions, changed or moved, and is merged by itself. So
neighbours and moves ask nothing; only an item that both changed, or that one changed and the other took out,
is a question. What was added stays, whoever added it.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

# A later version of an item is looked for so many items ahead; among what moved, in so many pairs at most;
# among what others added, so many are looked at.
AHEAD = 40
MOST_PAIRS = 10_000
MOST_RIVALS = 100


@dataclass(frozen=True)
class Kind:
    """What the items are, and when two of them are one."""

    # Are these two versions of one item?
    is_version: Callable[[str, str], bool]
    # May these two, which two people added, not both stay without a question?
    is_rival: Callable[[str, str], bool]
    # Is a stretch that gave way to another one of its length a change of each of its items?
    by_place: bool


@dataclass(frozen=True)
class Clash:
    """An item that both changed; an empty text was taken out, or was not there."""

    key: str
    base: str
    mine: str
    theirs: str


@dataclass
class Slot:
    """An item of the result; one with a clash holds mine, which may be nothing."""

    text: str
    clash: Clash | None = None


def merge(base: Sequence[str], mine: Sequence[str], theirs: Sequence[str], kind: Kind) -> list[Slot]:
    """Return the items of both, in their order with what I added and moved after what it stood behind."""
    my, their = find(base, mine, kind), find(base, theirs, kind)
    slots = _resolved(base, _by_origin(my, mine), _by_origin(their, theirs))
    order: list[str] = []
    for place, origin in enumerate(their):
        key = f"theirs{place}" if origin is None else str(origin)
        if origin is None:
            slots[key] = Slot(theirs[place])
        if key in slots:
            order.append(key)
    _walk(mine, my, slots, order, kind)
    return [slots[key] for key in order]


def find(base: Sequence[str], later: Sequence[str], kind: Kind) -> list[int | None]:
    """Return for each item of a later version its place in the base, or None for what was added."""
    found = _Found([None] * len(later), set())
    stretches: list[tuple[list[int], list[int]]] = []
    for tag, low, high, start, end in SequenceMatcher(None, base, later, autojunk=False).get_opcodes():
        if tag == "equal":
            for place in range(high - low):
                found.pair(low + place, start + place)
        else:
            stretches += _stretches(base, later, range(low, high), range(start, end), found, kind)
    _moved(base, later, found, lambda one, other: one == other)
    _moved(base, later, found, kind.is_version)
    if kind.by_place:
        for old, new in stretches:
            old, new = found.left(old, new)
            if len(old) == len(new):
                for one, other in zip(old, new, strict=True):
                    found.pair(one, other)
    return found.origins


@dataclass
class _Found:
    """Which items are found again."""

    origins: list[int | None]
    taken: set[int]

    def pair(self, old: int, new: int) -> None:
        self.origins[new] = old
        self.taken.add(old)

    def left(self, old: Sequence[int], new: Sequence[int]) -> tuple[list[int], list[int]]:
        """Return those of these places that are not paired."""
        return [p for p in old if p not in self.taken], [p for p in new if self.origins[p] is None]


def _stretches(
    base: Sequence[str], later: Sequence[str], old: range, new: range, found: _Found, kind: Kind
) -> Iterator[tuple[list[int], list[int]]]:
    """Pair the like items of a stretch that differs, in order; return what stands between the pairs."""
    next_old, next_new = old.start, new.start
    for place in new:
        ahead = range(next_old, min(next_old + AHEAD, old.stop))
        like = next((each for each in ahead if kind.is_version(base[each], later[place])), None)
        if like is not None:
            found.pair(like, place)
            yield list(range(next_old, like)), list(range(next_new, place))
            next_old, next_new = like + 1, place + 1
    yield list(range(next_old, old.stop)), list(range(next_new, new.stop))


def _moved(
    base: Sequence[str], later: Sequence[str], found: _Found, is_same: Callable[[str, str], bool]
) -> None:
    """Pair what is left wherever it stands."""
    old, new = found.left(range(len(base)), range(len(later)))
    if len(old) * len(new) > MOST_PAIRS:
        return
    for place in new:
        like = next((each for each in old if is_same(base[each], later[place])), None)
        if like is not None:
            found.pair(like, place)
            old.remove(like)


def _by_origin(origins: Sequence[int | None], items: Sequence[str]) -> dict[int, str]:
    return {origin: text for origin, text in zip(origins, items, strict=True) if origin is not None}


def _resolved(base: Sequence[str], mine: dict[int, str], theirs: dict[int, str]) -> dict[str, Slot]:
    """Return what becomes of each item of the base; what is taken out has no slot."""
    slots = {}
    for place, text in enumerate(base):
        my, their = mine.get(place, ""), theirs.get(place, "")
        kept = their if my == text else my
        if my == their or text in (my, their):
            if kept:
                slots[str(place)] = Slot(kept)
        else:
            slots[str(place)] = Slot(my, Clash(str(place), text, my, their))
    return slots


def _walk(
    mine: Sequence[str], my: Sequence[int | None], slots: dict[str, Slot], order: list[str], kind: Kind
) -> None:
    """Put what I added, moved or kept into their order, each behind what it stands behind in mine."""
    moved = _out_of_order(my)
    free = [key for key in order if key.startswith("theirs")]
    before = ""
    for place, origin in enumerate(my):
        key = str(origin)
        if origin is None:
            key = _rival(mine[place], slots, free, kind) or f"mine{place}"
            slots.setdefault(key, Slot(mine[place]))
        if key not in slots:
            continue  # they took it out, and I left it as it was
        if key in order and origin in moved:
            order.remove(key)
        if key not in order:
            order.insert(_behind(before, order, skips=origin is None), key)
        before = key


def _behind(before: str, order: Sequence[str], *, skips: bool) -> int:
    """Return the place behind an item; what I added also stands behind what they added there."""
    place = order.index(before) + 1 if before else 0
    while skips and place < len(order) and order[place].startswith("theirs"):
        place += 1
    return place


def _rival(text: str, slots: dict[str, Slot], free: list[str], kind: Kind) -> str | None:
    """Return the key of what they added that is the same, or must not stand beside mine."""
    key = next((key for key in free if slots[key].text == text), None)
    if key is None:
        key = next((key for key in free[:MOST_RIVALS] if kind.is_rival(slots[key].text, text)), None)
        if key is None:
            return None
        clash = Clash(f"+{key.removeprefix('theirs')}", "", text, slots[key].text)
        slots[key] = Slot(text, clash)
    free.remove(key)
    return key


def _out_of_order(origins: Sequence[int | None]) -> set[int]:
    """Return the fewest places of the base that stand elsewhere than the others do."""
    places = [origin for origin in origins if origin is not None]
    # The longest rising run, by its smallest last items.
    ends: list[int] = []
    before: dict[int, int | None] = {}
    for place in places:
        low = bisect_left(ends, place)
        before[place] = ends[low - 1] if low else None
        ends[low : low + 1] = [place]
    kept: set[int] = set()
    last = ends[-1] if ends else None
    while last is not None:
        kept.add(last)
        last = before[last]
    return set(places) - kept
