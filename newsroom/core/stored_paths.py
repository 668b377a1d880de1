"""Columns that hold the path of a page of this site, and who knows what its path is now.

Rooms that do not know each other meet here: a contribution knows the story that led to it as a path alone.
"""

from collections.abc import Callable, Iterator

from django.db import models

_columns: list[tuple[type[models.Model], str]] = []
_owners: list[Callable[[str], str]] = []


def register_column(model: type[models.Model], name: str) -> None:
    """Say that a column holds such paths."""
    _columns.append((model, name))


def register_owner(current: Callable[[str], str]) -> None:
    """Name the function that returns the present path of a page in place of a former one."""
    _owners.append(current)


def current(path: str) -> str:
    """Return the path as it may be stored now."""
    for owner in _owners:
        path = owner(path)
    return path


def holding(part: str) -> Iterator[tuple[type[models.Model], str, int, str]]:
    """Yield model, column, row and path of everything stored whose path has this part."""
    for model, name in _columns:
        found = model._default_manager.filter(**{f"{name}__contains": part}).order_by("pk")
        for pk, path in found.values_list("pk", name):
            yield model, name, pk, path
