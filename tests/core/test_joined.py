"""Style sheets are written in parts and sent as one."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage

PARTS = sorted(Path(settings.BASE_DIR, "static/css/site").glob("*.css"))
storage: Any = staticfiles_storage  # with the names of ManifestFilesMixin, which its type leaves out


def sent_now() -> str:
    """Return the style sheet that readers get, by its hashed name."""
    return Path(storage.path(storage.stored_name("css/site.css"))).read_text()


def test_readers_get_one_style_sheet_with_every_part_in_order() -> None:
    sent = sent_now()
    places = [sent.index(mark) for mark in ("@layer reset, base", ".masthead{", ".story{", "@media print")]
    assert places == sorted(places)
    assert sent.count("{") == sum(part.read_text().count("{") for part in PARTS)
    assert "/*" not in sent


def test_the_parts_themselves_are_not_collected() -> None:
    assert len(PARTS) > 3
    names = storage.hashed_files.values()
    assert not [name for name in names if name.startswith("css/site/")]


def test_the_development_server_finds_the_same_file() -> None:
    found = Path(str(finders.find("css/site.css"))).read_text()
    assert found == sent_now()
    assert finders.find("img/favicon.svg")
    assert finders.find("css/nothing.css") is None
