"""Terminal output of a run: its progress, and how a seed failed."""

from __future__ import annotations

import sys
import time
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.sim.verdict import Verdict

SHOWN = 60
# In so many seeds of a family each thing that it is there to try has happened, or it tries something else.
ENOUGH = 100
WIDTH = 220
# Turns in which nothing was written, sent or answered.
DULL = tuple(
    f": {what}"
    for what in (
        *("SELECT", "SAVEPOINT", "RELEASE", "COMMIT", "committed", "idle", "waited", "stands still"),
        *("looks for deliveries", "waits for its time", "lets somebody reconcile", "begins", "thinks"),
        *("reads letters", "waits for a letter"),
    )
)


class Progress:
    """Counts seeds and violations, on one line where somebody watches."""

    def __init__(self, total: int, began: float) -> None:
        self.total, self.began = total, began
        self.done = 0
        self.failed: list[tuple[int, str]] = []
        self.acts: dict[str, Counter[str]] = {}
        self.tries: dict[str, tuple[str, ...]] = {}
        self.is_watched = sys.stdout.isatty()

    def count(self, verdict: Verdict) -> None:
        """Count one more, and print the progress now and then."""
        self.done += 1
        self.acts.setdefault(verdict.family, Counter()).update(verdict.acts | Counter({"seeds": 1}))
        self.tries[verdict.family] = verdict.tries
        if verdict.violation:
            self.failed.append((verdict.seed, verdict.family))
        if self.is_watched:
            say(f"\r{self.line()} ")
        elif self.done % 100 == 0 and self.done < self.total:
            say(f"{self.line()}\n")

    def line(self) -> str:
        """Return the progress in one line."""
        rate = self.done / max(time.monotonic() - self.began, 0.001)
        return f"{self.done} of {self.total} seeds, {len(self.failed)} violations, {rate:.1f} seeds a second"

    def end(self) -> int:
        """Print the result; return 1 when anything failed."""
        say(f"{chr(13) if self.is_watched else ''}{self.line()}\n")
        for family, acts in sorted(self.acts.items()):
            told = ", ".join(f"{name} {number}" for name, number in sorted(acts.items()) if name != "seeds")
            say(f"{family}, {acts['seeds']} seeds: {told}\n")
        for seed, family in sorted(self.failed):
            say(f"to see it again: make sim SEEDS=1 FIRST={seed} FAMILY={family}\n")
        untried = self.untried()
        for what in untried:
            say(f"{what}: these seeds prove nothing about it\n")
        return 1 if self.failed or untried else 0

    def untried(self) -> list[str]:
        """Return what never happened in a family that is there to try it, where enough seeds of it ran."""
        return [
            f"{family} held no {wanted}"
            for family, acts in sorted(self.acts.items())
            for wanted in self.tries[family]
            if acts["seeds"] >= ENOUGH and not any(name.startswith(wanted) for name in acts)
        ]


def tell(verdict: Verdict, lines: int) -> str:
    """Return what went wrong, and the end of the trace without the turns in which nothing happened."""
    shown = [line[:WIDTH] for line in shorten(verdict.trace)[-lines:]] if lines else []
    head = f"seed {verdict.seed} ({verdict.family}), trace {verdict.hash}: {verdict.violation}"
    note = f"{len(shown)} of {len(verdict.trace)} turns, the last that changed anything:"
    return "\n  ".join([head, note, *shown])


def shorten(trace: tuple[str, ...]) -> list[str]:
    """Return a trace without the turns in which nothing happened."""
    quiet = ("quiet: asks get", "quiet: hears")
    return [line for line in trace if not (line.startswith(quiet) or any(dull in line for dull in DULL))]


def say(text: str) -> None:
    """Print at once."""
    sys.stdout.write(text)
    sys.stdout.flush()
