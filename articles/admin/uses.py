"""Links to what uses a row of the library, for the page that refuses to delete it and the page of a photo."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.desk import library
from articles.desk.rights import visible
from articles.models import Author, Category, Photo, Story, Topic, WorkingCopy
from newsroom.core.desk.model_admin import Use
from newsroom.core.models import User

Row = Photo | Author | Topic | Category
# Of long lists, this many are named.
NAMED = 20


def links(row: Row, *, by: User) -> list[Use]:
    """Return what uses the row, the newest first; of stories that `by` may not see, only how many."""
    if by.has_perm("articles.edit_any_story"):
        return all_links(row)
    return [use for found in library.uses(row) for use in _told(found, by)]


def all_links(row: Row) -> list[Use]:
    """Return what uses the row, for those who may see every story."""
    return [use for found in library.uses(row) for use in _named(found)]


def _told(found: QuerySet[Any], by: User) -> list[Use]:
    if found.model is not Story:
        return _named(found)
    seen = found.filter(pk__in=visible(by).values("pk"))
    uses = _named(seen)
    if hidden := found.count() - seen.count():
        words = ngettext(
            "%(count)d story that you may not see", "%(count)d stories that you may not see", hidden
        )
        uses.append((words % {"count": hidden}, ""))
    return uses


def _named(found: QuerySet[Any]) -> list[Use]:
    if found.model is WorkingCopy:
        return [(_("Unsaved words of %(who)s") % {"who": name}, "") for name in _typists(found)]
    place = f"admin:articles_{found.model._meta.model_name}"
    rows = list(found.order_by("-pk")[: NAMED + 1])
    uses = [(str(row), reverse(f"{place}_change", args=[row.pk])) for row in rows]
    if len(rows) > NAMED and found.model is Story:
        rest = found.count() - NAMED
        uses[NAMED:] = [(_("%(count)d more stories") % {"count": rest}, reverse(f"{place}_changelist"))]
    return uses[: NAMED + 1]


def _typists(found: QuerySet[Any]) -> list[str]:
    people = (copy.person for copy in found.select_related("person").defer("data")[:NAMED])
    return sorted({person.get_full_name() or person.get_username() for person in people})
