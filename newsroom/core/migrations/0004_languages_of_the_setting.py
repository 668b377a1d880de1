from django.db import migrations

from newsroom.core.model_fields import LanguageField


class Migration(migrations.Migration):
    dependencies = [("core", "0003_cache_table")]
    operations = [
        migrations.AlterField(
            model_name="user",
            name="language",
            field=LanguageField(max_length=12, verbose_name="language of the desk"),
        ),
    ]
