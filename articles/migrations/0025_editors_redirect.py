from django.db import migrations

VERBS = ("view", "add", "change", "delete")


def let_editors(apps, schema_editor):
    ContentType, Permission = apps.get_model("contenttypes", "ContentType"), apps.get_model("auth", "Permission")
    kind, _made = ContentType.objects.get_or_create(app_label="articles", model="redirect")
    group = apps.get_model("auth", "Group").objects.filter(name="Editors").first()
    for verb in VERBS:
        # On a new database Django makes them only after the last migration.
        permission, _made = Permission.objects.get_or_create(
            content_type=kind, codename=f"{verb}_redirect", defaults={"name": f"Can {verb} redirect"}
        )
        if group:
            group.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0024_story_edition_once"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(let_editors, migrations.RunPython.noop)]
