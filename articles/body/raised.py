"""Superscripts and subscripts as Unicode characters: 10⁶, km², CO₂.

The body knows no `sup` and `sub`, and without them 10 to the sixth would read 106. So they become the
characters that Unicode has for them; where it has none, 10^(2,5) and V_(cc), which say the same. Ordinals are
written on the line (1st, 5-го), where nobody can misread them.
"""

from __future__ import annotations

import re
from itertools import groupby

from . import rules
from .blocks import PLAIN, Run

_FORMS = {"^": dict(zip(*rules.RAISED, strict=True)), "_": dict(zip(*rules.LOWERED, strict=True))}
_ORDINALS, _ORDINALS_RU = rules.ORDINALS.split(), rules.ORDINALS_RU.split()
_ROUND_A_SIGN = re.compile(r" ?([-+−–=()]) ?")


def settled(runs: list[Run]) -> list[Run]:
    """Return the runs of a line with raised and lowered text written in characters."""
    if not any(run.look.rise for run in runs):
        return runs
    found: list[Run] = []
    for rise, group in groupby(runs, lambda run: run.look.rise[:1]):
        # As they stand to the raised text around them.
        inner = [run._replace(look=run.look._replace(rise=run.look.rise[1:])) for run in group]
        is_raised_twice = all(run.look.rise for run in inner)
        is_whole_line = len(inner) == len(runs) and _is_sentence(inner)
        inner = settled(inner)
        if rise and not is_raised_twice and not is_whole_line:
            inner = _on_the_line(inner, rise, found[-1].text[-1:] if found else "")
        found += inner
    return found


def _is_sentence(runs: list[Run]) -> bool:
    """Return True for text too long to be an exponent or an index."""
    text = "".join(run.text for run in runs).strip()
    return " " in text and len(text) > rules.LONGEST_RAISED


def _on_the_line(runs: list[Run], rise: str, before: str) -> list[Run]:
    """Rewrite one raised or lowered text, whose pieces may differ in their looks."""
    text = "".join(run.text for run in runs)
    core = text.strip()
    if not core:
        return runs
    start = text.index(core)
    written = _written(core, rise, "" if start else before)
    forms, looks = _FORMS[rise], {run.look for run in runs if run.text.strip()}
    if len(looks) == 1:
        middle = [Run(written, looks.pop())]
    elif written == core:
        middle = runs
    elif written[-1] != ")" and all(letter in forms or letter == " " for letter in core):
        middle = [Run("".join(forms.get(letter, "") for letter in text), look) for text, look in runs]
    else:
        middle = [Run(f"{rise}(", PLAIN), *runs, Run(")", PLAIN)]
    around = Run(text[:start], PLAIN), Run(text[start + len(core) :], PLAIN)
    return [run for run in (around[0], *middle, around[1]) if run.text]


def _written(text: str, rise: str, before: str) -> str:
    """Return how a raised or lowered text is written after the character `before`."""
    forms, small = _FORMS[rise], text.lower()
    if not any(letter.isalnum() or letter in forms for letter in text):
        return text
    if rise == "^":
        if before.isdecimal() and small in _ORDINALS:
            return text
        if before.isdecimal() and small in _ORDINALS_RU:
            return f"-{text}"
        if small in rules.SIGNS:
            return rules.SIGNS[small]
    close = _ROUND_A_SIGN.sub(r"\1", text)
    if len(close) <= rules.LONGEST_RAISED and all(letter in forms for letter in close):
        return "".join(forms[letter] for letter in close)
    return f"{rise}({text})"
