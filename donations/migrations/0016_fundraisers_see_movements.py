from django.db import migrations

MODELS = ("movement", "payout")


def grant(apps, schema_editor):
    group, _made = apps.get_model("auth", "Group").objects.get_or_create(name="Fundraisers")
    for model in MODELS:
        content_type, _made = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
            app_label="donations", model=model
        )
        permission, _made = apps.get_model("auth", "Permission").objects.get_or_create(
            content_type=content_type, codename=f"view_{model}", defaults={"name": f"Can view {model}"}
        )
        group.permissions.add(permission)


def revoke(apps, schema_editor):
    permissions = apps.get_model("auth", "Permission").objects
    permissions.filter(
        content_type__app_label="donations", codename__in=[f"view_{model}" for model in MODELS]
    ).delete()


class Migration(migrations.Migration):
    dependencies = [("donations", "0015_first_terms")]
    operations = [migrations.RunPython(grant, revoke)]
