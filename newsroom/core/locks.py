"""PostgreSQL advisory lock, so that two requests which would do the same thing twice take turns."""

from django.db import connection


def wait_for(key: str) -> None:
    """Wait for whoever holds the same key, and hold it until the caller's transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])
