"""Template database: what the migrations made, kept on the private server from one test run to the next.

To migrate an empty database takes each worker five seconds, to copy one takes it half of one. The name tells
migrations and packages apart, so that whoever changes them gets a database that went through all of them.
"""

import hashlib
import os
from contextlib import suppress
from pathlib import Path

import django
from django.conf import settings
from django.db import DatabaseError, connection

ROOT = Path(__file__).resolve().parent.parent
PREFIX = "newsroom_migrated_"


def use() -> bool:
    """Let the test database be a copy of the template; return whether there is one."""
    if "NEWSROOM_TESTS_SERVER" not in os.environ:
        return False
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [_name()])
        found = cursor.fetchone() is not None
    if found:
        settings.DATABASES["default"].setdefault("TEST", {})["TEMPLATE"] = _name()
    return found


def keep() -> None:
    """Copy the test database, which nobody has used yet; of two workers the second finds that it is done."""
    if "NEWSROOM_TESTS_SERVER" not in os.environ:
        return
    made = connection.settings_dict["NAME"]
    connection.close()
    with connection._nodb_cursor() as cursor, suppress(DatabaseError):
        cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [PREFIX])
        for (old,) in cursor.fetchall():
            cursor.execute(f"DROP DATABASE {connection.ops.quote_name(old)}")
        quoted = [connection.ops.quote_name(name) for name in (_name(), made)]
        cursor.execute("CREATE DATABASE {} TEMPLATE {}".format(*quoted))


def _name() -> str:
    paths = (path for room in ("newsroom", "articles", "donations") for path in (ROOT / room).rglob("*.py"))
    said = hashlib.sha256(f"{django.__version__} {settings.LANGUAGES}".encode())
    for path in [ROOT / "requirements" / "dev.txt", *sorted(paths)]:
        if path.parent.name in ("migrations", "requirements"):
            said.update(path.read_bytes())
    return f"{PREFIX}{said.hexdigest()[:16]}"
