"""Generated pairs of later versions of one text, for the tests of merging.

Each word that somebody adds is there once, so that it can be looked for.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from articles.desk.content import Content
from articles.desk.merging import Merged

SENTENCE = (
    "the a of in and to was is on for with that he she it they not as at by from this had were but have "
    "who would said about after city council ferry river winter letter harbor mayor school road"
)
COMMON = SENTENCE.split()
KINDS = ("p", "p", "p", "p", "p", "h2", "list", "quote", "facts")


@dataclass
class Version:
    """What one person made of the text, by the numbers that blocks had in the base."""

    blocks: list[tuple[int, list[str]]]
    edited: set[int] = field(default_factory=set)
    deleted: set[int] = field(default_factory=set)
    moved: set[int] = field(default_factory=set)
    added: set[str] = field(default_factory=set)


@dataclass
class Pair:
    """Two versions of one text."""

    kinds: list[str]
    base: list[list[str]]
    mine: Version
    theirs: Version

    def source(self, version: Version | None = None) -> str:
        """Return a version as a clean body; without one, the base."""
        lines = version.blocks if version else list(enumerate(self.base))
        return "\n".join(_html(self.kinds[n] if n >= 0 else "p", words) for n, words in lines)

    def contents(self) -> list[Content]:
        return [{"body_source": self.source(each)} for each in (None, self.mine, self.theirs)]

    @property
    def is_rewritten(self) -> bool:
        """Say whether somebody left less than half of a block: then it is another one."""
        later = [
            (self.base[n], words) for each in (self.mine, self.theirs) for n, words in each.blocks if n >= 0
        ]
        shares = [len({*one} & {*other}) / max(len({*one}), len({*other})) for one, other in later]
        return min(shares, default=1) <= 0.5

    @property
    def touched_by_both(self) -> set[int]:
        """Return the blocks that both changed, or one changed and the other took out."""
        one, other = self.mine, self.theirs
        return (one.edited & (other.edited | other.deleted)) | (one.deleted & other.edited)


def pair(chance: random.Random) -> Pair:
    """Make a text of 3 to 25 blocks and what two people make of it."""
    count = chance.randint(3, 25)
    kinds = [chance.choice(KINDS) for _ in range(count)]
    base = [[_word(chance, f"b{n}x{k}") for k in range(chance.randint(8, 40))] for n in range(count)]
    return Pair(kinds, base, _version(chance, base, "m"), _version(chance, base, "t"))


def _version(chance: random.Random, base: list[list[str]], who: str) -> Version:
    version = Version([(number, list(words)) for number, words in enumerate(base)])
    for turn in range(chance.randint(1, 4)):
        act = chance.choice((_edit, _edit, _edit, _add, _delete, _move))
        if version.blocks:
            act(chance, version, f"{who}{turn}")
    return version


def _edit(chance: random.Random, version: Version, mark: str) -> None:
    number, words = chance.choice(version.blocks)
    if number < 0:
        return
    place = chance.randrange(len(words))
    new = [f"{mark}e{k}" for k in range(chance.randint(1, 3))]
    words[place : place + chance.randint(0, 2)] = new
    version.added.update(new)
    version.edited.add(number)


def _add(chance: random.Random, version: Version, mark: str) -> None:
    new = [f"{mark}a{k}" for k in range(chance.randint(5, 20))]
    words = [word for each in new for word in (each, chance.choice(COMMON))]
    version.blocks.insert(chance.randint(0, len(version.blocks)), (-1, words))
    version.added.update(new)


def _delete(chance: random.Random, version: Version, mark: str) -> None:
    number, words = version.blocks.pop(chance.randrange(len(version.blocks)))
    version.added.difference_update(words)
    version.edited.discard(number)
    version.moved.discard(number)
    if number >= 0:
        version.deleted.add(number)


def _move(chance: random.Random, version: Version, mark: str) -> None:
    row = version.blocks.pop(chance.randrange(len(version.blocks)))
    version.blocks.insert(chance.randint(0, len(version.blocks)), row)
    if row[0] >= 0:
        version.moved.add(row[0])


def _word(chance: random.Random, mark: str) -> str:
    return mark if chance.random() < 0.3 else chance.choice(COMMON)


def _html(kind: str, words: list[str]) -> str:
    text = " ".join(words)
    if kind == "list":
        half = len(words) // 2
        return f"<ul><li>{' '.join(words[:half])}</li><li>{' '.join(words[half:])}</li></ul>"
    if kind == "quote":
        return f"<blockquote><p>{text}</p></blockquote>"
    if kind == "facts":
        return f'<section class="facts"><p>{text}</p></section>'
    return f"<{kind}>{text}</{kind}>"


def lost(pair: Pair, merged: Merged) -> set[str]:
    """Return the words of either version that are in neither the result nor a conflict."""
    told = [merged.content["body_source"]]
    told += [text for each in merged.conflicts for text in (each.mine, each.theirs)]
    there = _said(" ".join(told))
    mine, theirs, base = (_said(pair.source(each)) for each in (pair.mine, pair.theirs, None))
    return ((mine - base) | (theirs - base) | (mine & theirs & base)) - there


def doubled(pair: Pair, merged: Merged) -> set[str]:
    """Return the words that stand in the result more often than in either version."""
    found = _marked(merged.content["body_source"])
    return {word for word in found if found.count(word) > 1}


def _said(source: str) -> set[str]:
    return set(_marked(source))


def _marked(source: str) -> list[str]:
    """Return the words that are there once."""
    words = source.replace("<", " <").replace(">", "> ").split()
    return [word for word in words if word[0] in "bmt" and word[-1].isdigit()]
