"""Production needs nothing of `newsroom/demo`: a copy without that folder checks, migrates and publishes."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.house.tree import ROOT

pytestmark = pytest.mark.processes

JOURNEY = """
import django
django.setup()
from django.contrib.auth.models import Group
from django.test import Client
from articles import desk
from articles.models import Category
from newsroom.core.models import User

editor = User.objects.create(username="editor", is_staff=True)
editor.groups.add(Group.objects.get(name="Editors"))
category = Category.objects.create(name="News", slug="news", language="en")
fields = {"headline": "A Bridge Opens", "body_source": "<p>At noon.</p>", "category": category}
story = desk.start(by=editor, fields=fields)
story = desk.publish(story=story, by=editor)
page = Client().get(story.get_absolute_url()).content.decode()
assert "At noon." in page
assert "<strong>Support The Harbor Post!</strong>" in page
assert "A Bridge Opens" in Client().get("/").content.decode()
assert Client().get("/support/").status_code == 200
"""


@pytest.fixture
def database() -> Iterator[str]:
    """A database of its own on the server of the tests, and its URL."""
    url, name = os.environ["DATABASE_URL"], f"without_demo_{os.getpid()}"
    with psycopg.connect(url.replace("postgres://", "postgresql://"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        yield url.replace("/newsroom?", f"/{name}?")
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_a_copy_without_the_demo_checks_migrates_and_publishes(tmp_path: Path, database: str) -> None:
    for name in ("newsroom", "articles", "donations", "templates", "static"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "manage.py", tmp_path)
    shutil.rmtree(tmp_path / "newsroom" / "demo")
    given = os.environ | {
        "DATABASE_URL": database,
        "EXTRA_APPS": "",
        "PUBLICATION_NAME": "The Harbor Post",
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
    }
    for command in (["manage.py", "check"], ["manage.py", "migrate", "-v", "0"], ["-c", JOURNEY]):
        done = subprocess.run(
            [sys.executable, *command], cwd=tmp_path, env=given, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stdout + done.stderr
