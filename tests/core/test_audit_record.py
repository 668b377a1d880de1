"""The record of what was done: no statement of the database's owner changes or empties it."""

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from newsroom.core import audit
from newsroom.core.models import AuditEntry
from tests.builders import make_user

pytestmark = pytest.mark.django_db
REFUSED = "never changed or deleted"
STATEMENTS = {
    "update": "UPDATE core_auditentry SET act = 'other'",
    "delete": "DELETE FROM core_auditentry",
    "delete inside a query": "WITH gone AS (DELETE FROM core_auditentry RETURNING id) SELECT id FROM gone",
    "insert over an entry": (
        "INSERT INTO core_auditentry (id, act, target_type, target_id, at, details)"
        " SELECT id, 'other', '', '', now(), '{}' FROM core_auditentry"
        " ON CONFLICT (id) DO UPDATE SET act = excluded.act"
    ),
    "merge": "MERGE INTO core_auditentry USING (SELECT 1) AS one ON true WHEN MATCHED THEN DELETE",
    "truncate": "TRUNCATE core_auditentry",
    "truncate with its numbers": "TRUNCATE core_auditentry RESTART IDENTITY CASCADE",
    "truncate of people": "TRUNCATE core_user CASCADE",
}


@pytest.fixture
def record() -> AuditEntry:
    entry = audit.record(act="story.publish", by=None, on=make_user("reporter"))
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    return entry


def test_the_tests_speak_as_the_owner_of_the_table() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tableowner = current_user FROM pg_tables WHERE tablename = %s", ["core_auditentry"]
        )
        assert cursor.fetchone() == (True,)


@pytest.mark.parametrize("way", STATEMENTS)
def test_no_statement_changes_or_empties_it(way: str, record: AuditEntry) -> None:
    with pytest.raises(IntegrityError, match=REFUSED), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(STATEMENTS[way])
    assert AuditEntry.objects.get().act == "story.publish"


def test_the_command_that_empties_a_database_is_refused(record: AuditEntry) -> None:
    with pytest.raises(CommandError), transaction.atomic():
        call_command("flush", interactive=False, verbosity=0)
    assert AuditEntry.objects.get() == record
