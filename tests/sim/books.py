"""Tables that a run fills: all of `donations` but what people at the desk edit, and the journal."""

from functools import cache

from django.apps import apps

from donations.models import Appeal, LetterText, PresetAmount, SupportText
from newsroom.core.models import Tombstone

EDITED = (Appeal, LetterText, PresetAmount, SupportText)


@cache
def tables() -> tuple[str, ...]:
    """Return their names. They need no order: foreign keys are looked at when a transaction ends."""
    models = apps.get_app_config("donations").get_models(include_auto_created=True)
    ours = (model._meta.db_table for model in models if model not in EDITED)
    return (*ours, Tombstone._meta.db_table)
