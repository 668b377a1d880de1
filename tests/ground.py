"""Rows that migrations made, put back after each test that commits.

Django's own way (`flush`) empties every table, makes content types and permissions anew, and leaves groups
and first appeals out; that took half a second for each such test. Most tests touch few tables.
"""

from __future__ import annotations

from typing import Any

from django.db import connection, transaction

SCHEMA = "ground"
RECORD, GUARD = "core_auditentry", "core_auditentry_never_emptied"
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'django_migrations'"


class Ground:
    """What every table of the test database holds before the first test, copied into a schema of its own."""

    def __init__(self) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE")
            cursor.execute(f"CREATE SCHEMA {SCHEMA}")
            cursor.execute(TABLES)
            self.tables = sorted(connection.ops.quote_name(name) for (name,) in cursor.fetchall())
            for table in self.tables:
                cursor.execute(f"CREATE TABLE {SCHEMA}.{table} AS TABLE public.{table}")
            # Where migrations left nothing, a look for any row at all is enough.
            self.filled = {table for table in self.tables if _holds_rows(cursor, f"{SCHEMA}.{table}")}

    def restore(self) -> None:
        """Make every table hold again what it held; tables that a test left alone are only looked at."""
        with transaction.atomic(), connection.cursor() as cursor:
            changed = self._changed(cursor)
            if not changed:
                return
            # The record may not be truncated by anybody else, whatever test asks for it.
            cursor.execute(f"ALTER TABLE {RECORD} DISABLE TRIGGER {GUARD}")
            cursor.execute(f"TRUNCATE {', '.join(changed)} CASCADE")
            cursor.execute(f"ALTER TABLE {RECORD} ENABLE TRIGGER {GUARD}")
            for table in self._changed(cursor):
                cursor.execute(f"INSERT INTO public.{table} SELECT * FROM {SCHEMA}.{table}")

    def _changed(self, cursor: Any) -> list[str]:
        cursor.execute(" UNION ALL ".join(map(self._question, range(len(self.tables)))))
        return [self.tables[number] for (number,) in cursor.fetchall()]

    def _question(self, number: int) -> str:
        """Return a query that gives the number of a table when it does not hold what it held."""
        table = self.tables[number]
        # As text, since a column of JSON has no equality.
        now, then = (f"SELECT each::text FROM {schema}.{table} each" for schema in ("public", SCHEMA))
        rows = f"({now} EXCEPT ALL {then}) UNION ALL ({then} EXCEPT ALL {now})"
        if table not in self.filled:
            rows = f"SELECT 1 FROM public.{table}"
        return f"SELECT {number} WHERE EXISTS ({rows})"


def _holds_rows(cursor: Any, table: str) -> bool:
    cursor.execute(f"SELECT EXISTS (SELECT 1 FROM {table})")
    return bool(cursor.fetchone()[0])
