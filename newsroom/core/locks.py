"""PostgreSQL locks, for requests and tasks that would spoil each other's work."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager

from django.db import connection, models


def wait_for(key: str) -> None:
    """PostgreSQL advisory lock on a text: whoever comes with the same one waits until we commit."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])


@contextmanager
def alone(key: str, *, waits: bool = False) -> Iterator[bool]:
    """PostgreSQL advisory lock of the session on a text: False, at once, where somebody else has it.

    `waits`: until it is free. It ends with the connection: a process that is killed leaves no lock behind.
    """
    lock = "pg_advisory_lock" if waits else "pg_try_advisory_lock"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {lock}(hashtextextended(%s, 0))", [key])  # constants
        got = waits or bool(cursor.fetchone()[0])
    try:
        yield got
    finally:
        if got:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", [key])


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
