"""Audit log: the one way to write an entry, and to find the entries of one object."""

from django.db import models

from newsroom.core.models import AuditEntry, User


def entries(on: models.Model) -> models.QuerySet[AuditEntry]:
    """Return what was done to the object and by whom, newest first."""
    return of_kind(type(on)).filter(target_id=str(on.pk)).select_related("actor")


def of_kind(model: type[models.Model]) -> models.QuerySet[AuditEntry]:
    """Return what was done to all objects of a model, newest first."""
    return AuditEntry.objects.filter(target_type=model._meta.label_lower)


def record(*, act: str, by: User | None, on: models.Model, **details: object) -> AuditEntry:
    """Write the entry that `by` did `act` to `on`; call it inside the transaction of the act.

    `details` are short facts (states, times, names of changed fields), never texts or people's data.
    """
    return AuditEntry.objects.create(
        actor=by, act=act, target_type=on._meta.label_lower, target_id=str(on.pk), details=details
    )
