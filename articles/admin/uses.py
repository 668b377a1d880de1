"""Links to what uses a row of the library, for the page that refuses to delete it and the page of a photo."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.desk import library
from articles.models import Author, Category, Photo, Story, Topic
from newsroom.core.desk.model_admin import Use

# Of long lists, this many are named.
NAMED = 20


def links(row: Photo | Author | Topic | Category) -> list[Use]:
    """Return what uses the row, the newest first, with its page at the desk."""
    return [use for found in library.uses(row) for use in _named(found)]


def _named(found: QuerySet[Any]) -> list[Use]:
    place = f"admin:articles_{found.model._meta.model_name}"
    rows = list(found.order_by("-pk")[: NAMED + 1])
    uses = [(str(row), reverse(f"{place}_change", args=[row.pk])) for row in rows]
    if len(rows) > NAMED and found.model is Story:
        rest = found.count() - NAMED
        uses[NAMED:] = [(_("%(count)d more stories") % {"count": rest}, reverse(f"{place}_changelist"))]
    return uses[: NAMED + 1]
