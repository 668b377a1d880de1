"""The one way to write an audit entry."""

from django.db import models

from newsroom.core.models import AuditEntry, User


def record(*, act: str, by: User | None, on: models.Model, **details: object) -> AuditEntry:
    """Write that `by` did `act` to `on`; call it inside the transaction of the act.

    `details` are short facts (states, times, names of changed fields), never texts or people's data.
    """
    return AuditEntry.objects.create(
        actor=by, act=act, target_type=on._meta.label_lower, target_id=str(on.pk), details=details
    )
