"""Snapshot of the books, to be compared and to be restored."""

from __future__ import annotations

from typing import Any

import psycopg
from psycopg.types.json import Jsonb

from tests.sim.books import tables
from tests.sim.server import QUEUE

# What tells two states apart: not when, nor how often somebody looked.
MATTERS = """
SELECT jsonb_build_array(
  (SELECT jsonb_agg(jsonb_build_array(status, attempt, session_id, subscription_id, supporter_id IS NULL)
     ORDER BY id) FROM donations_contribution),
  (SELECT jsonb_agg(jsonb_build_array(provider_payment_id, amount, currency) ORDER BY provider_payment_id)
     FROM donations_payment),
  (SELECT jsonb_agg(jsonb_build_array(dedupe_key, status) ORDER BY dedupe_key) FROM donations_letter),
  (SELECT jsonb_agg(dedupe_key ORDER BY dedupe_key) FROM donations_finding),
  (SELECT jsonb_agg(jsonb_build_array(event_id, outcome) ORDER BY event_id) FROM donations_stripeevent)
)::text
"""
Rows = dict[str, Any]


def matters(eye: psycopg.Connection) -> str:
    """Return the state of the books in which two ways to it can be compared."""
    row = eye.execute(MATTERS).fetchone()
    return str(row[0]) if row else ""


def save(eye: psycopg.Connection) -> Rows:
    """Return every row of the books."""
    found: Rows = {}
    for table in tables():
        row = eye.execute(f"SELECT coalesce(jsonb_agg(t), '[]') FROM {table} t").fetchone()
        found[table] = row[0] if row else []
    return found


def restore(eye: psycopg.Connection, rows: Rows) -> None:
    """Put these rows in the place of all others."""
    with eye.transaction():
        for table in (*QUEUE, *tables()):
            eye.execute(f"DELETE FROM {table}")
        for table in tables():
            insert = f"INSERT INTO {table} SELECT * FROM jsonb_populate_recordset(NULL::{table}, %s)"
            eye.execute(insert, [Jsonb(rows[table])])
            eye.execute(
                f"SELECT setval('{table}_id_seq', (SELECT coalesce(max(id), 0) + 1 FROM {table}), false)"
            )
