"""Tables that a run fills: all of `donations` but the words and amounts that people at the desk edit."""

from functools import cache

from django.apps import apps

from donations.models import Appeal, LetterText, PresetAmount, SupportText

EDITED = (Appeal, LetterText, PresetAmount, SupportText)


@cache
def tables() -> tuple[str, ...]:
    """Return their names. They need no order: foreign keys are looked at when a transaction ends."""
    models = apps.get_app_config("donations").get_models(include_auto_created=True)
    return tuple(model._meta.db_table for model in models if model not in EDITED)
