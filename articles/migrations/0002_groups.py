from django.db import migrations

LIBRARY = ("author", "category", "photo", "topic")
# What the stock permissions open in the admin; what may be done to which story is `articles.desk.rights`.
GROUPS = {
    "Reporters": [
        "story.write_own_story",
        *(f"{model}.view_{model}" for model in LIBRARY),
        "photo.add_photo",
    ],
    "Editors": [
        "story.edit_any_story",
        *(f"{model}.{verb}_{model}" for model in LIBRARY for verb in ("view", "add", "change", "delete")),
    ],
    "Fundraisers": [],
}


def make_groups(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    for name, permissions in GROUPS.items():
        group, _made = Group.objects.get_or_create(name=name)
        group.permissions.set([permission(apps, *given.split(".")) for given in permissions])


def permission(apps, model, codename):
    """Find or make a permission: on a new database Django makes them only after the last migration."""
    content_type, _made = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="articles", model=model
    )
    names = dict(apps.get_model("articles", model)._meta.permissions)
    verb, _, rest = codename.partition("_")
    found, _made = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type,
        codename=codename,
        defaults={"name": names.get(codename, f"Can {verb} {rest}")},
    )
    return found


def remove_groups(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name__in=GROUPS).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(make_groups, remove_groups)]
