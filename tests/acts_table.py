"""Expected permissions: who may do which act on rows that people edit.

Written apart from the permissions of the groups, so that a slip there or here shows.
"""

import inspect
from collections.abc import Collection
from types import ModuleType

from newsroom.core.models import User
from tests.builders import make_user

ROLES = (
    "editor",
    "reporter",
    "fundraiser",
    "administrator",
    "stranger",
    "former editor",
    "former fundraiser",
)


def read(wall: str) -> dict[str, set[str]]:
    """Read a table of acts and roles; a role that it does not name may do nothing."""
    head, *lines = [line.split() for line in wall.strip().splitlines()]
    return {
        act: {role for role, cell in zip(head[1:], cells, strict=True) if cell == "yes"}
        for act, *cells in lines
    }


def unclassified(module: ModuleType, acts: Collection[str], questions: Collection[str] = ()) -> set[str]:
    """Return the public functions that the table does not know, and the acts in it that do not exist."""
    found = {name for name, _ in inspect.getmembers(module, inspect.isfunction) if not name.startswith("_")}
    return found ^ {*acts, *questions}


def make_person(role: str) -> User:
    """Make somebody of that role; an account that ended keeps its groups."""
    if role == "administrator":
        return make_user("editor", name=role, is_superuser=True)
    person = make_user(role.removeprefix("former "), name=role.replace(" ", "-"))
    if role.startswith("former"):
        person.is_active = False
        person.save()
    return person
