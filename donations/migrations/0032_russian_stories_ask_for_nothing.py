from importlib import import_module

from django.conf import settings
from django.db import migrations

# A reader in danger is not to be asked by the site itself. What somebody has written or changed stays.
PLACES = ("banner", "story_end")
AT_RISK = ("ru",)
FIRST = import_module("donations.migrations.0003_first_appeals").APPEALS


def first_ones(language_codes):
    """Yield the first appeals of these places and languages as they were written."""
    for placement, language, heading, text, button in FIRST:
        if placement in PLACES and language in language_codes:
            heading = heading.format(publication=settings.PUBLICATION_NAME)[:120]
            yield {"placement": placement, "language": language, "heading": heading, "text": text, "button": button}


def take_away(apps, schema_editor):
    Appeal = apps.get_model("donations", "Appeal")
    for words in first_ones(AT_RISK):
        Appeal.objects.filter(**words, from_at=None, until_at=None, priority=0).delete()


def put_back(apps, schema_editor):
    Appeal = apps.get_model("donations", "Appeal")
    for words in first_ones(set(AT_RISK) & set(dict(settings.LANGUAGES))):
        Appeal.objects.get_or_create(**words)


class Migration(migrations.Migration):
    dependencies = [("donations", "0031_fundraisers_forget")]
    operations = [migrations.RunPython(take_away, put_back)]
