"""Initials of the publication's name, with which receipt numbers begin unless a setting says otherwise."""

import re

ARTICLES = frozenset({"a", "an", "the"})
# For a name without a letter that every keyboard has.
OTHERWISE = "NR"
LONGEST = 8


def initials(name: str) -> str:
    """Return the first letters of the words of a name: `MT` of The Moscow Times."""
    words = [word for word in name.split() if word.lower() not in ARTICLES]
    letters = "".join(word[0] for word in words).upper()
    return re.sub("[^A-Z0-9]", "", letters)[:LONGEST] or OTHERWISE


def is_prefix(text: str) -> bool:
    """Return whether receipt numbers can begin with it."""
    return re.fullmatch(f"[A-Z0-9]{{1,{LONGEST}}}", text) is not None
