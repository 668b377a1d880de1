from django.db import migrations

from newsroom.core.model_fields import LanguageField


def names_none(model_name):
    """Let the setting LANGUAGES say which languages there are, in place of a constraint and a list."""
    yield migrations.RemoveConstraint(model_name=model_name, name=f"{model_name}_language")
    yield migrations.AlterField(
        model_name=model_name,
        name="language",
        field=LanguageField(max_length=12, verbose_name="language"),
    )


class Migration(migrations.Migration):
    dependencies = [("articles", "0004_related_external_url")]
    operations = [*names_none("category"), *names_none("story"), *names_none("topic")]
