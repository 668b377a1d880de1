"""The one way to write an audit entry, and to find those of one thing."""

from django.db import models

from newsroom.core.models import AuditEntry, User


def entries(on: models.Model) -> models.QuerySet[AuditEntry]:
    """Return what was done to it and by whom, newest first."""
    found = AuditEntry.objects.filter(target_type=on._meta.label_lower, target_id=str(on.pk))
    return found.select_related("actor")


def record(*, act: str, by: User | None, on: models.Model, **details: object) -> AuditEntry:
    """Write that `by` did `act` to `on`; call it inside the transaction of the act.

    `details` are short facts (states, times, names of changed fields), never texts or people's data.
    """
    return AuditEntry.objects.create(
        actor=by, act=act, target_type=on._meta.label_lower, target_id=str(on.pk), details=details
    )
