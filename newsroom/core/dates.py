"""Dates and times in words, in the newsroom's zone and in the active language."""

import datetime

from django.utils import dateformat, timezone
from django.utils.translation import get_language

from newsroom.core import languages


def in_words(at: datetime.datetime, form: str) -> str:
    """Format a time as one of `languages.Dates`: a `moment`, a `date`, on the `clock` and so on."""
    forms = languages.of(get_language()).dates
    return dateformat.format(timezone.localtime(at), getattr(forms, form))
