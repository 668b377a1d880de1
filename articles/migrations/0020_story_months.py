
import django.db.models.functions.comparison
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0019_story_search'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name='story',
            index=models.Index(models.Func(models.F('publish_at'), template="date_trunc('month', %(expressions)s AT TIME ZONE 'UTC')"), models.OrderBy(django.db.models.functions.comparison.Greatest('publish_at', 'updated_at', 'corrected_at'), descending=True), condition=models.Q(('status', 'approved')), name='story_months'),
        ),
    ]
