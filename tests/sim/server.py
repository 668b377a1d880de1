"""PostgreSQL server of the simulation, with one database per process, copied from a migrated one."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import psycopg

from newsroom.demo import postgres
from tests.database import ROOT, SETTINGS

# Waits are the scheduler's to end, and nothing of PostgreSQL's own may run at a time of its choosing.
OPTIONS = {
    "autovacuum": "off",
    "deadlock_timeout": "1h",
    "fsync": "off",
    "full_page_writes": "off",
    "jit": "off",
    "log_checkpoints": "off",
    "max_connections": "200",
    "synchronous_commit": "off",
}
LOCK = 20261125
QUEUE = ("procrastinate_events", "procrastinate_jobs")


def start() -> None:
    """Start or adopt the server, make the template database, and set the environment for Django."""
    os.environ.pop("DEMO", None)
    os.environ.update(SETTINGS)
    os.environ["NEWSROOM_TESTS"] = "1"
    os.environ["DATABASE_URL"] = postgres.use(ROOT / "var" / "sim-postgres", OPTIONS)
    name = template()
    with _connect("newsroom") as admin:
        admin.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        if not admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            _make(admin, name)


def make_database(name: str) -> str:
    """Copy the template and return the URL of the copy."""
    with _connect("newsroom") as admin:
        admin.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        admin.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        admin.execute(f"CREATE DATABASE {name} TEMPLATE {template()}")
    return url_of(name)


def drop_database(name: str) -> None:
    """Delete a copy."""
    with _connect("newsroom") as admin:
        admin.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def url_of(name: str) -> str:
    return os.environ["DATABASE_URL"].replace("@/newsroom?", f"@/{name}?")


def template() -> str:
    """Return the name of the migrated database, which changes with the migrations."""
    files = sorted(path for app in ("newsroom", "articles", "donations") for path in _migrations(app))
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()
    return f"sim_template_{digest[:12]}"


def reset(eye: psycopg.Connection, books: Sequence[str]) -> None:
    """Empty the books and the queue and restart all sequences, in one message: one transaction."""
    tables = (*books, *QUEUE)
    deletes = [f"DELETE FROM {table}" for table in tables]
    sequences = (*(f"{table}_id_seq" for table in tables), "donations_sync_seq")
    numbers = [f"SELECT setval('{name}', 1, false)" for name in sequences]
    eye.execute(";".join(deletes + numbers))


def _migrations(app: str) -> list[Path]:
    return list((ROOT / app).rglob("migrations/*.py"))


def _connect(name: str) -> psycopg.Connection:
    return psycopg.connect(url_of(name), autocommit=True)


def _make(admin: psycopg.Connection, name: str) -> None:
    admin.execute("DROP DATABASE IF EXISTS sim_growing WITH (FORCE)")
    admin.execute("CREATE DATABASE sim_growing")
    environment = {**os.environ, "DATABASE_URL": url_of("sim_growing")}
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity", "0"], cwd=ROOT, env=environment, check=True
    )
    admin.execute(f"ALTER DATABASE sim_growing RENAME TO {name}")
