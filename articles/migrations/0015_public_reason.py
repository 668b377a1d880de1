from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0014_listed_rows_filled'),
    ]

    operations = [
        migrations.AddField(
            model_name='story',
            name='is_reason_public',
            field=models.BooleanField(default=False, editable=False),
        ),
    ]
