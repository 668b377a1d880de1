"""Start-up check: the model, the table of fields and the desk's form name the same fields of a story."""

from collections.abc import Collection, Iterator

from django.core.exceptions import ImproperlyConfigured

from articles.admin.story import StoryAdmin
from articles.admin.story_form import CARRIED, StoryForm
from articles.desk.acts import ACTS
from articles.desk.fields import DERIVED, FIELDS, LISTS
from articles.models import Story

TABLE = "articles/desk/fields.py"


def require_agreement() -> None:
    """Raise `ImproperlyConfigured` where they differ: what is typed there would be lost without a word."""
    if found := [*_columns(), *_typed()]:
        raise ImproperlyConfigured(" ".join(found))


def _columns() -> Iterator[str]:
    """Compare the model with the table."""
    columns = {column.name for column in (*Story._meta.fields, *Story._meta.many_to_many)}
    written = FIELDS.keys() | LISTS.keys()
    for name in sorted(columns - written - DERIVED):
        yield f"Story.{name} is neither a row of FIELDS nor named in DERIVED in {TABLE}."
    for name in sorted((FIELDS.keys() | DERIVED) - columns):
        yield f"{TABLE} names {name}, which is no field of Story."
    for name in sorted(written & DERIVED):
        yield f"{TABLE} names {name} both as written by people and in DERIVED."


def _typed() -> Iterator[str]:
    """Compare the form and its lists of rows with the tables of fields and acts."""
    shown = {row.name for row in FIELDS.values() if row.group}
    asked = {each.field for act in ACTS.values() for each in act.inputs}
    yield from _differences("field", StoryForm.base_fields, shown | asked | CARRIED)
    yield from _differences("list", {rows.list_name for rows in StoryAdmin.inlines}, LISTS.keys())


def _differences(what: str, form: Collection[str], desk: Collection[str]) -> Iterator[str]:
    for name in sorted(set(form) - set(desk)):
        yield f"The form of a story has the {what} {name}, which no table of the desk names."
    for name in sorted(set(desk) - set(form)):
        yield f"The form of a story lacks the {what} {name}, which a table of the desk names."
