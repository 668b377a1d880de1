"""Cleaning of text that is stored already, by the present rules of `newsroom.core.text`.

What people read stays the same, so it is no act of a person: no audit entry, no new version, no new time.
Each batch is a transaction of its own; it may be stopped at any moment and run again.
"""

import logging
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import DataError, IntegrityError, models, transaction

from newsroom.core.text_fields import cleaned

logger = logging.getLogger(__name__)
# A column that is more than a line or lines: the function returns it and what is derived from it.
Columns = Mapping[str, Callable[[Any], Mapping[str, Any]]]
BATCH = 200


@dataclass
class Report:
    """What became of the rows of one table, in numbers and names of columns alone."""

    table: str
    rows: int = 0
    changed: int = 0
    columns: Counter[str] = field(default_factory=Counter)
    # Keys of rows that stay as they are, each with the column, for a person to look at.
    left: list[tuple[Any, str]] = field(default_factory=list)

    def __str__(self) -> str:
        said = f"{self.table}: {self.changed} of {self.rows} rows cleaned"
        if self.columns:
            said += f" ({', '.join(f'{name} {count}' for name, count in sorted(self.columns.items()))})"
        if self.left:
            said += f"; left as they are: {', '.join(f'{key} ({name})' for key, name in self.left)}"
        return f"{said}."


def typed_columns(model: type[models.Model]) -> list[str]:
    """Return the columns of free text that people type; it also reads the models of a migration."""
    return [
        column.name
        for column in model._meta.concrete_fields
        if isinstance(column, models.CharField | models.TextField)
        and not isinstance(column, models.SlugField)
        and column.editable
        and not column.choices
        # A hash.
        and column.name != "password"
    ]


def clean_rows(model: type[models.Model], *, derived: Columns | None = None, batch: int = BATCH) -> Report:
    """Clean the typed columns of every row of a table, and return what was done.

    A row that the database would refuse once it is clean (an empty name, one that another row has) stays as
    it is and stands in the report.
    """
    report = Report(model._meta.db_table)
    rows = model._base_manager.select_for_update(of=("self",), no_key=True).order_by("pk")
    last: Any = None
    while last is None or report.rows % batch == 0:
        with transaction.atomic():
            found = list((rows if last is None else rows.filter(pk__gt=last))[:batch])
            for row in found:
                _clean_row(row, derived or {}, report)
        if not found:
            break
        report.rows += len(found)
        last = found[-1].pk
    if report.changed or report.left:
        logger.info("%s", report)
    return report


def _clean_row(row: models.Model, derived: Columns, report: Report) -> None:
    kept = 0
    for name in typed_columns(type(row)):
        before = getattr(row, name)
        values = derived[name](row) if name in derived else {name: cleaned(row, name, before)}
        if values.get(name, before) == before:
            continue
        if _is_kept(row, name, values):
            report.columns[name] += 1
            kept += 1
        else:
            report.left.append((row.pk, name))
    report.changed += bool(kept)


def _is_kept(row: models.Model, name: str, values: Mapping[str, Any]) -> bool:
    """Write the values past `save()`, which could set times; return False where they cannot stand."""
    if not (values[name] or row._meta.get_field(name).blank):  # type: ignore[union-attr]  # a column
        return False
    try:
        with transaction.atomic():
            type(row)._base_manager.filter(pk=row.pk).update(**values)
    except (DataError, IntegrityError):
        return False
    return True
