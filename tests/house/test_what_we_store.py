"""What the database stores about people is written down: each column that could say something about one."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, models

from donations.models import Supporter
from newsroom.core.models import User
from newsroom.management.commands.what_we_store import PATH, text
from newsroom.management.stored_things import PARTS

KEPT = {row.model: row for rows in PARTS.values() for row in rows}
# What a number, a moment or a choice says about a person, it says by the columns beside it.
NEVER = (models.IntegerField, models.BooleanField, models.DateField, models.FloatField)

# Numbers of PostgreSQL's types: text and varchar.
TEXTS = (25, 1043)


def could_tell(model: type[models.Model]) -> Iterator[str]:
    """Yield the columns of a model that could hold something about a person."""
    for column in model._meta.concrete_fields:
        if column.is_relation:
            if column.related_model in (User, Supporter):
                yield column.name
        elif not isinstance(column, NEVER) and not column.choices:
            yield column.name


def unsaid(models_found: list[type[models.Model]]) -> dict[str, set[str]]:
    """Return the models that are not written down, or whose columns are not."""
    found = {}
    for model in models_found:
        row = KEPT.get(model._meta.label)
        said = {*row.personal, *row.plain} if row else set()
        if row is None or (not row.is_whole and said != set(could_tell(model))):
            found[model._meta.label] = set(could_tell(model)) ^ said
    return found


def test_every_column_that_could_say_something_about_a_person_is_written_down() -> None:
    everything = list(apps.get_models(include_auto_created=True))
    assert unsaid(everything) == {}


@pytest.mark.django_db
def test_every_table_of_the_database_is_written_down_and_nothing_else() -> None:
    models_of = {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}
    with connection.cursor() as cursor:
        tables = connection.introspection.get_table_list(cursor)
        found = {table.name: table for table in tables if table.type == "t"}
        described = {
            name: {
                column.name
                for column in connection.introspection.get_table_description(cursor, name)
                if column.type_code in TEXTS
            }
            for name in found
            if name not in models_of
        }
    assert set(KEPT) == {models_of[name]._meta.label if name in models_of else name for name in found}
    assert described == {name: {*KEPT[name].personal, *KEPT[name].plain} for name in described}


def test_what_is_personal_has_a_reason_and_an_end() -> None:
    assert [row.model for row in KEPT.values() if row.personal and not (row.why and row.how_long)] == []


def test_a_new_column_that_nobody_wrote_down_is_found(monkeypatch: object) -> None:
    class Guest(models.Model):
        phone = models.CharField(max_length=20)
        visits = models.IntegerField()

        class Meta:
            app_label = "core"
            managed = False

    apps.all_models["core"].pop("guest")
    apps.clear_cache()
    assert unsaid([Guest]) == {"core.Guest": {"phone"}}


def test_the_document_is_what_the_table_says() -> None:
    assert (settings.BASE_DIR / PATH).read_text() == text(), "run manage.py what_we_store"
