"""Every look-up that the query string of a list could hold, made from its model's fields and relations."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib.admin import ModelAdmin, SimpleListFilter
from django.db import models

# How far a look-up goes: `stories__headline` is two steps.
DEEPEST = 2
OF_RELATIONS = ("", "exact", "in", "isnull", "gt", "gte", "lt", "lte")


def paths(model: Any, steps: int = DEEPEST, before: str = "") -> Iterator[tuple[str, tuple[str, ...]]]:
    """Return each way from a model to a field, forwards and back, with the look-ups that the field knows."""
    for field in model._meta.get_fields():
        if isinstance(field, models.Field) and not field.is_relation:
            yield f"{before}{field.name}", ("", *sorted(field.get_lookups()))
            continue
        yield f"{before}{field.name}", OF_RELATIONS
        if steps > 1 and field.related_model:
            yield from paths(field.related_model, steps - 1, f"{before}{field.name}__")


def every(model: Any) -> list[str]:
    """Return every look-up."""
    return [f"{path}__{end}" if end else path for path, ends in paths(model) for end in ends]


def one_of_each(model: Any, steps: int, shift: int = 0) -> list[str]:
    """Return one look-up for each way, another one by turns."""
    found = []
    for number, (path, ends) in enumerate(paths(model, steps), shift):
        end = ends[number % len(ends)]
        found.append(f"{path}__{end}" if end else path)
    return found


def offered(desk: ModelAdmin[Any], shown: Any) -> set[str]:
    """Return the names that a list offers: those of its filters, by themselves, and of its dates."""
    named = {
        one.parameter_name
        for one in desk.list_filter
        if isinstance(one, type) and issubclass(one, SimpleListFilter) and one.parameter_name
    }
    of_fields = {name for spec in shown.filter_specs for name in spec.expected_parameters()}
    dates = {f"{desk.date_hierarchy}__{part}" for part in ("year", "month", "day") if desk.date_hierarchy}
    return named | of_fields | {str(name) for name in dates}
