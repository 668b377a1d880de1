"""Two people at one browser: each one's words are stored, saved and shown in their own name alone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from articles.models import Story, WorkingCopy
from newsroom.core.models import User
from tests import builders
from tests.browser.conftest import SignIn
from tests.browser.desk_typing import BODY
from tests.browser.test_unsaved_words import DESK, change, press, type_at_the_end
from tests.browser.watching import Complaints

pytestmark = pytest.mark.browser


def log_in(page: Page, user: User) -> None:
    """Type name and password, after which the browser has other cookies."""
    page.goto("/admin/login/")
    page.locator("#id_login").fill(user.username)
    page.locator("#id_password").fill(builders.PASSWORD)
    page.locator("#id_password").press("Enter")
    expect(page.get_by_role("button", name="Log out")).to_be_visible()


def test_words_that_somebody_typed_never_become_those_of_who_logs_in_next(
    page: Page, sign_in: SignIn, complaints: Complaints
) -> None:
    complaints.allow("403", "409")
    story = builders.make_story("draft", headline="Ice comes early", body_source="<p>The river is shut.</p>")
    one = sign_in(page)
    page.goto(change(story))
    colleague = builders.make_user("editor", name="colleague")
    other = page.context.new_page()
    page.context.clear_cookies(name="sessionid")
    log_in(other, colleague)
    type_at_the_end(page, " So are the roads.")
    expect(page.locator("[data-kept-warning]")).to_contain_text("Somebody else is signed in")
    press(page, "Save draft")
    expect(page.locator("[data-told]")).to_contain_text("Somebody else is signed in")
    # From any page of the desk only one's own words go up, and whoever leaves takes only those along.
    other.goto(change(story))
    expect(other.locator(BODY)).to_have_text("The river is shut.")
    other.get_by_role("button", name="Log out").click()
    expect(other.get_by_role("button", name="Log out")).to_have_count(0)
    assert not WorkingCopy.objects.exists()
    assert Story.objects.get().version == story.version
    # The window that was left shows nothing of it any more; its owner finds everything.
    expect(page.locator(BODY)).to_have_count(0)
    log_in(page, one)
    page.goto(DESK)
    page.goto(change(story))
    expect(page.locator(BODY)).to_have_text("The river is shut. So are the roads.")
    assert WorkingCopy.objects.get().person == one
