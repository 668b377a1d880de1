from django.db import migrations

# Appeals and preset amounts are theirs to edit; the books are for reading, and nobody sees supporters.
PERMISSIONS = [
    *(("appeal", verb) for verb in ("view", "add", "change", "delete")),
    *(("presetamount", verb) for verb in ("view", "add", "change", "delete")),
    *((model, "view") for model in ("contribution", "payment", "letter", "finding", "stripeevent")),
    ("finding", "change"),
]


def grant(apps, schema_editor):
    group, _made = apps.get_model("auth", "Group").objects.get_or_create(name="Fundraisers")
    for model, verb in PERMISSIONS:
        content_type, _made = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
            app_label="donations", model=model
        )
        permission, _made = apps.get_model("auth", "Permission").objects.get_or_create(
            content_type=content_type, codename=f"{verb}_{model}", defaults={"name": f"Can {verb} {model}"}
        )
        group.permissions.add(permission)


def revoke(apps, schema_editor):
    group = apps.get_model("auth", "Group").objects.filter(name="Fundraisers").first()
    if group:
        group.permissions.clear()


class Migration(migrations.Migration):
    dependencies = [
        ("donations", "0003_first_appeals"),
        ("articles", "0002_groups"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(grant, revoke)]
