"""One served site with a PostgreSQL of its own, which tests may lock, crowd and kill."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from newsroom.demo.postgres.server import PrivatePostgres
from tests.builders import PASSWORD
from tests.database import FAST_AND_LOOSE, SETTINGS
from tests.site_process import HOST, ROOT, free_port, log_in, site_process

# A story, another whose address and words a test changes for good, and somebody who edits.
FILL = """
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from tests.builders import make_story, make_user
make_user("editor")
make_story(slug="to-be-redacted")
print(make_story().get_absolute_url())
"""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark whatever asks for the served site: it is no part of `make quick`."""
    for item in items:
        if "served" in getattr(item, "fixturenames", ()):
            item.add_marker("processes")


@dataclass(frozen=True)
class Served:
    """Where the site answers, where its database, log and journal are, a story, and an editor's cookie."""

    port: int
    postgres: PrivatePostgres
    story: str
    cookie: str
    media: Path
    log: Path
    journal: Path

    def connect(self) -> psycopg.Connection:
        """Connect to the database as another program does."""
        return psycopg.connect(self.postgres.url, autocommit=True)


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The site in one process, so that what reaches it is not shared with a second."""
    folder = tmp_path_factory.mktemp("served")
    # A server that is killed must come back with what was committed.
    postgres = PrivatePostgres(folder / "postgres", FAST_AND_LOOSE | {"synchronous_commit": "on"})
    port = free_port()
    changes = SETTINGS | {
        # Cookies travel over plain HTTP then; nothing is loaded.
        "DEMO": "1",
        "EXTRA_APPS": "",
        "DATABASE_URL": postgres.start(),
        "ALLOWED_HOSTS": HOST,
        "SITE_URL": f"http://{HOST}:{port}",
        "MEDIA_ROOT": str(folder / "media"),
        "JOURNAL_FILE": str(folder / "journal.jsonl"),
        "WEB_WORKERS": "1",
    }
    try:
        story = subprocess.run(
            [sys.executable, "-c", FILL], cwd=ROOT, env=os.environ | changes, capture_output=True, text=True
        )
        assert story.returncode == 0, story.stderr
        log = folder / "log"
        with site_process(port, changes, log=log):
            cookie = log_in(port, "editor", PASSWORD)
            media, journal = folder / "media", folder / "journal.jsonl"
            yield Served(port, postgres, story.stdout.strip(), cookie, media, log, journal)
    finally:
        postgres.release()
