from django.db import migrations

from newsroom.core.stored_text import clean_rows


def clean(apps, schema_editor):
    clean_rows(apps.get_model("core", "User"))
    clean_rows(apps.get_model("auth", "Group"))


class Migration(migrations.Migration):
    """Bring names that are stored under the rules for typed text; `manage.py clean_texts` does it again."""

    atomic = False
    dependencies = [
        ("core", "0004_languages_of_the_setting"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]
    operations = [migrations.RunPython(clean, migrations.RunPython.noop)]
