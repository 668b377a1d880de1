"""Answering the question in a real browser: who says yes, is not sure, goes back or closes tells nobody."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from donations.models import Contribution
from tests.browser.test_giving import PAYMENT_PAGE, go_on
from tests.donations import dumps
from tests.donations.processor import Processor

pytestmark = pytest.mark.browser


@pytest.fixture(params=[True, False], ids=["with scripts", "without"])
def reader(
    request: pytest.FixtureRequest,
    shop: Processor,
    new_context: Callable[..., BrowserContext],
) -> Page:
    """A reader before the question, who has chosen 15 EUR a month."""
    page = new_context(java_script_enabled=request.param).new_page()
    page.goto("/support/")
    page.get_by_label("€15", exact=True).locator("visible=true").check()
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Are you in Russia or Belarus")
    return page


def test_yes_and_not_sure_tell_nobody(reader: Page, shop: Processor) -> None:
    before, asked, url = dumps.as_text(), [], reader.url
    reader.context.on("request", lambda request: asked.append(request.url))
    reader.get_by_text("Yes, or I am not sure").click()
    expect(reader.get_by_role("heading", name="Other ways to help")).to_be_visible()
    reader.get_by_text("Yes, or I am not sure").click()
    assert (asked, reader.url) == ([], url)
    reader.go_back()
    expect(reader.get_by_label("€15", exact=True).locator("visible=true")).to_be_checked()
    reader.go_forward()
    expect(reader.get_by_role("heading", level=1)).to_contain_text("Are you in Russia or Belarus")
    reader.close()
    assert dumps.as_text() == before
    assert shop.requests() == []
    assert not reader.context.cookies()


def test_back_works_in_both_directions_and_another_amount_ends_the_page_before(
    reader: Page,
    shop: Processor,
) -> None:
    reader.get_by_label(re.compile("No: I am not there")).check()
    reader.get_by_role("button", name="Give €15 a month").click()
    reader.wait_for_url(PAYMENT_PAGE)
    reader.go_back()
    reader.get_by_role("button", name="Back to the amount").click()
    expect(reader.get_by_label("€15", exact=True).locator("visible=true")).to_be_checked()
    reader.get_by_label("€30", exact=True).locator("visible=true").check()
    go_on(reader)
    reader.wait_for_url(PAYMENT_PAGE)
    contribution = Contribution.objects.get()
    sessions = shop.core.world.table("checkout.session").values()
    assert [one["id"] for one in sessions if one["status"] == "open"] == [contribution.session_id]
    assert contribution.amount == 3000
