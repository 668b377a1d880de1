"""No word or number of what was given is torn over two lines on a narrow screen, in either language."""

from __future__ import annotations

import datetime

import pytest

from donations import links
from tests.browser.conftest import NewContext
from tests.donations.books import make_contribution, make_payment, make_reversal

pytestmark = pytest.mark.browser

# Words whose letters stand on more than one line; a hyphen may end a line.
TORN = """
() => {
  const torn = [];
  const texts = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode;
    if (!text.parentElement.closest("dl, table, .giving-steps")?.checkVisibility()) continue;
    for (const word of text.data.matchAll(/[^\\s-]+/g)) {
      const range = document.createRange();
      range.setStart(text, word.index);
      range.setEnd(text, word.index + word[0].length);
      const lines = new Set([...range.getClientRects()].map((box) => Math.round(box.top)));
      if (lines.size > 1) torn.push(word[0]);
    }
  }
  return torn;
}
"""
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
        assert page.evaluate(TORN) == [], path
        assert page.evaluate(CUT) == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("prefix", ["", "/ru"])
def test_the_names_of_the_steps_stay_whole(new_context: NewContext, site: str, prefix: str) -> None:
    page = new_context(viewport={"width": 320, "height": 900}).new_page()
    page.goto(f"{prefix}/support/")
    assert page.locator(".giving-steps li").count() == 3
    assert page.evaluate(TORN) == []
    page.locator(".give-button[type=submit]").click()
    assert page.locator(".giving-steps [aria-current]").inner_text().startswith("2.")
    assert page.evaluate(TORN) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
