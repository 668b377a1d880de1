from django.db import migrations, models


class Migration(migrations.Migration):
    """A column for the printed number, empty until the next migration has filled it."""

    dependencies = [("donations", "0009_languages_of_the_setting")]
    operations = [
        migrations.AddField(
            "payment", "receipt_number", models.CharField(max_length=40, null=True, verbose_name="receipt")
        )
    ]
