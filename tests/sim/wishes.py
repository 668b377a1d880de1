"""What the wishes about each contribution come to, as those who asked were told."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Wished:
    """What somebody was told to have asked for last; a course, or another amount."""

    wanted: str = ""
    amount: int = 0


@dataclass(frozen=True)
class Standing:
    """A subscription that is as it was wished to be."""

    subscription_id: str
    wanted: str
    until: float | None
    amount: int | None


class Wishes:
    """The last wish about each contribution; None where nobody knows which that is."""

    def __init__(self) -> None:
        self.last: dict[int, Wished | None] = {}
        self._asking: Counter[int] = Counter()
        # Two asked at the same time: which of them the books took last, neither is told.
        self._mixed: set[int] = set()

    def begin(self, number: int) -> None:
        """Note that somebody asks: until there is an answer nobody knows what is wanted."""
        self._asking[number] += 1
        if self._asking[number] > 1:
            self._mixed.add(number)
        self.last[number] = None

    def end(self, number: int, wish: Wished | None = None, *, is_lost: bool = False) -> None:
        """Note the answer; `is_lost` where it never came, and no wish where it was a refusal."""
        self._asking[number] -= 1
        if number not in self._mixed and not is_lost:
            if wish:
                self.last[number] = wish
            else:
                self.last.pop(number, None)
        if not self._asking[number]:
            self._mixed.discard(number)

    def clear(self) -> None:
        """Forget them: the books were restored."""
        self.last.clear()
