"""Cleaning of a line's characters, across its bold, italic and linked parts.

A letter and its accent, or two letters with a joiner between them, may stand in different parts: the line is
cleaned as one text (`newsroom.core.text`), and each letter keeps the look that it had.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import groupby

from newsroom.core import text

from .blocks import Run

# A stroke at the beginning of a line: with the > of the tag before it, it would be a sign of its own.
_STRAY = re.compile("(?:^|(?<=\n))[ \u0338]*\u0338")


def cleaned(runs: list[Run]) -> list[Run]:
    """Return the runs of a line in NFC and without what cannot be seen; a mark has the look of its letter."""
    before = "".join(run.text for run in runs)
    after = _STRAY.sub("", text.clean(before))
    if after == before.rstrip(" "):
        return runs
    after = re.sub(" {2,}", " ", after)
    # Cleaning takes away, composes, and writes every space as one: letter by letter, the two lines agree.
    letters = iter([(_base(letter), number) for number, run in enumerate(runs) for letter in run.text])
    numbers: list[int] = []
    for base in map(_base, after):
        number = numbers[-1] if numbers else 0
        if base:
            number = next((other for letter, other in letters if letter == base), number)
        numbers.append(number)
    # Runs stay apart, since a space that is one alone has no mark of its own.
    pieces = groupby(zip(numbers, after, strict=True), lambda one: one[0])
    return [Run("".join(letter for _number, letter in piece), runs[number].look) for number, piece in pieces]


def _base(letter: str) -> str:
    """Return the first of what a letter is composed of; nothing for a mark, which goes with its letter."""
    first = text.spaced(unicodedata.normalize("NFD", letter))[:1]
    return "" if unicodedata.combining(first or "x") else first
