"""Bounds of what whoever holds a link can ask for in a day."""

import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

DAY = datetime.timedelta(days=1)


class TooMany(Exception):
    """It was asked for so often today that nothing more is done."""


def check(asked: "QuerySet[Any]", most: int) -> None:
    """Raise `TooMany` where so many rows were asked for within a day; the caller holds the lock."""
    if asked.filter(asked_at__gt=timezone.now() - DAY).count() >= most:
        raise TooMany
