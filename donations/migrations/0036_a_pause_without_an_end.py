"""Let a wish keep a pause that has no end, as the processor's dashboard makes them."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("donations", "0035_why_it_was_refused")]

    operations = [
        migrations.RemoveConstraint(model_name="course", name="course_until"),
        migrations.AddConstraint(
            model_name="course",
            constraint=models.CheckConstraint(
                condition=Q(wanted="run", until_at__isnull=True)
                | Q(wanted="end", until_at__isnull=False)
                | Q(wanted="pause"),
                name="course_until",
            ),
        ),
    ]
