"""Acts on rows that people edit: right, row lock, validity and audit entry in one transaction.

`articles.desk.library` and `donations.appeals` are made of these. An act is a function with keyword arguments
under `@transaction.atomic`; when it raises `Refused`, nothing was done.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from newsroom.core import audit
from newsroom.core.models import User
from newsroom.core.text_fields import cleaned

Row = TypeVar("Row", bound=models.Model)
Fields = Mapping[str, Any]
Sentence = str | Promise


class Refused(Exception):
    """Refusal of an act, in sentences for people: by field name, "" for the thing as a whole."""

    def __init__(self, errors: Mapping[str, Sentence] | Sentence) -> None:
        self.errors: Mapping[str, Sentence] = errors if isinstance(errors, Mapping) else {"": errors}
        super().__init__(" ".join(str(sentence) for sentence in self.errors.values()))


class NotAllowed(Refused):
    """Refusal because of who asks: the desk answers 403."""

    def __init__(self, sentence: Sentence = "") -> None:
        super().__init__(sentence or _("Your account may not do this."))


class Gone(Refused):
    """Refusal because somebody else deleted the row in the meantime."""

    def __init__(self) -> None:
        super().__init__(_("Somebody deleted this in the meantime. Save it to make it anew."))


class InUse(Refused):
    """Refusal to delete a row that others name."""

    def __init__(self) -> None:
        super().__init__(_("This is still in use and was not deleted."))


def require_right(verb: str, model: type[models.Model], *, by: User) -> None:
    """Raise `NotAllowed` unless `by` has Django's permission to `add`, `change` or `delete` such rows."""
    permission = f"{model._meta.app_label}.{verb}_{model._meta.model_name}"
    if not (by.is_active and by.is_staff and by.has_perm(permission)):
        raise NotAllowed


def take(row: Row, *, by: User) -> Row:
    """Lock a row for a change (FOR NO KEY UPDATE) and return it as it stands now.

    Whoever names it by a foreign key goes on meanwhile; whoever changes or deletes it waits.
    """
    require_right("change", type(row), by=by)
    return _locked(row, no_key=True)


def fill(row: models.Model, fields: Fields, *, allowed: Collection[str]) -> list[str]:
    """Set the fields and return the names of those that changed; another name than allowed is a TypeError."""
    if unknown := set(fields) - set(allowed):
        raise TypeError(f"no act writes {', '.join(sorted(unknown))} of {row._meta.model_name}")
    typed = {name: cleaned(row, name, value) for name, value in fields.items()}
    changed = sorted(name for name, value in typed.items() if getattr(row, name) != value)
    for name, value in typed.items():
        setattr(row, name, value)
    return changed


def require_valid(row: models.Model, *, exclude: Collection[str] = ()) -> None:
    """Refuse what the model or one of its constraints does not take, each sentence by its field."""
    try:
        row.full_clean(exclude=exclude)
    except ValidationError as error:
        said = {name: " ".join(sentences) for name, sentences in error.message_dict.items()}
        raise Refused(
            {"" if name == "__all__" else name: sentence for name, sentence in said.items()}
        ) from error


def keep(act: str, row: Row, *, by: User, **details: object) -> Row:
    """Save a valid row with the audit entry of the act: `create` or `change`."""
    require_valid(row)
    row.save()
    audit.record(act=f"{row._meta.model_name}.{act}", by=by, on=row, **details)
    return row


def add(
    row: Row,
    *,
    by: User,
    fields: Fields,
    allowed: Collection[str],
    check: Callable[[Row], None] = lambda row: None,
) -> Row:
    """Add a row that needs nothing but validity; `check` refuses what the model cannot know."""
    require_right("add", type(row), by=by)
    fill(row, fields, allowed=allowed)
    check(row)
    return keep("create", row, by=by)


def change(
    row: Row,
    *,
    by: User,
    fields: Fields,
    allowed: Collection[str],
    check: Callable[[Row], None] = lambda row: None,
) -> Row:
    """Change such a row; where nothing changed, nothing is checked and nothing written."""
    row = take(row, by=by)
    changed = fill(row, fields, allowed=allowed)
    if not changed:
        return row
    check(row)
    return keep("change", row, by=by, changed=changed)


def delete(
    row: Row, *, by: User, uses: Callable[[Row], Iterable[models.QuerySet[Any]]] = lambda row: ()
) -> Row:
    """Delete a row that nothing names, and return it as it was; `uses` is asked what does, under the lock.

    The lock (FOR UPDATE) waits for everybody who is about to name it (`locks.hold`), so what they saved is
    seen, and they see that it is gone.
    """
    require_right("delete", type(row), by=by)
    row = _locked(row, no_key=False)
    if any(found.exists() for found in uses(row)):
        raise InUse
    audit.record(act=f"{row._meta.model_name}.delete", by=by, on=row)
    row.delete()
    return row


def _locked(row: Row, *, no_key: bool) -> Row:
    rows = type(row)._default_manager.select_for_update(of=("self",), no_key=no_key)
    fresh = rows.filter(pk=row.pk).first()
    if fresh is None:
        raise Gone
    return fresh
