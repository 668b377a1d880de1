"""The compiled catalogue is made of the one that people edit."""

import gettext

from tests.house.translations import CATALOGUE, entries
from tests.house.tree import ROOT


def test_the_compiled_catalogue_is_up_to_date() -> None:
    written = entries((ROOT / CATALOGUE).read_text(encoding="utf-8")).values()
    with (ROOT / CATALOGUE).with_suffix(".mo").open("rb") as file:
        compiled = vars(gettext.GNUTranslations(file))["_catalog"]
    said = {}
    for entry in written:
        words = f"{entry.context}\x04{entry.words}" if entry.context else entry.words
        for number, text in enumerate(entry.said):
            said[(words, number) if entry.plural else words] = text
    del compiled[""]
    assert compiled == said, "run manage.py compilemessages"
