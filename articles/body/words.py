"""Words of a text as they are searched for: the same however somebody typed them.

A server's idea of letters decides what PostgreSQL takes for a word. So texts and queries are folded here
first: to letters and digits that every server knows, with one space between words.
"""

import re
import unicodedata
from dataclasses import dataclass

LONGEST = 200
TERMS = 12
# Marks that make another letter, and not a variant of one: й is no и.
_OWN = {"\u0438\u0306": "й"}
_APOSTROPHES = re.compile(r"(?<=\w)['’ʼ‘`´](?=\w)")
_POSSESSIVE = re.compile(r"(?<=\w)['’ʼ]s\b", re.IGNORECASE)
_INITIALS = re.compile(r"\b(?:\w\.){2,}\w?")
_QUOTES = re.compile("[«»“”„‟‹›″]")
_TERM = re.compile(r'(-?)(?:"([^"]*)"?|([^\s"]+))')
_WORD = re.compile(r"[^\W_]+")
_OR = "or"


@dataclass(frozen=True)
class Query:
    """What somebody looks for, as `websearch_to_tsquery` reads it."""

    text: str
    # The same with each phrase as words that must all be there: what an index can answer alone.
    loose: str
    words: tuple[str, ...]

    @property
    def has_phrase(self) -> bool:
        return self.text != self.loose


def fold(text: str) -> str:
    """Return the words of a text: lower case, without accents, apostrophes and marks; ё is е."""
    text = _INITIALS.sub(lambda found: found[0].replace(".", ""), unicodedata.normalize("NFKC", text))
    text = _APOSTROPHES.sub("", _POSSESSIVE.sub("", text)).lower()
    spread = unicodedata.normalize("NFD", text)
    for apart, letter in _OWN.items():
        spread = spread.replace(apart, letter)
    plain = "".join(each for each in spread if each == "й" or not unicodedata.combining(each))
    return " ".join(_WORD.findall(plain.replace("ё", "е")))


def query(typed: str) -> Query:
    """Read what somebody typed: words, "phrases", -exclusions and `or`, up to twelve of them.

    Words that a hyphen joins are a phrase. What is left is nothing but folded words and these signs, so no
    text makes an error of it; it is empty where nothing but signs, or exclusions alone, were typed.
    """
    text = _QUOTES.sub('"', typed[:LONGEST])
    strict: list[str] = []
    loose: list[str] = []
    words: list[str] = []
    for sign, phrase, single in _TERM.findall(text)[: 3 * TERMS]:
        folded = fold(phrase or single)
        if not folded or len(strict) >= TERMS:
            continue
        if folded == _OR and not sign and not phrase:
            if strict and strict[-1] != _OR:
                strict.append(_OR)
                loose.append(_OR)
            continue
        is_phrase = " " in folded
        strict.append(f'{sign}"{folded}"' if is_phrase else sign + folded)
        if not sign:
            loose.append(folded)
            words += folded.split()
        elif not is_phrase:
            loose.append(sign + folded)
    while strict and strict[-1] == _OR:
        strict.pop()
        loose.pop()
    if not words:
        return Query("", "", ())
    return Query(" ".join(strict), " ".join(loose), tuple(dict.fromkeys(words)))
