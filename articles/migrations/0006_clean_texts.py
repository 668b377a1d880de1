from django.db import migrations

from articles.desk.rerendering import BODY
from newsroom.core.stored_text import clean_rows


def clean(apps, schema_editor):
    for name in ("Author", "Category", "Photo", "RelatedLink", "Topic"):
        clean_rows(apps.get_model("articles", name))
    clean_rows(apps.get_model("articles", "Story"), derived=BODY)


class Migration(migrations.Migration):
    """Bring texts that are stored under the rules for typed text; `manage.py clean_texts` does it again."""

    atomic = False
    dependencies = [("articles", "0005_languages_of_the_setting")]
    operations = [migrations.RunPython(clean, migrations.RunPython.noop)]
