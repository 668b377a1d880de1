"""System checks of a database, be it private or a production one."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from urllib.parse import urlsplit

import psycopg
import pytest
from django.conf import settings
from django.core.management import call_command

LOCALES = {
    "posix": "LOCALE_PROVIDER libc LOCALE 'C'",
    "as_hinted": "LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8'",
}


@pytest.fixture
def url(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of an empty database in the locale that the test names."""
    name = f"{request.param}_{os.getpid()}"
    server = urlsplit(os.environ["DATABASE_URL"])
    administer = server._replace(scheme="postgresql", path="/postgres").geturl()
    with psycopg.connect(administer, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE template0 {LOCALES[request.param]}")
        yield server._replace(path=f"/{name}").geturl()
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def check(url: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", "check", "--database", "default"],
        cwd=settings.BASE_DIR,
        env={**os.environ, "DATABASE_URL": url},
        capture_output=True,
        text=True,
    )


@pytest.mark.processes
@pytest.mark.parametrize("url", ["posix"], indirect=True)
def test_database_that_does_not_fold_cyrillic_is_refused_with_a_remedy(url: str) -> None:
    said = check(url)
    assert said.returncode == 1
    assert "(core.E001)" in said.stderr
    assert "LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' TEMPLATE template0" in said.stderr


@pytest.mark.processes
@pytest.mark.parametrize("url", ["as_hinted"], indirect=True)
def test_database_made_as_the_remedy_says_is_accepted(url: str) -> None:
    assert check(url).returncode == 0


@pytest.mark.django_db
def test_private_database_is_accepted() -> None:
    call_command("check", databases=["default"])
