from django.conf import settings
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0003_index_editions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint("relatedlink", "related_target_or_address"),
        migrations.RemoveConstraint("relatedlink", "related_address_has_headline"),
        migrations.RenameField("relatedlink", "address", "external_url"),
        migrations.AddConstraint(
            "relatedlink",
            models.CheckConstraint(
                condition=Q(target__isnull=False, external_url="")
                | (Q(target__isnull=True) & ~Q(external_url="")),
                name="related_target_or_url",
                violation_error_message="Choose a story or type an address, not both.",
            ),
        ),
        migrations.AddConstraint(
            "relatedlink",
            models.CheckConstraint(
                condition=Q(external_url="") | ~Q(headline=""),
                name="related_url_has_headline",
                violation_error_message="An address elsewhere needs a headline.",
            ),
        ),
    ]
