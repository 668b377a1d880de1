"""The ordered lists of a story: made of what was typed, checked, and put in place of the stored ones."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from articles.desk.errors import Refused
from articles.desk.fields import LISTS, Listed
from articles.models import Story
from newsroom.core.text_fields import cleaned

# What an act is given for each list: columns by name, with model instances for foreign keys, in order.
Rows = Mapping[str, Sequence[Mapping[str, Any]]]
# The same as rows of the models, valid and not saved.
Made = Mapping[str, Sequence[Listed]]


def made(story: Story, rows: Rows) -> Made:
    """Return the given lists as rows that can be stored; refuse what one of them would not take."""
    if unknown := set(rows) - set(LISTS):
        raise TypeError(f"not written by the desk: {', '.join(sorted(unknown))}")
    return {name: _list(story, name, given) for name, given in rows.items()}


def replace(story: Story, rows: Made) -> None:
    """Store the lists in place of those that were there."""
    for name, given in rows.items():
        LISTS[name]._default_manager.filter(story=story).delete()
        for row in given:
            row.story = story
            row.save()


def _list(story: Story, name: str, given: Sequence[Mapping[str, Any]]) -> list[Listed]:
    rows: list[Listed] = []
    for order, values in enumerate(given):
        row = LISTS[name](story=story, order=order)
        for column, value in values.items():
            setattr(row, column, cleaned(row, column, value))
        try:
            row.full_clean(exclude=["story"], validate_unique=False, validate_constraints=False)
            _require_constraints(row, rows)
        except ValidationError as error:
            raise Refused({name: " ".join(error.messages)}) from error
        rows.append(row)
    return rows


def _require_constraints(row: Listed, before: Sequence[Listed]) -> None:
    """Check the row's constraints; what may be there once is looked for in the list, which is whole."""
    # A story that is not stored yet has no number to compare with.
    unknown = set() if row.story_id else {"story"}
    for constraint in row._meta.constraints:
        if not isinstance(constraint, models.UniqueConstraint):
            constraint.validate(type(row), row, exclude=unknown)
            continue
        key = _key(row, constraint)
        if None not in key and key in [_key(each, constraint) for each in before]:
            raise ValidationError(constraint.get_violation_error_message())


def _key(row: Listed, constraint: models.UniqueConstraint) -> list[Any]:
    names = [name for name in constraint.fields if name != "story"]
    return [getattr(row, str(getattr(row._meta.get_field(name), "attname", name))) for name in names]
