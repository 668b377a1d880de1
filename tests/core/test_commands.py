"""manage.py and make: what they start, what they leave alone, and what they say when something is missing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from newsroom.demo import processes
from tests.demo.checkout import ROOT
from tests.patience import PATIENCE

pytestmark = pytest.mark.processes

TARGETS = ("demo", "demo-reset", "test", "test-slow", "lint", "format", "check", "weigh", "screens")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copy(ROOT / "manage.py", tmp_path)
    return tmp_path


def manage(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run manage.py as its own process, which prints at the end whether it loaded the private PostgreSQL."""
    code = (
        "import runpy, sys\n"
        "try: runpy.run_path('manage.py', run_name='__main__')\n"
        "finally: print('started:', 'newsroom.demo.postgres.server' in sys.modules)\n"
    )
    needed = {"SECRET_KEY": "0123456789" * 5, "ALLOWED_HOSTS": "localhost", "SITE_URL": "https://localhost"}
    needed |= {"PUBLICATION_NAME": "The Example"}
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=folder,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **needed, **environment},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )


@pytest.mark.parametrize("words", [("help",), ("version",), ("--version",), ("migrate", "--help"), ()])
def test_asking_for_help_starts_nothing(folder: Path, words: tuple[str, ...]) -> None:
    said = manage(folder, *words, DEBUG="1")
    assert said.returncode == 0, said.stderr
    assert "started: False" in said.stdout
    assert not (folder / "var").exists()


def test_named_database_is_used_and_nothing_else_is_loaded(folder: Path) -> None:
    said = manage(folder, "migrate", "--check", DATABASE_URL=os.environ["DATABASE_URL"])
    assert "started: False" in said.stdout
    (folder / ".env").write_text(f"DATABASE_URL={os.environ['DATABASE_URL']}\n")
    assert "started: False" in manage(folder, "migrate", "--check").stdout
    assert not (folder / "var").exists()


@pytest.mark.parametrize("mode", ["DEBUG", "DEMO"])
def test_a_private_database_runs_as_long_as_a_command_where_debug_or_demo_is_set(
    folder: Path, mode: str
) -> None:
    code = "from django.db import connection as c; print(c.cursor().execute('SELECT 6 * 7').fetchone())"
    said = manage(folder, "shell", "--no-imports", "--command", code, **{mode: "1"})
    assert "(42,)" in said.stdout, said.stderr
    assert (folder / "var" / "postgres" / "data").is_dir()
    assert not processes.running_in(folder / "var" / "postgres" / "data")


@pytest.mark.parametrize("named", ["", "DATABASE_URL=\n"])
def test_in_production_no_database_is_made_where_none_is_named(folder: Path, named: str) -> None:
    (folder / ".env").write_text(named)
    said = manage(folder, "migrate")
    assert said.returncode != 0
    assert said.stderr.splitlines()[-1].endswith(
        "DATABASE_URL is not set: name it as in postgres://user:password@host/name."
    )
    assert "started: False" in said.stdout
    assert not (folder / "var").exists()


@pytest.mark.parametrize("target", TARGETS)
def test_every_target_of_the_house_is_in_the_makefile_and_its_help(target: str) -> None:
    assert subprocess.run(["make", "--dry-run", target], cwd=ROOT, capture_output=True).returncode == 0
    said = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True).stdout
    assert f"make {target} " in said


@pytest.mark.parametrize("python", ["old", "absent"])
def test_python_that_is_too_old_or_absent_is_one_clear_sentence(tmp_path: Path, python: str) -> None:
    old = tmp_path / "old"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    command = ["make", "venv", f"PYTHON={tmp_path / python}"]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert said.returncode != 0
    assert said.stderr.startswith("This needs Python 3.11 or newer")


def test_build_machine_runs_make_check() -> None:
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    assert "exec make check" in script.read_text()
