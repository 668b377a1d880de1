"""Spellings of words that stand in a story: other cases, other endings, other letters, parts of addresses.

They are proposals for a person, who chooses. Those that are surely the same words are ticked.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from anyascii import anyascii

from articles.desk.redacting_plan import all_texts
from articles.desk.redacting_words import Token, tokens
from articles.models import Story

# What Russian puts at the end of names, and languages with Latin letters at that of Russian ones.
_ENDINGS = re.compile(
    r"(?<=\w{3})(?:ами|ями|ыми|ими|ого|его|ому|ему|ою|ею|ои|еи|ыи|ии|ая|яя|ую|юю|ое|ее|ом|ем|ым|им|ам|ям|ах|ях"
    r"|ых|их|[аяуюыиеоь]|s|a|y|e)$"
)
# Letters of other alphabets are written in several ways: all become one.
_ALIKE = re.compile(
    r"(?P<s>shch|sch|sh)|(?P<z>zh)|(?P<h>kh)|(?P<c>ch|ts)|(?P<v>w)|(?P<f>ph)"
    r"|(?P<a>[yij]a)|(?P<e>[yij]e)|(?P<o>[yij]o)|(?P<u>[yij]u)|(?P<i>[yj])"
)
# So many letters more than the name has a word that begins like it, to be asked about.
LONGER = 4


@dataclass(frozen=True)
class Spelling:
    """A spelling, how often it stands in the story's versions and beside, and whether it is surely meant."""

    letters: str
    shown: str
    count: int
    is_sure: bool


@dataclass
class _Found:
    shown: str
    count: int = 0
    is_sure: bool = False


def spellings(story: Story, typed: Sequence[str]) -> list[Spelling]:
    """Return the typed words, those in other letters, and every spelling of them that stands somewhere."""
    found: dict[str, _Found] = {}
    for each in [*typed, *map(anyascii, typed)]:
        if letters := _letters(each):
            found.setdefault(" ".join(letters), _Found(each.strip(), is_sure=True))
    phrases = [letters for each in typed if (letters := _letters(each))]
    for text, form in all_texts(story):
        read = tokens(text, form)
        for phrase in phrases:
            for place in range(len(read)):
                for size, is_sure in _alike(phrase, read, place):
                    _count(found, text, read[place : place + size], is_sure=is_sure)
    told = [Spelling(letters, each.shown, each.count, each.is_sure) for letters, each in found.items()]
    return sorted(told, key=_place)


def _place(each: Spelling) -> tuple[bool, int, int, str]:
    """Return where a spelling stands in the list: sure ones first, then phrases, then what is there often."""
    return (not each.is_sure, -each.letters.count(" "), -each.count, each.letters)


def _letters(text: str) -> list[str]:
    return [token.letters for token in tokens(text)]


def _count(found: dict[str, _Found], text: str, window: Sequence[Token], *, is_sure: bool) -> None:
    letters = " ".join(token.letters for token in window)
    shown = re.sub(r"<[^>]*>|\u00ad", "", text[window[0].start : window[-1].end])
    each = found.setdefault(letters, _Found(" ".join(shown.split())))
    each.count += 1
    each.is_sure |= is_sure


def _alike(phrase: Sequence[str], read: Sequence[Token], place: int) -> Iterator[tuple[int, bool]]:
    """Yield how many words from here on may be the phrase or a part of it, and whether they surely are."""
    size, first = len(phrase), read[place].letters
    window = [token.letters for token in read[place : place + size] if token.run == read[place].run]
    orders = [phrase, phrase[::-1]] if size == 2 else [phrase]
    is_whole = any(len(window) == size and all(map(_is_same, order, window)) for order in orders)
    if is_whole:
        yield size, True
    same = [number for number, word in enumerate(phrase) if _stem(first) == _stem(word)]
    if size > 1 and same:
        # Of a name, the last word is mostly the one that nobody else there has.
        yield 1, same[-1] == size - 1
    if not same and _is_within(phrase, _sound(first)):
        yield 1, False


def _is_within(phrase: Sequence[str], seen: str) -> bool:
    """Say whether a word begins like the last of the phrase, or holds all of it without spaces."""
    last = _stem(phrase[-1])
    stems = {last, "".join(map(_sound, phrase[:-1])) + last}
    return any(len(stem) > 3 and stem in seen and len(seen) <= len(stem) + LONGER for stem in stems)


def _is_same(word: str, seen: str) -> bool:
    return _stem(word) == _stem(seen) or (len(seen) == 1 and word.startswith(seen))


@lru_cache(maxsize=16_384)
def _stem(word: str) -> str:
    return _sound(_ENDINGS.sub("", word))


@lru_cache(maxsize=16_384)
def _sound(word: str) -> str:
    latin = anyascii(word).lower().replace("'", "").replace("x", "ks")
    return re.sub(r"(.)\1+", r"\1", _ALIKE.sub(lambda match: str(match.lastgroup), latin))
