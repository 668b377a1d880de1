"""Keep why the last try to collect a contribution was refused."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("donations", "0034_forgotten_views")]

    operations = [
        migrations.AddField(
            model_name="contribution",
            name="refusal",
            field=models.CharField(blank=True, max_length=60, verbose_name="why it was refused"),
        ),
    ]
