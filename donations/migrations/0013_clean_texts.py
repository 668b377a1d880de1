from django.db import migrations

from newsroom.core.stored_text import clean_rows


def clean(apps, schema_editor):
    clean_rows(apps.get_model("donations", "Appeal"))


class Migration(migrations.Migration):
    """Bring appeals that are stored under the rules for typed text; `manage.py clean_texts` does it again."""

    atomic = False
    dependencies = [("donations", "0012_receipt_number_once")]
    operations = [migrations.RunPython(clean, migrations.RunPython.noop)]
