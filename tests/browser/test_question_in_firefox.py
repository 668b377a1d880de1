"""The question before money in Firefox, with scripts and without: yes, Back and closing tell nobody."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.signals import request_started

from donations.models import Contribution
from tests.browser.marionette import Firefox, running
from tests.donations import dumps
from tests.donations.processor import Processor

pytestmark = [pytest.mark.browser, pytest.mark.slow]
FIFTEEN, THIRTY = (f'label:has([value="month:EUR:{amount}"])' for amount in (1500, 3000))
GO_ON, YES, NO = ".give-button[type=submit]", ".question-yes summary", "label:has(#answer)"


@pytest.fixture
def asked() -> Iterator[list[str]]:
    """What the site was asked for, but for style sheets and pictures."""
    heard: list[str] = []

    def note(environ: dict[str, Any], **_rest: Any) -> None:
        heard.append(f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']}")

    request_started.connect(note)
    yield heard
    request_started.disconnect(note)


@pytest.fixture(params=[True, False], ids=["with scripts", "without"])
def fox(request: pytest.FixtureRequest, shop: Processor, site: str, tmp_path: Path) -> Iterator[Firefox]:
    """A reader before the question, who has chosen 15 EUR a month."""
    with running(tmp_path, scripts=request.param) as fox:
        fox.open(f"{site}/support/")
        fox.click(FIFTEEN)
        fox.click(GO_ON)
        assert "Are you in Russia or Belarus" in fox.text("h1")
        yield fox


def is_kept(fox: Firefox) -> bool:
    return fox.is_chosen('[value="month:EUR:1500"]')


def test_yes_not_sure_back_and_closing_tell_nobody(fox: Firefox, shop: Processor, asked: list[str]) -> None:
    before, url = dumps.as_text(), fox.url
    fox.click(YES)
    assert fox.is_shown(".question-danger")
    assert "Please do not give" in fox.text(".question-danger")
    fox.click(YES)
    assert not fox.is_shown(".question-danger")
    assert (asked, fox.url) == ([], url)
    fox.back()
    assert is_kept(fox)
    fox.forward()
    assert "Are you in Russia or Belarus" in fox.text("h1")
    assert not [what for what in asked if not what.startswith("GET ")]
    assert fox.ask("WebDriver:GetCookies") == []
    fox.open("about:blank")
    assert dumps.as_text() == before
    assert shop.requests() == []


def test_a_no_goes_on_and_back_finds_the_question_and_the_amount(fox: Firefox, shop: Processor) -> None:
    fox.click(NO)
    assert fox.text(GO_ON) == "Give €15 a month"
    fox.click(GO_ON)
    assert fox.url.startswith(shop.origin)
    fox.back()
    assert "Are you in Russia or Belarus" in fox.text("h1")
    fox.back()
    assert is_kept(fox)
    fox.click(THIRTY)
    fox.click(GO_ON)
    fox.click(NO)
    fox.click(GO_ON)
    assert fox.url.startswith(shop.origin)
    contribution = Contribution.objects.get()
    sessions = shop.core.world.table("checkout.session").values()
    assert [one["id"] for one in sessions if one["status"] == "open"] == [contribution.session_id]
    assert contribution.amount == 3000
