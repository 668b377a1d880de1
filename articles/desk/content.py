"""The words of a story as plain JSON values, as revisions hold them, and back."""

import datetime
import decimal
import uuid
from typing import Any

from django.db import models

from articles.desk.fields import FIELDS, LISTS, Listed
from articles.desk.rows import Made
from articles.models import Story

# {name of FIELDS: value, name of LISTS: [{column: value}]}; a foreign key is the number of its row.
Content = dict[str, Any]

# Columns of a list's rows that say where the row stands and not what it says.
_PLACE = frozenset({"id", "story", "order"})


def content_of(story: Story, rows: Made | None = None) -> Content:
    """Return the story's words; lists that `rows` does not give are read from the database."""
    given = rows or {}
    fields: Content = {name: _plain(story, name) for name in FIELDS}
    return fields | {
        name: [_row(row) for row in (given[name] if name in given else stored(story, name))] for name in LISTS
    }


def stored(story: Story, name: str) -> list[Listed]:
    """Return a list of the story as it stands in the database, in order."""
    return list(LISTS[name]._default_manager.filter(story=story.pk).order_by("order", "pk"))


def put(content: Content, story: Story) -> Story:
    """Set the fields of the story, which is not saved, to the content's values, and return it."""
    for name in FIELDS:
        if name in content:
            _set(story, name, content[name])
    return story


def rows_of(content: Content, story: Story) -> dict[str, list[Listed]]:
    """Return the lists as rows that are not saved; one that names what is not there any more is left out."""
    return {name: _rows(LISTS[name], content.get(name, []), story) for name in LISTS}


def as_typed(rows: Made) -> dict[str, list[dict[str, Any]]]:
    """Return rows as an act takes them."""
    return {
        name: [{each.name: getattr(row, each.name) for each in _columns(type(row))} for row in given]
        for name, given in rows.items()
    }


def _columns(model: type[Listed]) -> list[models.Field[Any, Any]]:
    """Return the columns of a list's rows that people write."""
    return [each for each in model._meta.concrete_fields if each.editable and each.name not in _PLACE]


def _row(row: Listed) -> dict[str, Any]:
    return {each.name: _plain(row, each.name) for each in _columns(type(row))}


def _rows(model: type[Listed], given: list[dict[str, Any]], story: Story) -> list[Listed]:
    keys = [each for each in _columns(model) if isinstance(each, models.ForeignKey)]
    named = {key: {row.get(key.name) for row in given} - {None} for key in keys}
    there = {key.name: key.related_model._default_manager.in_bulk(named[key]) for key in keys}
    rows = []
    for order, values in enumerate(given):
        if any(values.get(name) is not None and values[name] not in there[name] for name in there):
            continue
        row = model(story=story, order=order)
        for name, value in values.items():
            if name in there:
                setattr(row, name, there[name].get(value))
            else:
                _set(row, name, value)
        rows.append(row)
    return rows


def _plain(row: models.Model, name: str) -> Any:
    """Return a column's value as JSON holds it; of a foreign key the number."""
    field = row._meta.get_field(name)
    value = getattr(row, str(getattr(field, "attname", name)))
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.UTC).isoformat()
    if isinstance(value, decimal.Decimal) and isinstance(field, models.DecimalField):
        # As the database gives it back, whatever was typed.
        return f"{value:.{field.decimal_places}f}"
    return str(value) if isinstance(value, (decimal.Decimal, uuid.UUID)) else value


def _set(row: models.Model, name: str, value: Any) -> None:
    """Set a column to a value of `_plain`."""
    field = row._meta.get_field(name)
    if isinstance(field, models.ForeignKey):
        setattr(row, field.attname, field.target_field.to_python(value))
    elif isinstance(field, models.Field):
        setattr(row, name, field.to_python(value))
