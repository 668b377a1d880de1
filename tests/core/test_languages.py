"""Languages are data: the setting names them, a catalogue holds their words, and nothing else is needed."""

from __future__ import annotations

import json
import os
import re
import shutil
import struct
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from newsroom.core import language_settings
from tests.database import ROOT
from tests.patience import PATIENCE

GERMAN = {
    "": "Content-Type: text/plain; charset=UTF-8\n",
    "Home": "Startseite",
    "By %(names)s": "Von %(names)s",
    "Support us": "Unterstützen",
    "This page missed the edition": "Diese Seite fehlt",
}
PROGRAM = ("-m", "tests.core.newsroom_of_languages")


def compiled(words: dict[str, str]) -> bytes:
    """Return a compiled catalogue (an MO file of GNU gettext): msgfmt is not on every machine."""
    pairs = sorted((said.encode(), meant.encode()) for said, meant in words.items())
    head, tables, texts = 28, b"", b""
    for column in zip(*pairs, strict=True):
        for text in column:
            tables += struct.pack("<II", len(text), head + 16 * len(pairs) + len(texts))
            texts += text + b"\0"
    return struct.pack("<7I", 0x950412DE, 0, len(pairs), head, head + 8 * len(pairs), 0, 0) + tables + texts


def pages(folder: Path, languages: str, *paths: str) -> dict[str, tuple[int, str]]:
    """Run the newsroom of that folder with those languages on the database of this test."""
    url = re.sub(r"/\w+(?=\?|$)", f"/{connection.settings_dict['NAME']}", os.environ["DATABASE_URL"])
    given = {"LANGUAGES": languages, "DATABASE_URL": url, "EXTRA_APPS": "", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, *PROGRAM, *paths],
        cwd=folder,
        env=os.environ | given,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, tuple[int, str]] = json.loads(done.stdout)
    return found


@pytest.fixture
def with_german(tmp_path: Path) -> Path:
    """A copy of the newsroom with a German catalogue."""
    for name in ("newsroom", "articles", "donations", "templates", "static"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__", "demo"))
    catalogue = tmp_path / "newsroom/locale/de/LC_MESSAGES/django.mo"
    catalogue.parent.mkdir(parents=True)
    catalogue.write_bytes(compiled(GERMAN))
    return tmp_path


@pytest.mark.processes
def test_a_third_language_is_its_name_in_the_setting_one_catalogue_and_its_categories(
    with_german: Path, transactional_db: None
) -> None:
    paths = (
        "/",
        "/ru/",
        "/de/",
        "/de/category/hafen/",
        "/de/author/nina-feldt/",
        "/de/support/",
        "/de/none/",
    )
    found = pages(with_german, "en,ru,de", *paths)
    assert {name for name, (status, _page) in found.items() if status != 200} == {"/de/none/"}
    german = [page for name, (_status, page) in found.items() if name.startswith(("/de", "story"))]
    assert all('<html lang="de">' in page and "Startseite" in page for page in german)
    story = found["story"][1]
    # German has no row in the table: quotes stay as typed, dates and amounts are those of `OTHERS`.
    assert "Die &quot;Hoffnung&quot; läuft aus</h1>" in story
    assert re.search(r"<p>\s*Von <strong\s*>", story)
    assert 'href="/de/category/hafen/">Häfen</a>' in story
    assert re.search(r">\d{1,2} [A-Z]\w+ 20\d\d, \d\d:\d\d</time>", story)
    assert "> 9\u00a0€</label>" in found["/de/support/"][1]
    for name in ("/", "/ru/"):
        assert '<a href="/de/" lang="de" hreflang="de">Deutsch</a>' in found[name][1]
        assert "Hoffnung" not in found[name][1]


@pytest.mark.processes
@pytest.mark.parametrize(
    ("languages", "statuses"),
    [("ru,en", {"/": "ru", "/en/": "en", "/ru/": ""}), ("en", {"/": "en", "/ru/": "", "/en/": ""})],
)
def test_the_first_language_has_urls_without_prefix(
    transactional_db: None, languages: str, statuses: dict[str, str]
) -> None:
    found = pages(ROOT, languages, *statuses)
    for path, language in statuses.items():
        assert found[path][0] == (200 if language else 404)
        assert f'<html lang="{language or languages[:2]}">' in found[path][1]
    has_switch = 'class="editions"' in found["/"][1]
    assert has_switch == ("," in languages)


def test_a_language_is_called_by_its_own_name_once() -> None:
    assert language_settings.read(" fr, RU,fr,pt-BR,ka") == [
        ("fr", "Français"),
        ("ru", "Русский"),
        ("pt-br", "Português Brasileiro"),
        ("ka", "ქართული"),
    ]


@pytest.mark.parametrize("text", ["", " , ", "klingon", "en,zh-cn", "en-us", "en;ru"])
def test_what_names_no_language_is_refused_in_one_sentence(text: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=r"^LANGUAGES (names|is empty).*\.$"):
        language_settings.read(text)
