from django.db import migrations

# What fundraisers do with contributions; who should not give money back is taken out of the second.
PERMISSIONS = {
    "manage_contribution": ("contribution", "Can end, pause and change contributions, and send letters"),
    "refund_payment": ("payment", "Can give payments back"),
}


def grant(apps, schema_editor):
    group, _made = apps.get_model("auth", "Group").objects.get_or_create(name="Fundraisers")
    for codename, (model, name) in PERMISSIONS.items():
        content_type, _made = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
            app_label="donations", model=model
        )
        permission, _made = apps.get_model("auth", "Permission").objects.get_or_create(
            content_type=content_type, codename=codename, defaults={"name": name}
        )
        group.permissions.add(permission)


def revoke(apps, schema_editor):
    permissions = apps.get_model("auth", "Permission").objects
    permissions.filter(content_type__app_label="donations", codename__in=list(PERMISSIONS)).delete()


class Migration(migrations.Migration):
    dependencies = [("donations", "0020_refund_waiting")]
    operations = [migrations.RunPython(grant, revoke)]
