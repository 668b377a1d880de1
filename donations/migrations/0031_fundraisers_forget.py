from django.db import migrations


def grant(apps, schema_editor):
    group, _made = apps.get_model("auth", "Group").objects.get_or_create(name="Fundraisers")
    content_type, _made = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="donations", model="supporter"
    )
    permission, _made = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type,
        codename="forget_supporter",
        defaults={"name": "Can have supporters forgotten"},
    )
    group.permissions.add(permission)


def revoke(apps, schema_editor):
    permissions = apps.get_model("auth", "Permission").objects
    permissions.filter(content_type__app_label="donations", codename="forget_supporter").delete()


class Migration(migrations.Migration):
    dependencies = [("donations", "0030_erasure_views")]
    operations = [migrations.RunPython(grant, revoke)]
