"""Import contracts: they hold, and each of them breaks when it should."""

import json
import shutil
import subprocess
import sys

import pytest

from tests.house.tree import ROOT

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
    ("No import circle", "articles/desk/errors.py", "def f():\n    import articles.desk.locking"),
    ("Rooms of newsroom", "newsroom/planted.py", ""),
    ("Rooms of articles", "articles/body/planted.py", "import articles.models"),
    ("Rooms of articles", "articles/models/planted.py", "import articles.desk"),
    ("Rooms of articles", "articles/desk/planted.py", "import articles.admin"),
    ("Rooms of articles", "articles/planted.py", ""),
    ("Decoding runs without", "articles/decoding/limits.py", "from django.conf import settings"),
    ("Rooms of donations", "donations/planted.py", ""),
    ("Rules of languages and money", "newsroom/core/languages.py", "from django.conf import settings"),
    ("Rules of languages and money", "donations/money.py", "from newsroom.core import language_settings"),
    ("One door", "donations/models/planted.py", "import stripe"),
    ("Nothing rests on the sandbox", "donations/gateway/planted.py", "import newsroom.demo.sandbox.core"),
    ("The sandbox knows nothing", "newsroom/demo/sandbox/planted.py", "import django"),
]


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[int, str]]:
    """Exit codes and reports of the linter, in a copy of the code: as it is, and with each import planted."""
    place = tmp_path_factory.mktemp("imports")
    for package in ("newsroom", "articles", "donations"):
        shutil.copytree(ROOT / package, place / package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", place)
    asked = json.dumps([("pyproject.toml", None), *((path, text) for _name, path, text in PLANTED)])
    command = [sys.executable, "-P", str(ROOT / "tests/house/planted_imports.py")]
    done = subprocess.run(command, cwd=place, input=asked, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return [(code, said) for code, said in json.loads(done.stdout)]


def test_the_contracts_hold(reports: list[tuple[int, str]]) -> None:
    code, said = reports[0]
    assert code == 0, said


@pytest.mark.parametrize("number", range(len(PLANTED)), ids=lambda number: "-".join(PLANTED[number][:2]))
def test_a_planted_import_breaks_the_contract(reports: list[tuple[int, str]], number: int) -> None:
    code, said = reports[1 + number]
    assert code != 0
    assert f"\n{PLANTED[number][0]}" in said[said.find("Broken contracts") :], said
