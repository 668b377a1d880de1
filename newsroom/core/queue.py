"""Work queue in table rows: one process at a time leases a row, and a failed try is repeated later."""

import datetime
from typing import TypeVar

from django.db import models, transaction
from django.utils import timezone

# 2 to this power times the first delay is hours, whatever the delay; more would overflow in the end.
MOST_DOUBLINGS = 12


class Queued(models.Model):
    """Columns of a row that is work to do, beside its own facts."""

    attempts = models.PositiveSmallIntegerField(default=0)
    # The end of the lease while somebody works on it, the next try after a failure.
    next_at = models.DateTimeField(default=timezone.now)

    class Meta:
        abstract = True


Row = TypeVar("Row", bound=Queued)


def claim(waiting: models.QuerySet[Row], lease: datetime.timedelta) -> Row | None:
    """Lease the row that has been due longest; if this process dies, it is due again after the lease."""
    now = timezone.now()
    with transaction.atomic():
        due = waiting.select_for_update(skip_locked=True, of=("self",)).filter(next_at__lte=now)
        row = due.order_by("next_at", "id").first()
        if row:
            row.attempts, row.next_at = row.attempts + 1, now + lease
            row.save(update_fields=["attempts", "next_at"])
    return row


def next_try(attempts: int, *, first: datetime.timedelta, longest: datetime.timedelta) -> datetime.datetime:
    """Return when to try again after so many attempts: exponential back-off, at most `longest` from now."""
    return timezone.now() + min(first * (1 << min(attempts, MOST_DOUBLINGS)), longest)
