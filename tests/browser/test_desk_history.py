"""An editor looks back on a phone, without scripts: the history, two versions compared, one restored."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from articles import desk
from articles.models import Story
from tests import builders
from tests.browser.conftest import SignIn
from tests.browser.narrow import PHONE

pytestmark = pytest.mark.browser
BODY = "<p>The river is shut.</p>\n<p>Nobody crosses it.</p>\n<p>The ferry waits for May.</p>"


@pytest.fixture
def story() -> Story:
    """A live story in which a paragraph was moved and another one cut."""
    story = builders.make_story("live", headline="Ice comes early", body_source=BODY)
    editor = builders.make_user("editor")
    fields = {
        "headline": "Ice comes late",
        "body_source": "<p>Nobody crosses it.</p>\n<p>The river is shut.</p>",
    }
    desk.save_draft(story=story, by=editor, fields=fields)
    return desk.publish_changes(story=story, by=editor, material=False)


def read(page: Page) -> None:
    """Read the first version in a window of its own."""
    with page.expect_popup() as opened:
        page.get_by_role("link", name="Read version 1").click()
    expect(opened.value.get_by_role("heading", level=1, name="Ice comes early")).to_be_visible()
    expect(opened.value.get_by_text("Version 1.")).to_be_visible()
    opened.value.close()


def test_a_version_is_found_read_compared_and_restored(
    new_context: Callable[..., BrowserContext], sign_in: SignIn, story: Story
) -> None:
    page = new_context(java_script_enabled=False, viewport=PHONE).new_page()
    sign_in(page, "editor")
    page.goto(f"/admin/articles/story/{story.pk}/change/")
    page.get_by_role("link", name="History", exact=True).click()
    expect(page.locator(".history-act strong").first).to_have_text("published changes")
    expect(
        page.get_by_text("Changed headline; took out 1 paragraph; moved 1 paragraph").first
    ).to_be_visible()

    page.get_by_label("Version 3").focus()
    page.keyboard.press("Space")
    page.get_by_label("Version 1").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Compare the two versions").press("Enter")
    expect(page.locator("del", has_text="The ferry waits for May.")).to_be_visible()
    expect(page.get_by_text("Moved to here:")).to_be_visible()
    expect(page.get_by_text("Moved away from here:")).to_be_visible()

    page.get_by_role("link", name="Back to the history").click()
    read(page)
    page.get_by_role("link", name="Restore version 1").press("Enter")
    expect(page.locator("ins", has_text="The ferry waits for May.")).to_be_visible()
    page.get_by_role("button", name="Restore this version").press("Enter")
    expect(page.get_by_text("Version 1 is restored as a draft.")).to_be_visible()
    expect(page.locator("#id_headline")).to_have_value("Ice comes early")
    assert Story.objects.get(pk=story.pk).headline == "Ice comes late"
