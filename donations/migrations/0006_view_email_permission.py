from django.db import migrations

OLD, NEW = "view_address", "view_email"
NAMES = {
    OLD: "Can see and search supporters' addresses",
    NEW: "Can see and search supporters' email addresses",
}


def rename(apps, old, new):
    """Whoever has the permission keeps it under its new name."""
    permissions = apps.get_model("auth", "Permission").objects.filter(content_type__app_label="donations")
    if permissions.filter(codename=old).exists():
        # Django makes what the models name after every migrate, also after one that goes back.
        permissions.filter(codename=new).delete()
    permissions.filter(codename=old).update(codename=new, name=NAMES[new])


def forwards(apps, schema_editor):
    rename(apps, OLD, NEW)


def backwards(apps, schema_editor):
    rename(apps, NEW, OLD)


class Migration(migrations.Migration):
    dependencies = [
        ("donations", "0005_books"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(forwards, backwards)]
