"""PostgreSQL locks until the end of the transaction, for requests that would spoil each other's work."""

from collections.abc import Collection

from django.db import connection, models


def wait_for(key: str) -> None:
    """PostgreSQL advisory lock on a text: whoever comes with the same one waits until we commit."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])


def hold(model: type[models.Model], keys: Collection[int]) -> set[int]:
    """PostgreSQL row lock FOR KEY SHARE on rows that a foreign key will name; return those still there.

    It is the lock that the foreign key's own check takes at the very end, when all that a missing row can be
    is a server error. It stands in the way of a deletion alone, never of others who name or change the row.
    """
    if not keys:
        return set()
    table = connection.ops.quote_name(model._meta.db_table)
    rows = f"SELECT id FROM {table} WHERE id = ANY(%s) ORDER BY id FOR KEY SHARE"  # noqa: S608  # our own table
    with connection.cursor() as cursor:
        cursor.execute(rows, [sorted(keys)])
        return {key for (key,) in cursor.fetchall()}
