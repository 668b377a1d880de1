"""What ends a command, the worker or a task is a line of the log, without the text of an exception."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys

import pytest

from tests.core.test_logs import LINE
from tests.database import SETTINGS
from tests.patience import PATIENCE
from tests.serving.conftest import Served
from tests.site_process import HOST, ROOT

pytestmark = pytest.mark.processes
CANARY = "reader.of.ours"
CRITICAL = re.compile(r"20\S+Z CRITICAL newsroom\.core\.logs - .+")
NOBODY_LISTENS = f"postgres://{CANARY}@{HOST}:9/{CANARY}"
# A picture whose file is gone, to be rendered for the last time: earlier tries are no line.
FILL = f"""
import django
django.setup()
from articles.models import Photo
from django.db import connection
from procrastinate.contrib.django import app
from tests.builders import make_photo
photo = make_photo()
Photo.objects.filter(pk=photo.pk).update(file="{CANARY}.jpg")
app.configure_task("articles.render_photo").defer(photo_id=photo.pk)
with connection.cursor() as cursor:
    cursor.execute("UPDATE procrastinate_jobs SET attempts = 9 WHERE task_name = 'articles.render_photo'")
"""


def run(database: str, *words: str, stderr: int = subprocess.PIPE) -> subprocess.CompletedProcess[str]:
    changes = {"DEMO": "1", "EXTRA_APPS": "", "DATABASE_URL": database, "ALLOWED_HOSTS": HOST}
    return subprocess.run(
        [sys.executable, *words],
        cwd=ROOT,
        env=os.environ | SETTINGS | changes | {"SITE_URL": f"http://{HOST}"},
        stdout=subprocess.PIPE,
        stderr=stderr,
        text=True,
        timeout=PATIENCE,
    )


def ended(done: subprocess.CompletedProcess[str]) -> list[str]:
    """Return the lines of a command that failed, each whole and without what an exception says."""
    lines = [line for line in done.stderr.splitlines() if not line.startswith("Launching a worker")]
    assert done.returncode != 0
    assert CANARY not in done.stdout + done.stderr
    assert [line for line in lines if not CRITICAL.fullmatch(line)] == []
    return lines


@pytest.mark.parametrize("command", ["rerender", "reconcile", "clean_texts"])
def test_what_ends_a_command_is_one_line(command: str) -> None:
    [line] = ended(run(NOBODY_LISTENS, "manage.py", command))
    assert "- ended: OperationalError at " in line


def test_what_ends_a_command_of_the_queue_is_one_line(served: Served) -> None:
    [line] = ended(run(served.postgres.url, "manage.py", "procrastinate", "defer", CANARY))
    assert "- ended: " in line


@pytest.mark.slow  # It waits half a minute for the database.
def test_what_ends_the_worker_is_one_line() -> None:
    [line] = ended(run(NOBODY_LISTENS, "manage.py", "procrastinate", "worker"))
    assert "- ended: PoolTimeout at " in line


def test_a_person_at_a_terminal_sees_the_traceback() -> None:
    ours, theirs = pty.openpty()
    try:
        done = run(NOBODY_LISTENS, "manage.py", "rerender", stderr=theirs)
        shown = os.read(ours, 10_000).decode()
    finally:
        os.close(ours)
        os.close(theirs)
    assert done.returncode != 0
    assert shown.startswith("Traceback")
    asked = run(NOBODY_LISTENS, "manage.py", "rerender", "--traceback")
    assert "Traceback" in asked.stderr


def test_a_task_that_fails_is_one_line_without_the_text_of_its_exception(served: Served) -> None:
    assert run(served.postgres.url, "-c", FILL).returncode == 0
    done = run(served.postgres.url, "manage.py", "procrastinate", "worker", "--one-shot")
    failed = [line for line in done.stderr.splitlines() if "articles.render_photo" in line]
    assert failed, done.stderr
    assert all("FileNotFoundError at " in line for line in failed)
    assert CANARY not in done.stdout + done.stderr
    lines = [line for line in done.stderr.splitlines() if not line.startswith("Launching a worker")]
    assert [line for line in lines if not LINE.fullmatch(line)] == []
