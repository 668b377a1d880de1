"""Sending the form: once, and never into a page that loses what was typed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Dialog, Page, expect

from articles.models import Story
from tests import builders
from tests.browser.conftest import SignIn
from tests.browser.desk_typing import BODY, fill_by_keys
from tests.browser.watching import Complaints

pytestmark = pytest.mark.browser
ADD = "/admin/articles/story/add/"


@pytest.fixture
def writing(page: Page, sign_in: SignIn) -> Page:
    sign_in(page, "editor")
    page.goto(ADD)
    fill_by_keys(page, "headline", "Ice comes early")
    page.locator(BODY).focus()
    page.keyboard.type("The river is shut.")
    return page


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).press("Enter")


def test_a_log_in_that_ended_while_typing_loses_nothing(writing: Page, sign_in: SignIn) -> None:
    writing.context.clear_cookies()
    press(writing, "Save draft")
    expect(writing.get_by_role("status").filter(has_text="not signed in")).to_be_visible()
    expect(writing.get_by_role("link", name="Log in in a new window")).to_be_visible()
    assert not Story.objects.exists()
    sign_in(writing, "editor")
    press(writing, "Save draft")
    expect(writing.locator(".messagelist .success")).to_be_visible()
    assert Story.objects.get().body_text == "The river is shut."


def test_without_scripts_the_words_are_held_on_a_page_of_their_own(
    new_context: Callable[..., BrowserContext], sign_in: SignIn, complaints: Complaints
) -> None:
    complaints.allow("403")
    page = new_context(java_script_enabled=False).new_page()
    sign_in(page, "editor")
    page.goto(ADD)
    page.locator("#id_headline").fill("Ice comes early")
    page.locator("#id_body_source").fill("<p>The river is shut.</p>")
    page.context.clear_cookies()
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_text("The river is shut.")).to_be_visible()
    sign_in(page, "editor")
    for _try in range(2):  # the first one fetches a token that is good now
        if page.get_by_role("button", name="Send it again").count():
            page.get_by_role("button", name="Send it again").click()
    assert Story.objects.get().body_text == "The river is shut."


def test_a_double_click_makes_one_story(writing: Page) -> None:
    builders.make_category()
    writing.get_by_role("button", name="Save draft").dblclick()
    expect(writing.locator(".messagelist .success")).to_be_visible()
    assert Story.objects.count() == 1


def test_enter_in_a_field_saves_the_draft(writing: Page) -> None:
    writing.locator("#id_kicker").press("Enter")
    expect(writing.locator(".messagelist .success")).to_be_visible()
    assert Story.objects.get().status == "draft"


def test_enter_does_not_break_a_headline(writing: Page) -> None:
    writing.locator("#id_headline").press("Enter")
    assert writing.locator("#id_headline").input_value() == "Ice comes early"


def test_leaving_with_words_that_the_desk_does_not_have_asks_first(
    writing: Page, complaints: Complaints
) -> None:
    """Otherwise they are taken along: `test_unsaved_words.py`."""
    complaints.allow("ERR_INTERNET_DISCONNECTED")
    writing.context.set_offline(True)
    fill_by_keys(writing, "kicker", "Ice")
    expect(writing.locator("[data-kept-warning]")).to_contain_text("kept in this browser")
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    writing.on("dialog", stay)
    with writing.expect_event("dialog"):
        writing.get_by_role("link", name="Photos").click(no_wait_after=True)
    expect(writing.locator("#id_headline")).to_have_value("Ice comes early")
    assert asked == ["beforeunload"]
    writing.context.set_offline(False)


def test_withdrawing_with_unsaved_words_asks_first(page: Page, sign_in: SignIn) -> None:
    story = builders.make_story("live")
    sign_in(page, "editor")
    page.goto(f"/admin/articles/story/{story.pk}/change/")
    fill_by_keys(page, "kicker", "typed")
    asked: list[str] = []

    def refuse(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.dismiss()

    page.once("dialog", refuse)
    with page.expect_event("dialog"):
        press(page, "Withdraw")
    assert "does not save" in asked[0]
    assert Story.objects.get().is_live


def test_what_a_colleague_wrote_meanwhile_stands_beside_and_nothing_is_lost(
    page: Page, sign_in: SignIn, complaints: Complaints
) -> None:
    complaints.allow("409")
    story = builders.make_story("draft", headline="Before")
    sign_in(page, "editor")
    page.goto(f"/admin/articles/story/{story.pk}/change/")
    page.locator(BODY).focus()
    page.keyboard.type("Mine. ")
    Story.objects.filter(pk=story.pk).update(headline="Theirs", version=story.version + 1)
    press(page, "Save draft")
    expect(page.locator(".edit-conflict")).to_contain_text("Theirs")
    expect(page.locator(BODY)).to_contain_text("Mine. The letter is one page long.")
    press(page, "Save draft")
    expect(page.locator(".messagelist .success")).to_be_visible()
    story.refresh_from_db()
    assert story.body_text.startswith("Mine.")
