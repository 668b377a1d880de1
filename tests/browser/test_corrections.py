"""An editor corrects a live story by the keyboard and without scripts; what is typed outlives a reload."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from articles.models import Correction, Story
from tests import builders
from tests.browser import axe
from tests.browser.conftest import SignIn
from tests.browser.watching import Complaints

pytestmark = pytest.mark.browser
WORDS = "The ice came on Tuesday, not on Monday."
PHONE = {"width": 320, "height": 640}


@pytest.fixture
def story() -> Story:
    return builders.make_story("live", headline="Ice comes early", body_source="<p>The river is shut.</p>")


def test_a_correction_is_typed_by_keys_kept_through_a_reload_and_told(
    page: Page, sign_in: SignIn, story: Story
) -> None:
    sign_in(page, "editor")
    page.goto(f"/admin/articles/story/{story.pk}/change/")
    page.get_by_label("Correction: something was wrong").press("Space")
    page.get_by_label("What readers are told").press_sequentially(WORDS)
    expect(page.locator("[data-kept-line]")).to_contain_text("kept")
    page.reload()
    expect(page.get_by_label("What readers are told")).to_have_value(WORDS)
    expect(page.get_by_label("Correction: something was wrong")).to_be_checked()
    page.get_by_label("What readers are told").press("Control+End")
    page.get_by_label("What readers are told").press_sequentially(" We are sorry.")
    # Not to a page of readers: the browser would keep that for a minute, without what is told below.
    page.goto("/admin/")
    page.go_back()
    expect(page.get_by_label("What readers are told")).to_have_value(f"{WORDS} We are sorry.")
    expect(page.get_by_label("Correction: something was wrong")).to_be_checked()
    assert axe.findings(page) == []
    page.get_by_role("button", name="Publish the correction alone").press("Enter")
    expect(page.get_by_text("The correction is public.")).to_be_visible()
    expect(page.get_by_label("What readers are told")).to_have_value("")
    told = Correction.objects.get()
    page.goto("/corrections/")
    assert axe.findings(page) == []
    page.get_by_role("link", name="Ice comes early").press("Enter")
    expect(page).to_have_url(f"{page.url.partition('/20')[0]}{told.get_absolute_url()}")
    expect(page.locator(f"#{told.anchor}")).to_be_in_viewport()
    assert axe.findings(page) == []


def test_without_scripts_on_a_phone_a_retraction_is_told_and_the_story_withdrawn(
    new_context: Callable[..., BrowserContext], sign_in: SignIn, story: Story, complaints: Complaints
) -> None:
    complaints.allow("status of 422", "status of 410")
    page = new_context(java_script_enabled=False, viewport=PHONE).new_page()
    sign_in(page, "editor")
    here = f"/admin/articles/story/{story.pk}/change/"
    page.goto(here)
    page.get_by_label("Retraction: we do not stand").check()
    page.get_by_label("What readers are told").fill("W" * 200)
    page.get_by_role("button", name="Publish the correction alone").click()
    page.goto(story.get_absolute_url())
    expect(page.get_by_text("Retraction, ")).to_be_in_viewport()
    assert page.locator("main").evaluate("main => main.scrollWidth") <= 320
    page.goto(here)
    page.get_by_role("button", name="Withdraw").click()
    expect(page.get_by_role("link", name="Why it is withdrawn")).to_be_visible()
    page.get_by_label("Why it is withdrawn").fill("It was forged.")
    page.get_by_label("Tell readers who come").check()
    page.get_by_role("button", name="Withdraw").click()
    # The browser above may show the page of before for a minute.
    reader = new_context().new_page()
    reader.goto(story.get_absolute_url())
    expect(reader.get_by_text("Why: It was forged.")).to_be_visible()
