"""An installation's own icon, colours and words stand in the place of the product's, in a folder apart."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

pytestmark = pytest.mark.processes
ICON = "<svg xmlns='http://www.w3.org/2000/svg'/>"
# What the product's part defines, and what ours says afterwards.
COLOUR = ":root { --news: #a01a1a }"
WHERE = """
from django.template.loader import get_template
print(get_template("partials/_foot.html").origin.name, get_template("base.html").origin.name)
"""


def run(own: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a command of `manage.py` with that folder of own files."""
    given = os.environ | {"OWN_FILES": str(own), "STATIC_ROOT": str(own / "collected")}
    command = [sys.executable, "manage.py", *words]
    return subprocess.run(command, cwd=settings.BASE_DIR, env=given, capture_output=True, text=True)


def test_own_files_are_collected_and_own_styles_have_the_last_word(tmp_path: Path) -> None:
    styles = tmp_path / "static/css/site"
    (tmp_path / "static/img").mkdir(parents=True)
    styles.mkdir(parents=True)
    (tmp_path / "static/img/favicon.svg").write_text(ICON)
    # Its name would stand first, if names alone decided.
    (styles / "0-colours.css").write_text(COLOUR)
    told = run(tmp_path, "collectstatic", "--noinput")
    assert not told.returncode, told.stderr
    collected = tmp_path / "collected"
    [icon], [sheet] = collected.glob("img/favicon.*.svg"), collected.glob("css/site.*.css")
    assert icon.read_text() == ICON
    assert sheet.read_text().endswith(":root{--news: #a01a1a}\n")
    assert sheet.read_text().count("@layer reset, base") == 1
    assert not list(collected.glob("css/site/*"))


def test_an_own_template_stands_in_for_ours_and_no_other_does(tmp_path: Path) -> None:
    own = tmp_path / "templates/partials/_foot.html"
    own.parent.mkdir(parents=True)
    own.write_text("<footer>Ours</footer>")
    told = run(tmp_path, "shell", "--no-imports", "-c", WHERE)
    assert not told.returncode, told.stderr
    assert told.stdout.split() == [str(own), str(settings.BASE_DIR / "templates/base.html")]


def test_a_folder_that_holds_neither_is_refused_at_start(tmp_path: Path) -> None:
    told = run(tmp_path, "check")
    assert told.returncode
    assert "OWN_FILES names a folder" in told.stderr
