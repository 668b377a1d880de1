"""Rows that a version of a story names by number and that were deleted since."""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles.desk.content import Content
from articles.desk.fields import FIELDS, LISTS
from articles.models import Story
from newsroom.core.models import AuditEntry, User


@dataclass(frozen=True)
class Gone:
    """A row that is not there any more, the field or list that names it, and its deletion as far as known."""

    name: str
    model: type[models.Model]
    number: Any
    at: datetime.datetime | None = None
    by: User | None = None

    def told(self) -> str:
        """Say what was deleted, by its kind and number, and when and by whom as far as that is known."""
        values: dict[str, Any] = {"kind": self.model._meta.verbose_name, "number": self.number}
        if self.at is None:
            return _("%(kind)s no. %(number)s, deleted since") % values
        local = timezone.localtime(self.at)
        values["time"] = f"{date_format(local, 'DATE_FORMAT')}, {date_format(local, 'H:i T')}"
        values["who"] = (self.by.get_full_name() or self.by.get_username()) if self.by else "-"
        return _("%(kind)s no. %(number)s, deleted %(time)s by %(who)s") % values


def gone(*contents: Content) -> list[Gone]:
    """Return what the versions name and the database has no longer, each once, with who deleted it when."""
    named: dict[type[models.Model], dict[Any, str]] = {}
    for name, model, number in (found for content in contents for found in named_in(content)):
        named.setdefault(model, {}).setdefault(number, name)
    missing = []
    for model, numbers in named.items():
        there = set(model._default_manager.filter(pk__in=numbers).values_list("pk", flat=True))
        missing += [(name, model, number) for number, name in numbers.items() if number not in there]
    entries = _deletions([(model, number) for _name, model, number in missing])
    return [
        Gone(name, model, number, entry.at if entry else None, entry.actor if entry else None)
        for name, model, number in missing
        for entry in [entries.get((model._meta.label_lower, str(number)))]
    ]


def without_gone(content: Content) -> Content:
    """Return the version without what it names and is not there any more."""
    missing = {(each.model, each.number) for each in gone(content)}
    kept = dict(content)
    for name, key in _keys(Story, FIELDS):
        if (key.related_model, content.get(name)) in missing:
            kept[name] = None
    for name, model in LISTS.items():
        if name in content:
            kept[name] = [row for row in content[name] if not missing.intersection(keys_of(model, row))]
    return kept


def named_in(content: Content) -> Iterator[tuple[str, type[models.Model], Any]]:
    """Return what a version names: the field or list, the model, the number."""
    for name, key in _keys(Story, FIELDS):
        if content.get(name) is not None:
            yield name, key.related_model, content[name]
    for name, model in LISTS.items():
        yield from ((name, *key) for row in content.get(name, ()) for key in keys_of(model, row))


def keys_of(model: type[models.Model], row: Mapping[str, Any]) -> list[tuple[type[models.Model], Any]]:
    """Return what a row of a list names: model and number."""
    named = [(key.related_model, row.get(column)) for column, key in _keys(model, ())]
    return [(target, number) for target, number in named if number is not None]


def _keys(model: type[models.Model], names: Any) -> list[tuple[str, models.ForeignKey[Any, Any]]]:
    """Return the foreign keys among these columns, or of a list's rows all but that to its story."""
    keys = [each for each in model._meta.concrete_fields if isinstance(each, models.ForeignKey)]
    return [(each.name, each) for each in keys if (each.name in names if names else each.name != "story")]


def _deletions(missing: list[tuple[type[models.Model], Any]]) -> dict[tuple[str, str], AuditEntry]:
    """Return the audit entries of the deletions, by kind of thing and number."""
    if not missing:
        return {}
    wanted = Q()
    for model, number in missing:
        act = f"{model._meta.model_name}.delete"
        wanted |= Q(target_type=model._meta.label_lower, target_id=str(number), act=act)
    found = AuditEntry.objects.filter(wanted).select_related("actor")
    return {(entry.target_type, entry.target_id): entry for entry in found}
