"""Each compiled catalogue is made of the one that people edit."""

import gettext
from pathlib import Path

import pytest

from tests.house.translations import CATALOGUE, entries
from tests.house.tree import ROOT

WRITTEN = sorted(ROOT.glob("newsroom/locale/*/LC_MESSAGES/django.po"))


def test_there_is_a_russian_catalogue() -> None:
    assert ROOT / CATALOGUE in WRITTEN


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: str(path.relative_to(ROOT)))
def test_the_compiled_catalogue_is_up_to_date(path: Path) -> None:
    written = entries(path.read_text(encoding="utf-8")).values()
    with path.with_suffix(".mo").open("rb") as file:
        compiled = vars(gettext.GNUTranslations(file))["_catalog"]
    said = {}
    for entry in written:
        words = f"{entry.context}\x04{entry.words}" if entry.context else entry.words
        for number, text in enumerate(entry.said):
            said[(words, number) if entry.plural else words] = text
    del compiled[""]
    assert compiled == said, "run manage.py compilemessages"
