"""Every migration of ours can be taken back, and the way there and back leaves what it should."""

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.db.migrations import Migration, RunPython, RunSQL
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation

OURS = ("core", "articles", "donations")


def ours() -> dict[tuple[str, str], Migration]:
    disk = MigrationLoader(connection, ignore_no_migrations=True).disk_migrations
    return {key: migration for key, migration in disk.items() if key[0] in OURS}


def one_way(migration: Migration) -> list[Operation]:
    """Return the operations that nothing takes back."""
    return [operation for operation in migration.operations if not operation.reversible]


def mixed(migration: Migration) -> bool:
    """Say whether it changes both schema and data."""
    data = [isinstance(operation, RunPython) for operation in migration.operations]
    return any(data) and not all(data)


@pytest.mark.django_db
def test_every_migration_can_be_taken_back() -> None:
    assert ours()
    assert not [key for key, migration in ours().items() if one_way(migration)]


@pytest.mark.django_db
def test_schema_and_data_are_changed_apart() -> None:
    assert not [key for key, migration in ours().items() if mixed(migration)]


@pytest.mark.django_db
def test_a_planted_one_way_or_mixed_migration_is_found() -> None:
    planted = type("Planted", (Migration,), {})("planted", "articles")
    planted.operations = [RunSQL("SELECT 1"), RunPython(lambda apps, editor: None)]
    assert len(one_way(planted)) == 2
    assert mixed(planted)


@pytest.mark.django_db
def test_all_the_way_back_and_forth_again() -> None:
    """PostgreSQL changes tables inside transactions, so the test's rollback covers it."""
    forward = MigrationExecutor(connection).loader.graph.leaf_nodes()
    before = set(connection.introspection.table_names())
    MigrationExecutor(connection).migrate([("articles", None)])
    left = set(connection.introspection.table_names())
    assert "articles_story" in before - left
    assert not Group.objects.filter(name="Editors").exists()
    MigrationExecutor(connection).migrate(forward)
    assert set(connection.introspection.table_names()) == before
    editors = Group.objects.get(name="Editors")
    assert editors.permissions.filter(codename="edit_any_story").exists()
