"""Dates and times in words, in the newsroom's zone and in the active language."""

import datetime

from django.utils import dateformat, timezone
from django.utils.translation import get_language

from newsroom.core import languages


def in_words(at: datetime.datetime, form: str) -> str:
    """Format a time as one of `languages.Dates`: a `moment`, a `date`, on the `clock` and so on."""
    forms = languages.of(get_language()).dates
    return dateformat.format(timezone.localtime(at), getattr(forms, form))


def in_zone(at: datetime.datetime, form: str) -> str:
    """Format a time with its offset from UTC, `19:20 UTC+2`, for people who may be far from the newsroom."""
    offset = timezone.localtime(at).utcoffset() or datetime.timedelta()
    hours, minutes = divmod(abs(int(offset.total_seconds())) // 60, 60)
    sign = "\u2212" if offset < datetime.timedelta() else "+"
    told = f"{sign}{hours}:{minutes:02}" if minutes else f"{sign}{hours}" if hours else ""
    return f"{in_words(at, form)}\u00a0UTC{told}"
