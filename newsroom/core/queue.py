"""Rows that are work to do: taken by one process at a time, and tried again later after a failure."""

import datetime
from typing import TypeVar

from django.db import models, transaction
from django.utils import timezone


class Queued(models.Model):
    """What such a row carries beside its own facts."""

    attempts = models.PositiveSmallIntegerField(default=0)
    # The end of the lease while somebody works on it, the next try after a failure.
    next_at = models.DateTimeField(default=timezone.now)

    class Meta:
        abstract = True


Row = TypeVar("Row", bound=Queued)


def claim(waiting: models.QuerySet[Row], lease: datetime.timedelta) -> Row | None:
    """Take the row that has been due longest; if we die, it is due again when the lease is over."""
    now = timezone.now()
    with transaction.atomic():
        due = waiting.select_for_update(skip_locked=True, of=("self",)).filter(next_at__lte=now)
        row = due.order_by("next_at", "id").first()
        if row:
            row.attempts, row.next_at = row.attempts + 1, now + lease
            row.save(update_fields=["attempts", "next_at"])
    return row
