from django.db import migrations

VERBS = ("view", "add", "change", "delete")


def grant(apps, schema_editor):
    group, _made = apps.get_model("auth", "Group").objects.get_or_create(name="Fundraisers")
    content_type, _made = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="donations", model="supporttext"
    )
    for verb in VERBS:
        permission, _made = apps.get_model("auth", "Permission").objects.get_or_create(
            content_type=content_type,
            codename=f"{verb}_supporttext",
            defaults={"name": f"Can {verb} text of the support pages"},
        )
        group.permissions.add(permission)


def revoke(apps, schema_editor):
    permissions = apps.get_model("auth", "Permission").objects
    permissions.filter(content_type__app_label="donations", content_type__model="supporttext").delete()


class Migration(migrations.Migration):
    dependencies = [("donations", "0032_russian_stories_ask_for_nothing")]
    operations = [migrations.RunPython(grant, revoke)]
