from django.db import migrations

from newsroom.core.model_fields import LanguageField


def names_none(model_name, **options):
    """Let the setting LANGUAGES say which languages there are, in place of a list."""
    field = LanguageField(max_length=12, **options)
    return migrations.AlterField(model_name=model_name, name="language", field=field)


class Migration(migrations.Migration):
    dependencies = [("donations", "0008_status")]
    operations = [
        names_none("appeal", verbose_name="language"),
        names_none("contribution", verbose_name="language"),
        names_none("letter"),
        names_none("supporter", verbose_name="language"),
    ]
