"""Three-way merge of a story's words: what I wrote and what others wrote, on what both opened.

Fields are merged each by itself, those that make sense only together as one; lists by row, the body by block.
Where both changed the same, mine stays and the conflict has both, until somebody chooses. Pure functions.
"""

import functools
import html
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.html import strip_tags

from articles.desk import sequences
from articles.desk.fields import FIELDS, LISTS, Kind
from articles.desk.sequences import Clash

# As `articles.desk.content` has it.
Content = dict[str, Any]

# Fields that make sense only together: a caption belongs to its photo, a category to its language.
TOGETHER = (
    ("lead_image", "lead_caption", "lead_credit", "lead_alt", "focal_x", "focal_y"),
    ("language", "category"),
    ("correction_kind", "correction_words", "correction_place"),
)
BODY = next(row.name for row in FIELDS.values() if row.kind is Kind.BODY)
MINE, THEIRS, BOTH = "mine", "theirs", "both"
# Beyond so many blocks a text is merged as one field: looking for equal stretches grows with the square.
MOST_BLOCKS = 2_000
# The share of words that two blocks have in common, from which on they are versions of one.
LIKE = 0.5
# What may stand in a list once: an author in one role, a topic, a story.
_ONCE = {"topics": ("topic",), "bylines": ("author", "role"), "related": ("target", "external_url")}
# What a row is about, though the rest of it changes.
_ABOUT = {"topics": ("topic",), "bylines": ("author",), "related": ("target", "external_url")}


@dataclass(frozen=True)
class Conflict:
    """What both changed: values of fields by name, or one block of the body, or one row of a list."""

    key: str
    # Of the fields; the first one names it.
    names: Sequence[str]
    base: Any
    mine: Any
    theirs: Any

    @property
    def name(self) -> str:
        return self.names[0]

    @property
    def is_block(self) -> bool:
        """Say whether both can stay, one after the other."""
        return self.name == BODY and self.key != BODY


@dataclass(frozen=True)
class Merged:
    """The words of both; `came` names what is not as I wrote it."""

    content: Content
    conflicts: Sequence[Conflict]
    came: Sequence[str]
    base: Content
    mine: Content
    theirs: Content


@dataclass
class _Merging:
    base: Content
    mine: Content
    theirs: Content
    choices: Mapping[str, str] | None
    content: Content = field(default_factory=dict)
    conflicts: list[Conflict] = field(default_factory=list)


def merge(base: Content, mine: Content, theirs: Content, choices: Mapping[str, str] | None = None) -> Merged:
    """Merge two versions of what was opened.

    `choices` of somebody who was asked say by key of a conflict which text stays; without a word, mine.
    """
    given = _Merging(base, mine, theirs, choices)
    names = [name for name in (*FIELDS, *LISTS) if name in theirs]
    for group in _groups(names):
        _fields(given, group)
    came = [name for name in names if given.content[name] != mine.get(name)]
    content = {name: given.content[name] for name in names}
    return Merged(content, given.conflicts, came, base, mine, theirs)


def blocks(source: str) -> list[str]:
    """Return the blocks of a clean body: each stands on one line."""
    return source.split("\n") if source else []


def _groups(names: Sequence[str]) -> list[tuple[str, ...]]:
    """Return the names by what is merged as one."""
    group_of = {name: group for group in TOGETHER for name in group}
    groups = dict.fromkeys(group_of.get(name, (name,)) for name in names)
    return [tuple(name for name in group if name in names) for group in groups]


def _fields(given: _Merging, names: tuple[str, ...]) -> None:
    """Merge fields that are one: whole, or by block or row where both changed them."""
    base, mine, theirs = (
        [words.get(name) for name in names] for words in (given.base, given.mine, given.theirs)
    )
    name, kept = names[0], theirs if mine == base else mine
    if mine == theirs or base in (mine, theirs):
        given.content |= dict(zip(names, kept, strict=True))
    elif name in LISTS:
        given.content[name] = _rows(given, name)
    elif name == BODY and all(len(blocks(str(words[0]))) <= MOST_BLOCKS for words in (base, mine, theirs)):
        given.content[name] = _body(given)
    else:
        chosen = theirs if _choice(given, Conflict(name, names, base, mine, theirs)) == THEIRS else mine
        given.content |= dict(zip(names, chosen, strict=True))


def _choice(given: _Merging, conflict: Conflict) -> str:
    """Return what was chosen, or note that nobody was asked."""
    if given.choices is None:
        given.conflicts.append(conflict)
        return MINE
    choice = given.choices.get(conflict.key, MINE)
    return MINE if choice == BOTH and not conflict.is_block else choice


def _body(given: _Merging) -> str:
    base, mine, theirs = (blocks(words[BODY]) for words in (given.base, given.mine, given.theirs))
    return "\n".join(_chosen(given, BODY, sequences.merge(base, mine, theirs, _of_blocks())))


def _rows(given: _Merging, name: str) -> list[dict[str, Any]]:
    base, mine, theirs = (
        [json.dumps(row, sort_keys=True) for row in words.get(name, ())]
        for words in (given.base, given.mine, given.theirs)
    )
    kind = sequences.Kind(
        is_version=lambda one, other: _key(one, _ABOUT[name]) == _key(other, _ABOUT[name]),
        is_rival=lambda one, other: _key(one, _ONCE[name]) == _key(other, _ONCE[name]),
        by_place=False,
    )
    # A row of one may have become what the other added.
    found = dict.fromkeys(_chosen(given, name, sequences.merge(base, mine, theirs, kind)))
    return [json.loads(row) for row in found]


def _chosen(given: _Merging, name: str, slots: Sequence[sequences.Slot]) -> list[str]:
    """Return the items with what was chosen where they clash."""
    found: list[str] = []
    for slot in slots:
        texts = _sides(given, name, slot.clash) if slot.clash else [slot.text]
        found += [text for text in texts if text]
    return found


def _sides(given: _Merging, name: str, clash: Clash) -> list[str]:
    sides = [clash.base, clash.mine, clash.theirs]
    if name in LISTS:
        told: list[Any] = [json.loads(side) if side else None for side in sides]
    else:
        told = [*sides]
    choice = _choice(given, Conflict(f"{name}:{clash.key}", (name,), *told))
    return {THEIRS: [clash.theirs], BOTH: [clash.mine, clash.theirs]}.get(choice, [clash.mine])


def _key(row: str, columns: Sequence[str]) -> list[Any]:
    values = json.loads(row)
    return [values.get(column) for column in columns]


def _of_blocks() -> sequences.Kind:
    """Return how blocks are compared; the words of each are looked for once."""

    @functools.cache
    def words(block: str) -> frozenset[str]:
        return frozenset(html.unescape(strip_tags(block.replace("<", " <"))).split())

    def is_like(one: str, other: str) -> bool:
        common = len(words(one) & words(other))
        return common > LIKE * max(len(words(one)), len(words(other)))

    return sequences.Kind(is_version=is_like, is_rival=is_like, by_place=True)
