"""Fourteen months of giving in a browser without scripts, by the links of letters, in both languages.

Site, worker and payment sandbox run in this process under one clock (`months.calendar`). With `PICTURES` in
the environment, pictures of every station and letter are kept in that folder.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext

from donations.models import Payment
from tests.browser.months import balance, stations
from tests.browser.months.album import Album
from tests.browser.months.calendar import BEGIN, begun
from tests.browser.months.walker import Walker
from tests.browser.months.words import ENGLISH, RUSSIAN, Words
from tests.donations.processor import Processor

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.parametrize("words", [ENGLISH, RUSSIAN], ids=lambda words: words.language),
]


@pytest.fixture
def walker(
    shop: Processor,
    new_context: Callable[..., BrowserContext],
    words: Words,
    request: pytest.FixtureRequest,
) -> Iterator[Walker]:
    """A supporter on the last day of October 2026."""
    page, table = (new_context(java_script_enabled=False, reduced_motion="reduce").new_page() for _ in "12")
    with begun(shop) as calendar:
        yield Walker(
            page, shop, calendar, Album(table, request.node.name.rstrip("]").replace("[", "-")), words
        )


def test_somebody_gives_each_month_until_the_end(walker: Walker) -> None:
    stations.start(walker)
    stations.fail_and_mend(walker)
    stations.change_the_amount(walker)
    stations.pause_and_return(walker)
    stations.get_back(walker)
    stations.end_and_undo(walker)
    for _ in range(3):
        stations.renew(walker)
    stations.end(walker)
    assert timezone.now() >= BEGIN.replace(year=2027, month=12)
    assert balance.ours() == balance.theirs(walker.processor)
    assert balance.faults(BEGIN) == []
    assert sorted(Payment.objects.values_list("amount", flat=True)) == 4 * [900] + 8 * [1250]


def test_an_annual_contribution_is_announced_and_its_card_ends(walker: Walker) -> None:
    stations.start_annually(walker)
    stations.lapse(walker)
    assert balance.ours() == balance.theirs(walker.processor)
    assert balance.faults(BEGIN) == []
    assert Payment.objects.get().amount == 900
