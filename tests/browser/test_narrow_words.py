"""No word or number of what was given is torn over two lines on a narrow screen, in either language."""

from __future__ import annotations

import datetime

import pytest

from donations import links
from tests.browser.conftest import NewContext
from tests.browser.narrow import torn_words
from tests.donations.books import make_contribution, make_payment, make_reversal

pytestmark = pytest.mark.browser

PARTS = "dl, table, .giving-steps"
# Parts that have to be moved sideways to be read.
CUT = """
() => [...document.querySelectorAll("main *")].filter((part) => part.scrollWidth > part.clientWidth
  && getComputedStyle(part).overflowX === "auto").map((part) => part.className)
"""


@pytest.mark.parametrize("prefix", ["", "/ru"])
def test_amounts_days_and_receipt_numbers_stay_whole(new_context: NewContext, site: str, prefix: str) -> None:
    contribution = make_contribution(interval="month", status="active", amount=1250)
    # A month with a long name, and letters that are wide.
    at = datetime.datetime(2026, 9, 30, 12, tzinfo=datetime.UTC)
    make_payment(contribution, paid_at=at, receipt_number="MT-2609-GXBWNNO2K7")
    make_reversal(make_payment(contribution, receipt_number="MT-2611-2AIDBZUPG7"))
    page = new_context(viewport={"width": 320, "height": 900}).new_page()
    for path in (
        f"/support/thanks/?s={contribution.session_id}",
        f"/support/manage/{links.token_of(contribution)}/",
    ):
        page.goto(prefix + path)
        assert torn_words(page, PARTS) == [], path
        assert page.evaluate(CUT) == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("prefix", ["", "/ru"])
def test_the_names_of_the_steps_stay_whole(new_context: NewContext, site: str, prefix: str) -> None:
    page = new_context(viewport={"width": 320, "height": 900}).new_page()
    page.goto(f"{prefix}/support/")
    assert page.locator(".giving-steps li").count() == 3
    assert torn_words(page, PARTS) == []
    page.locator(".give-button[type=submit]").click()
    assert page.locator(".giving-steps [aria-current]").inner_text().startswith("2.")
    assert torn_words(page, PARTS) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
