"""Bidirectional override (`bdo`, `unicode-bidi`): what it shows from right to left is written as it is seen.

The body keeps neither the element nor characters that turn text. Without them, an address that a page writes
backwards, to hide it from programs, would be read backwards.
"""

from __future__ import annotations

import unicodedata
from itertools import groupby

from . import rules
from .blocks import Run

_MIRRORED = str.maketrans(rules.MIRRORED, rules.MIRRORED[::-1])


def straightened(runs: list[Run]) -> list[Run]:
    """Return the runs of a line with each stretch that is turned round in the order in which it is seen."""
    if not any(run.look.is_turned for run in runs):
        return runs
    found: list[Run] = []
    for is_turned, group in groupby(runs, lambda run: run.look.is_turned):
        stretch = [run._replace(look=run.look._replace(is_turned=False)) for run in group]
        # Letters that run this way by themselves are seen as they would be without it.
        if is_turned and not any(_runs_left(letter) for run in stretch for letter in run.text):
            stretch = [Run(_backwards(text), look) for text, look in reversed(stretch)]
        found += stretch
    return found


def _runs_left(letter: str) -> bool:
    return unicodedata.bidirectional(letter) in ("R", "AL")


def _backwards(text: str) -> str:
    """Reverse the letters, each with its accents, and turn the brackets."""
    letters: list[str] = []
    for letter in text.translate(_MIRRORED):
        if letters and unicodedata.category(letter).startswith("M"):
            letters[-1] += letter
        else:
            letters.append(letter)
    return "".join(reversed(letters))
