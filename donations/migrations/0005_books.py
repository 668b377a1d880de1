from django.db import migrations, models


class Migration(migrations.Migration):
    """Whoever may see addresses; an index to find the events of a contribution."""

    dependencies = [("donations", "0004_fundraisers")]
    operations = [
        migrations.AlterModelOptions(
            name="supporter",
            options={
                "permissions": [("view_address", "Can see and search supporters' addresses")],
                "verbose_name": "supporter",
                "verbose_name_plural": "supporters",
            },
        ),
        migrations.AddIndex(
            model_name="stripeevent", index=models.Index(fields=["object_id"], name="event_by_object")
        ),
    ]
