"""An editor changes a live story: typed, compared unsaved, saved as a draft, opened again, put out."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from articles.models import Story
from tests import builders
from tests.browser.conftest import SignIn
from tests.browser.desk_typing import BODY

pytestmark = pytest.mark.browser
PHONE = {"width": 320, "height": 640}


@pytest.fixture
def story() -> Story:
    return builders.make_story("live", headline="Ice comes early", body_source="<p>The river is shut.</p>")


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).press("Enter")


def test_changes_are_compared_unsaved_saved_and_published(page: Page, sign_in: SignIn, story: Story) -> None:
    sign_in(page, "editor")
    page.goto(f"/admin/articles/story/{story.pk}/change/")
    expect(page.get_by_role("button", name="Compare with live")).to_have_count(0)
    page.locator(BODY).focus()
    page.keyboard.press("Control+End")
    page.keyboard.type(" So are the roads.")
    press(page, "Save draft")
    expect(page.get_by_text("Readers still see the story as it was.")).to_be_visible()
    assert "roads" not in Story.objects.get().body_source

    page.locator(BODY).focus()
    page.keyboard.press("Control+End")
    page.keyboard.type(" Nobody leaves.")
    with page.expect_popup() as opened:
        press(page, "Compare with live")
    expect(opened.value.locator("ins", has_text="Nobody")).to_be_visible()
    opened.value.close()

    page.get_by_label("Minor").check()
    press(page, "Publish changes")
    expect(page.get_by_text("Readers see the changes now.")).to_be_visible()
    assert Story.objects.get().body_text == "The river is shut. So are the roads. Nobody leaves."
    expect(page.get_by_role("button", name="Compare with live")).to_have_count(0)


def test_without_scripts_on_a_phone_a_draft_is_compared_and_discarded(
    new_context: Callable[..., BrowserContext], sign_in: SignIn, story: Story
) -> None:
    page = new_context(java_script_enabled=False, viewport=PHONE).new_page()
    sign_in(page, "editor")
    page.goto(f"/admin/articles/story/{story.pk}/change/")
    page.locator("#id_headline").fill("Ice comes late")
    page.get_by_role("button", name="Save draft").click()
    with page.expect_popup() as opened:
        page.get_by_role("button", name="Compare with live").click()
    expect(opened.value.locator("del", has_text="early")).to_be_visible()
    page.get_by_role("link", name="Discard the draft").click()
    page.get_by_role("button", name="Discard the draft").click()
    expect(page.get_by_text("The draft is discarded.")).to_be_visible()
    expect(page.locator("#id_headline")).to_have_value("Ice comes early")
