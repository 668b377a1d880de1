"""An editor changes a live story: compared unsaved, saved as a draft, opened again, put out or scheduled."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from articles.models import Story
from tests import builders
from tests.browser.conftest import SignIn
from tests.browser.desk_typing import BODY
from tests.browser.watching import Complaints

pytestmark = pytest.mark.browser
SECOND = datetime.timedelta(seconds=1)
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


def test_changes_are_scheduled_and_readers_see_them_when_the_clock_has_passed(
    page: Page, new_context: Callable[..., BrowserContext], sign_in: SignIn, story: Story, time_machine: Any
) -> None:
    sign_in(page, "editor")
    page.goto(f"/admin/articles/story/{story.pk}/change/")
    page.locator("#id_headline").fill("Ice comes late")
    press(page, "Save draft")
    with page.expect_popup() as opened:
        press(page, "Compare with live")
    expect(opened.value.locator("del", has_text="early")).to_be_visible()
    opened.value.close()
    page.locator("#id_next_at_0").fill("2099-07-01")
    page.locator("#id_next_at_1").fill("09:30")
    page.get_by_label("Material").check()
    page.locator("input[name=correction_kind][value=none]").check()
    press(page, "Schedule changes")
    expect(page.get_by_text("The changes are scheduled.")).to_be_visible()
    expect(page.get_by_text("Changes go live 1 Jul 2099, 09:30")).to_be_visible()

    hour = Story.objects.get().next_at
    assert hour
    for moment, words in ((hour - SECOND, "early"), (hour, "late")):
        time_machine.move_to(moment, tick=False)
        reader = new_context().new_page()
        reader.goto("/")
        expect(reader.get_by_role("link", name=f"Ice comes {words}").first).to_be_visible()
        reader.goto(story.get_absolute_url())
        expect(reader.get_by_role("heading", level=1, name=f"Ice comes {words}")).to_be_visible()
    expect(reader.get_by_text("Updated").first).to_be_visible()


def test_a_scheduled_story_that_is_changed_ten_seconds_before_its_hour_goes_out_as_it_was_approved(
    page: Page, new_context: Callable[..., BrowserContext], sign_in: SignIn, time_machine: Any
) -> None:
    story = builders.make_story("scheduled", headline="Ice comes early")
    assert story.publish_at
    sign_in(page, "editor")
    time_machine.move_to(story.publish_at - 10 * SECOND, tick=False)
    page.goto(f"/admin/articles/story/{story.pk}/change/")
    page.locator("#id_headline").fill("Ice comes late")
    press(page, "Save draft")
    expect(page.get_by_text("What was approved before is unchanged.")).to_be_visible()
    time_machine.move_to(story.publish_at, tick=False)
    reader = new_context().new_page()
    reader.goto(story.get_absolute_url())
    expect(reader.get_by_role("heading", level=1, name="Ice comes early")).to_be_visible()


def test_what_readers_see_is_mended_while_other_changes_wait(
    page: Page, sign_in: SignIn, story: Story, complaints: Complaints
) -> None:
    complaints.allow("422")
    builders.with_scheduled_changes(story, headline="Ice comes late")
    sign_in(page, "editor")
    page.goto(f"/admin/articles/story/{story.pk}/change/")
    expect(page.locator("#id_headline")).to_have_value("Ice comes late")
    page.get_by_role("link", name="Mend what readers see now").click()
    expect(page.locator("#id_headline")).to_have_value("Ice comes early")
    page.locator("#id_kicker").fill("Arctic")
    page.get_by_label("Minor").check()
    press(page, "Publish this alone")
    expect(page.get_by_text("they were written without this")).to_have_count(2)
    page.get_by_label("Make the scheduled changes a draft again").check()
    press(page, "Publish this alone")
    expect(page.get_by_text("The other changes are a draft.")).to_be_visible()
    expect(page.locator("#id_headline")).to_have_value("Ice comes late")
    expect(page.locator("#id_kicker")).to_have_value("Arctic")
    found = Story.objects.get()
    assert (found.headline, found.kicker, found.next_at) == ("Ice comes early", "Arctic", None)
