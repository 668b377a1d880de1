"""Differences of two versions of a story for pages: texts by word, values and lists by their names."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from articles.admin.pickers import name_of
from articles.admin.shown import shown
from articles.desk.comparing import Line, Paragraph, compare, compared
from articles.desk.content import Content, put, rows_of
from articles.desk.fields import LISTS
from articles.desk.gone import Gone, gone, keys_of
from articles.desk.rights import visible
from articles.models import RelatedLink, Story
from newsroom.core.models import User

# Of so many paragraphs in a row that are the same, those in the middle are folded away.
FOLDED = 4
# Fields whose label on the form is a question.
NOUNS = {"correction_kind": _("Kind of correction")}
Missing = Mapping[tuple[type[models.Model], Any], Gone]


@dataclass(frozen=True)
class Stretch:
    """Paragraphs that follow each other: shown, or the same in both versions and folded away."""

    paragraphs: Sequence[Paragraph]
    is_folded: bool = False


@dataclass(frozen=True)
class Row:
    """One difference as the page shows it."""

    label: str
    before: str = ""
    after: str = ""
    paragraphs: Sequence[Paragraph] = ()
    is_formatting: bool = False

    @property
    def stretches(self) -> list[Stretch]:
        """The paragraphs, with the beginning and the end of each stretch that is the same."""
        found: list[Stretch] = []
        run: list[Paragraph] = []
        for paragraph in self.paragraphs:
            if paragraph.is_same:
                run.append(paragraph)
                continue
            found += _folded(run, is_first=not found)
            run = []
            found.append(Stretch([paragraph]))
        return found + _folded(run, is_first=not found, is_last=True)


def differences(story: Story, before: Content, after: Content, *, by: User | None = None) -> list[Row]:
    """Return what differs, as the pages show it; stories that `by` may not see are not named."""
    both = _Both(story, _by_number(before, after), _seen(by, before, after))
    found = []
    for each in compare(before, after):
        if each.paragraphs or each.is_formatting:
            parts = each.paragraphs or each.formatted
            found.append(Row(label(each.name), paragraphs=parts, is_formatting=each.is_formatting))
        elif each.name in LISTS:
            lines = compared(both.lines(before, each.name), both.lines(after, each.name))
            found.append(Row(label(each.name), paragraphs=list(lines)))
        else:
            found.append(Row(label(each.name), both.value(before, each.name), both.value(after, each.name)))
    return found


@dataclass(frozen=True)
class _Both:
    """What is needed to say the values of both versions: today's rows, what is gone, what may be named."""

    story: Story
    missing: Missing
    seen: frozenset[int] | None

    def value(self, content: Content, name: str) -> str:
        field = Story._meta.get_field(name)
        if isinstance(field, models.ForeignKey):
            found = self.missing.get((field.related_model, content.get(name)))
            if found:
                return found.told()
        values = {name: content[name]} if name in content else {}
        return str(shown(put(values, copy.copy(self.story)), name))

    def lines(self, content: Content, name: str) -> list[Line]:
        """Return a list in lines, one for each row; rows that name what is gone say so."""
        there = iter(rows_of({name: content.get(name, [])}, self.story)[name])
        lines = []
        for values in content.get(name, []):
            lost = next(
                (self.missing[key] for key in keys_of(LISTS[name], values) if key in self.missing), None
            )
            lines.append(Line(lost.told() if lost else self._row(next(there))))
        return lines

    def _row(self, row: models.Model) -> str:
        """Return a row in one line; of related reading all that the editor wrote."""
        if not isinstance(row, RelatedLink):
            return str(row)
        name = str(row)
        if row.target and not row.headline and self.seen is not None and row.target_id not in self.seen:
            name = name_of(row.target)
        return " · ".join(part for part in (row.kicker, name, row.summary, row.external_url) if part)


def _by_number(before: Content, after: Content) -> Missing:
    return {(each.model, each.number): each for each in gone(before, after)}


def _seen(by: User | None, before: Content, after: Content) -> frozenset[int] | None:
    """Return which of the picked stories `by` may see; None where everything may be named."""
    if by is None or by.has_perm("articles.edit_any_story"):
        return None
    numbers = [
        row["target"] for content in (before, after) for row in content.get("related", ()) if row["target"]
    ]
    return frozenset(visible(by).filter(pk__in=numbers).values_list("pk", flat=True))


def label(name: str) -> str:
    """Return the name of a field or list for people."""
    if name in NOUNS:
        return str(NOUNS[name])
    if name in LISTS:
        return capfirst(str(LISTS[name]._meta.verbose_name_plural))
    return capfirst(str(getattr(Story._meta.get_field(name), "verbose_name", name)))


def person(user: User | None) -> str:
    """Return a person's name, or a hyphen for nobody."""
    return (user.get_full_name() or user.get_username()) if user else "-"


def _folded(run: list[Paragraph], *, is_first: bool, is_last: bool = False) -> list[Stretch]:
    """Return a stretch that is the same, with one paragraph beside each change left open."""
    if len(run) < FOLDED or (is_first and is_last):
        return [Stretch(run)] if run else []
    low, high = (0 if is_first else 1), (len(run) if is_last else len(run) - 1)
    parts = (Stretch(run[:low]), Stretch(run[low:high], is_folded=True), Stretch(run[high:]))
    return [part for part in parts if part.paragraphs]
