"""Import contracts: they hold, and each of them breaks when it should."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.tree import ROOT

LINT = "from importlinter.cli import lint_imports_command; lint_imports_command(['--no-cache'])"
PLANTED = [
    ("Floors", "articles/models/planted.py", "from donations import apps"),
    ("Floors", "donations/apps.py", "from articles import models"),
    ("Floors", "newsroom/core/planted.py", "import articles.models"),
    ("Floors", "articles/models/planted.py", "import newsroom.views"),
    ("Production without the demo", "newsroom/wsgi.py", "import newsroom.demo.processes"),
    ("Production without the demo", "articles/desk/planted.py", "from newsroom.demo import content"),
    ("Production without the demo", "donations/tasks.py", "def f():\n    import newsroom.demo.postgres"),
    ("Rooms of the core", "newsroom/core/web/planted.py", "import newsroom.core.desk.site"),
    ("Rooms of the core", "newsroom/core/planted.py", ""),
    ("Rooms of the demo", "newsroom/demo/processes.py", "import newsroom.demo.supervisor"),
    ("Rooms of the demo", "newsroom/demo/planted.py", ""),
    ("Rooms of newsroom", "newsroom/views.py", "import newsroom.urls"),
    ("Rooms of newsroom", "newsroom/planted.py", ""),
    ("Rooms of articles", "articles/body/planted.py", "import articles.models"),
    ("Rooms of articles", "articles/models/planted.py", "import articles.desk"),
    ("Rooms of articles", "articles/desk/planted.py", "import articles.admin"),
    ("Rooms of articles", "articles/planted.py", ""),
    ("Rooms of donations", "donations/planted.py", ""),
    ("Rules of languages and money", "newsroom/core/languages.py", "from django.conf import settings"),
    ("Rules of languages and money", "donations/money.py", "from newsroom.core import language_settings"),
    ("One door", "donations/models/planted.py", "import stripe"),
    ("Nothing rests on the sandbox", "donations/gateway/planted.py", "import newsroom.demo.sandbox.core"),
    ("The sandbox knows nothing", "newsroom/demo/sandbox/planted.py", "import django"),
]


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy the code and its contracts to a place where violations can be planted."""
    place = tmp_path_factory.mktemp("imports")
    for package in ("newsroom", "articles", "donations"):
        shutil.copytree(ROOT / package, place / package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", place)
    return place


def lint(place: Path) -> tuple[int, str]:
    done = subprocess.run([sys.executable, "-c", LINT], cwd=place, capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


def test_the_contracts_hold(copy: Path) -> None:
    code, said = lint(copy)
    assert code == 0, said


@pytest.mark.parametrize(("contract", "path", "text"), PLANTED)
def test_a_planted_import_breaks_the_contract(copy: Path, contract: str, path: str, text: str) -> None:
    file = copy / path
    before = file.read_text() if file.exists() else None
    file.write_text(f"{before or ''}\n{text}\n")
    try:
        code, said = lint(copy)
    finally:
        file.write_text(before) if before is not None else file.unlink()
    assert code != 0
    assert f"\n{contract}" in said[said.find("Broken contracts") :], said
