"""Dump and restore of the test's database by PostgreSQL's own programs."""

import os
import subprocess
from pathlib import Path

from django.db import connection

from newsroom.demo.postgres.server import program


def dump(path: Path) -> None:
    """Write the whole database into a file, as a nightly backup does."""
    _run("pg_dump", "--format=custom", f"--file={path}")


def restore(path: Path) -> None:
    """Put the database back to what it was in that file; what came since is gone."""
    name = str(connection.settings_dict["NAME"])
    _run("pg_restore", "--clean", "--if-exists", "--single-transaction", f"--dbname={name}", str(path))
    connection.close()


def as_text() -> str:
    """Return the whole database as SQL, the same as long as nothing in it changed."""
    # Lines with a word made for this run alone, which keep a dump from running commands of psql.
    guards = ("\\restrict ", "\\unrestrict ")
    return "".join(line for line in _run("pg_dump").splitlines(keepends=True) if not line.startswith(guards))


def _run(name: str, *flags: str) -> str:
    connection.ensure_connection()
    server = connection.connection.info
    where = {"PGHOST": server.host, "PGPORT": str(server.port), "PGUSER": server.user}
    environment = {**os.environ, **where, "PGPASSWORD": server.password, "PGDATABASE": server.dbname}
    done = subprocess.run([program(name), *flags], env=environment, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()
