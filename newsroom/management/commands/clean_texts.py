"""Command `manage.py clean_texts`: cleans every stored text by the present rules of `newsroom.core.text`."""

from typing import Any

from django.contrib import admin
from django.core.management.base import BaseCommand
from django.db.models import Model

from articles.desk.rerendering import BODY
from articles.models import Story
from newsroom.core.desk.model_admin import ReadOnlyAdmin
from newsroom.core.stored_text import Columns, clean_rows, typed_columns

DERIVED: dict[type[Model], Columns] = {Story: BODY}


class Command(BaseCommand):
    help = "Clean every text that people typed. It may be stopped at any time and run again."

    def handle(self, *args: Any, **options: Any) -> None:
        for model in typed_models():
            self.stdout.write(str(clean_rows(model, derived=DERIVED.get(model))))


def typed_models() -> list[type[Model]]:
    """Return the models that have a form at the desk with free text in it, rows within forms included."""
    written = [each for each in admin.site._registry.values() if not isinstance(each, ReadOnlyAdmin)]
    models = [model for each in written for model in (each.model, *(rows.model for rows in each.inlines))]
    return sorted(filter(typed_columns, models), key=lambda model: model._meta.label)
