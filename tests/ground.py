"""Rows that migrations made, put back after each test that commits.

Django's own way (`flush`) empties every table, makes content types and permissions anew, and leaves groups
and first appeals out; that took half a second for each such test. Most tests touch few tables.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import connection, transaction

SCHEMA = "ground"
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'django_migrations'"
GUARDED = """SELECT DISTINCT relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
    WHERE NOT tgisinternal"""


class Ground:
    """What every table of the test database holds before the first test, copied into a schema of its own."""

    def __init__(self) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE")
            cursor.execute(f"CREATE SCHEMA {SCHEMA}")
            self.tables = sorted(_names(cursor, TABLES))
            self.guarded = _names(cursor, GUARDED)
            for table in self.tables:
                cursor.execute(f"CREATE TABLE {SCHEMA}.{table} AS TABLE public.{table}")
            # Where migrations left nothing, a look for any row at all is enough.
            self.filled = {table for table in self.tables if _holds_rows(cursor, f"{SCHEMA}.{table}")}

    def restore(self) -> None:
        """Make every table hold again what it held; tables that a test left alone are only looked at."""
        with transaction.atomic(), connection.cursor() as cursor:
            changed = self._changed(cursor)
            if changed:
                cursor.execute(";".join(self._restoring(changed)))

    def _restoring(self, changed: list[str]) -> Iterator[str]:
        """Return the statements that make these tables hold again what they held, in one transaction.

        Rows are deleted: to truncate makes new files for each table and each of its indexes, which takes
        five times as long. In one statement, since no order of the tables suits every foreign key.
        """
        guarded = [table for table in changed if table in self.guarded]
        # What may only be added to stays so for everybody else, whatever test asks for the contrary.
        yield from (f"ALTER TABLE {table} DISABLE TRIGGER USER" for table in guarded)
        deleted = (f"d{number} AS (DELETE FROM {table})" for number, table in enumerate(changed))
        yield f"WITH {', '.join(deleted)} SELECT"
        for table in changed:
            if table in self.filled:
                yield f"INSERT INTO public.{table} SELECT * FROM {SCHEMA}.{table}"
        yield "SET CONSTRAINTS ALL IMMEDIATE"
        yield from (f"ALTER TABLE {table} ENABLE TRIGGER USER" for table in guarded)

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


def _names(cursor: Any, query: str) -> list[str]:
    """Return the names of tables that a query gives, as they are written in SQL."""
    cursor.execute(query)
    return [connection.ops.quote_name(name) for (name,) in cursor.fetchall()]


def _holds_rows(cursor: Any, table: str) -> bool:
    cursor.execute(f"SELECT EXISTS (SELECT 1 FROM {table})")
    return bool(cursor.fetchone()[0])
