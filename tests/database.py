"""pytest plugin that gives the tests a PostgreSQL, folders and settings of their own.

Loaded by `-p tests.database`, since pytest-django reads DATABASES before any conftest.py. What it sets stays
in the environment, so the workers of pytest-xdist find it there and share the one server.
"""

from __future__ import annotations

import atexit
import fcntl
import os
import shutil
import tempfile
from collections.abc import Generator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

SETTINGS = {
    "SECRET_KEY": "only-for-tests-" + "0123456789" * 5,
    "DEBUG": "0",
    "EXTRA_APPS": "newsroom.demo",
    "ALLOWED_HOSTS": "testserver,localhost,127.0.0.1",
    "SITE_URL": "https://testserver",
    "PUBLICATION_NAME": "The Moscow Times",
    "LANGUAGES": "en,ru",
    "TIME_ZONE": "Europe/Amsterdam",
    "EMAIL_URL": "memorymail://",
    "DEFAULT_FROM_EMAIL": "desk@news.example",
    "SEALING_KEYS": "t1:" + "QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUE=",
    "LOOKUP_KEY": "QkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkI=",
    "INSTALLATION_ID": "tests",
    "STRIPE_SECRET_KEY": "sk_test_for_tests",
    "STRIPE_WEBHOOK_SECRETS": "whsec_for_tests",
    "STRIPE_PRODUCT_ID": "prod_for_tests",
    "STRIPE_API_BASE": "http://127.0.0.1:9",
    "STRIPE_CHECKOUT_ORIGINS": "http://127.0.0.1:8011",
    "SECURE_SSL_REDIRECT": "0",
    # A worker inside a test gives its connection back when a job ends.
    "DATABASE_CONN_MAX_AGE": "0",
}

# Nobody misses a test's rows after a power cut.
FAST_AND_LOOSE = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "log_checkpoints": "off",
    "max_connections": "100",
}


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests() -> Generator[None, object, object]:
    if "NEWSROOM_TESTS" not in os.environ:
        prepare()
    return (yield)


def prepare() -> None:
    """Set the environment of a test run, whatever the person at the keyboard exported for a demo."""
    run = free_number()
    os.environ["NEWSROOM_TESTS"] = str(run)
    os.environ.pop("DEMO", None)
    os.environ.update(SETTINGS)
    media = tempfile.mkdtemp(prefix="newsroom-media-")
    atexit.register(shutil.rmtree, media, ignore_errors=True)
    os.environ["MEDIA_ROOT"] = media
    os.environ["JOURNAL_FILE"] = f"{media}/journal.jsonl"
    os.environ["STATIC_ROOT"] = str(ROOT / "var" / f"test-static-{run}")
    if "DATABASE_URL" not in os.environ:
        from newsroom.demo import postgres

        os.environ["DATABASE_URL"] = postgres.use(ROOT / "var" / "test-postgres", FAST_AND_LOOSE)
        # It is ours, so a template may stay on it (`tests/migrated.py`).
        os.environ["NEWSROOM_TESTS_SERVER"] = "ours"


def free_number() -> int:
    """Return the lowest number that no other test run of this checkout has, and hold it by a lock.

    Static files and test databases are named by it: runs at the same time share neither, and the next
    run finds its static files collected already.
    """
    (ROOT / "var").mkdir(exist_ok=True)
    number = 1
    while True:
        lock = (ROOT / "var" / f"test-run-{number}.lock").open("ab")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.close()
            number += 1
        else:
            atexit.register(lock.close)
            return number
