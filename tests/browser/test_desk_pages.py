"""The desk by keyboard, and a form whose token is gone, in a real browser."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.browser.axe import findings
from tests.browser.conftest import SignIn
from tests.browser.watching import Complaints
from tests.builders import PASSWORD, make_story


@pytest.mark.browser
def test_somebody_logs_in_by_keyboard_alone_and_opens_a_story(
    new_context: Callable[..., BrowserContext], sign_in: SignIn
) -> None:
    page = new_context().new_page()
    user = sign_in(page)
    page.context.clear_cookies()
    make_story("in_review", headline="Ferries")
    page.goto("/admin/articles/story/?state=in_review")
    expect(page.locator("#id_login")).to_be_focused()
    page.keyboard.type(user.username)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/admin/articles/story/?state=in_review")
    link = page.get_by_role("link", name="Ferries")
    for _turn in range(40):
        page.keyboard.press("Tab")
        if link.evaluate("link => link === document.activeElement"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/change/**")


@pytest.mark.browser
def test_a_form_whose_token_is_gone_is_sent_again_with_every_word(
    new_context: Callable[..., BrowserContext], sign_in: SignIn, complaints: Complaints
) -> None:
    page = new_context().new_page()
    sign_in(page)
    page.goto("/admin/articles/topic/add/")
    page.get_by_label("Name", exact=True).fill("Grain & bread")
    page.get_by_label("Introduction").fill("First line\n\n  “second”")
    page.context.clear_cookies(name="csrftoken")
    complaints.allow("403")
    page.get_by_role("button", name="Save").click()
    assert findings(page) == []
    page.get_by_role("button", name="Send it again").click()
    page.get_by_role("link", name="Grain & bread").first.click()
    assert page.get_by_label("Introduction").input_value() == "First line\n\n  “second”"
