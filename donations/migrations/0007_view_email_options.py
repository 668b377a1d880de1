from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("donations", "0006_view_email_permission")]
    operations = [
        migrations.AlterModelOptions(
            name="supporter",
            options={
                "permissions": [("view_email", "Can see and search supporters' email addresses")],
                "verbose_name": "supporter",
                "verbose_name_plural": "supporters",
            },
        ),
    ]
