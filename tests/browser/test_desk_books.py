"""The books on screens of different width."""

import datetime

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import SignIn
from tests.donations import books

pytestmark = pytest.mark.browser

BEGUN = datetime.datetime(2026, 9, 3, 10, 15, tzinfo=datetime.UTC)


@pytest.mark.parametrize(
    ("width", "shown"),
    [
        (320, ["9.00 EUR monthly", "active", "begun", "Sept. 3, 2026, 12:15 CEST"]),
        (800, ["9.00 EUR monthly", "active", "begun", "Sept. 3, 2026, 12:15 CEST"]),
        (1440, ["9.00 EUR monthly", "active", "Sept. 3, 2026, 12:15 CEST", "-", "-"]),
    ],
)
def test_where_there_is_no_room_for_columns_each_fact_has_its_word(
    page: Page, sign_in: SignIn, width: int, shown: list[str]
) -> None:
    books.make_contribution(amount=900, interval="month", status="active", created_at=BEGUN, from_path="")
    sign_in(page, "fundraiser")
    page.set_viewport_size({"width": width, "height": 600})
    page.goto("/admin/donations/contribution/")
    words = page.locator("#result_list tbody").inner_text().replace("\t", "\n").split("\n")
    assert [word for word in words if word.strip()] == shown
    assert page.evaluate("document.documentElement.scrollWidth") == width
