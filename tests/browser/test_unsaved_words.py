"""What is on the screen is what is saved; what is typed is found again: one browser test for each cause."""

from __future__ import annotations

import pytest
from playwright.sync_api import Dialog, Page, expect

from articles import desk
from articles.models import Story, WorkingCopy
from tests import builders
from tests.browser.conftest import SignIn
from tests.browser.desk_typing import BODY, go_to_the_end
from tests.browser.watching import Complaints

pytestmark = pytest.mark.browser
ADD = "/admin/articles/story/add/"
DESK = "/admin/"


@pytest.fixture
def story() -> Story:
    return builders.make_story("live", headline="Ice comes early", body_source="<p>The river is shut.</p>")


def change(story: Story) -> str:
    return f"/admin/articles/story/{story.pk}/change/"


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).press("Enter")


def type_at_the_end(page: Page, words: str) -> None:
    go_to_the_end(page)
    page.keyboard.type(words)


def wait_until_kept(page: Page) -> None:
    expect(page.locator("[data-kept-line]")).to_contain_text("kept")


def test_back_brings_the_story_as_it_is_now(page: Page, sign_in: SignIn, story: Story) -> None:
    sign_in(page)
    page.goto(change(story))
    type_at_the_end(page, " So are the roads.")
    page.get_by_label("Minor").check()
    press(page, "Publish changes")
    expect(page.get_by_text("Readers see the changes now.")).to_be_visible()
    story.refresh_from_db()
    colleague = builders.make_user("editor", name="colleague")
    corrected = {"body_source": "<p>The river is open.</p>"}
    desk.save_draft(story=story, by=colleague, fields=corrected, seen=story.version)
    desk.publish_changes(story=story, by=colleague, material=False)
    # To the form as it was before the press: what was typed into it must not come back beside a new version.
    page.go_back()
    expect(page).to_have_url(change(story))
    expect(page.locator(BODY)).to_have_text("The river is open.")
    assert page.locator("#id_body_source").input_value() == "<p>The river is open.</p>"
    page.locator("#id_kicker").fill("Ice")
    page.get_by_label("Minor").check()
    press(page, "Publish changes")
    expect(page.get_by_text("Readers see the changes now.")).to_be_visible()
    story.refresh_from_db()
    assert (story.kicker, story.body_text) == ("Ice", "The river is open.")


def test_back_after_a_first_save_leads_to_the_story_and_makes_no_second_one(
    page: Page, sign_in: SignIn
) -> None:
    sign_in(page)
    builders.make_category()
    page.goto(ADD)
    page.locator("#id_headline").fill("Ice comes early")
    page.locator("#id_category").select_option(index=1)
    press(page, "Publish now")
    expect(page.get_by_text("Readers see it now.")).to_be_visible()
    address = page.url
    page.go_back()
    expect(page).to_have_url(address)
    assert Story.objects.count() == 1


def test_a_new_story_that_was_left_has_its_words_on_the_way_back(page: Page, sign_in: SignIn) -> None:
    sign_in(page)
    page.goto(ADD)
    page.locator("#id_headline").fill("Ice comes early")
    type_at_the_end(page, "The river is shut.")
    page.get_by_role("link", name="Photos").click()
    expect(page).to_have_url("/admin/articles/photo/")
    page.go_back()
    expect(page.locator("#id_headline")).to_have_value("Ice comes early")
    expect(page.locator(BODY)).to_have_text("The river is shut.")
    page.goto(DESK)
    page.get_by_role("link", name="Ice comes early").click()
    expect(page.locator(BODY)).to_have_text("The river is shut.")
    press(page, "Save draft")
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert Story.objects.get().body_text == "The river is shut."
    page.goto(DESK)
    expect(page.get_by_role("heading", name="Not saved yet")).to_have_count(0)


def test_a_reload_right_after_a_key_keeps_what_was_typed(page: Page, sign_in: SignIn, story: Story) -> None:
    sign_in(page)
    page.goto(change(story))
    type_at_the_end(page, " So are the roads.")
    page.reload()
    expect(page.locator(BODY)).to_have_text("The river is shut. So are the roads.")
    story.refresh_from_db()
    assert story.body_text == "The river is shut."


def test_the_second_of_two_windows_is_told_and_each_keeps_its_words(
    page: Page, sign_in: SignIn, story: Story, complaints: Complaints
) -> None:
    complaints.allow("409")
    sign_in(page)
    other = page.context.new_page()
    for window in (page, other):
        window.goto(change(story))
    type_at_the_end(page, " One.")
    wait_until_kept(page)
    type_at_the_end(other, " Other.")
    expect(other.locator("[data-kept-warning]")).to_contain_text("in another window, too")
    press(other, "Save draft")
    expect(other.get_by_text("Saved as a draft.")).to_be_visible()
    page.reload()
    expect(page.locator(BODY)).to_have_text("The river is shut. One.")
    press(page, "Save draft")
    expect(page.locator(".edit-conflict")).to_contain_text("Other.")


def test_words_typed_without_a_network_are_there_when_the_page_is_opened_again(
    page: Page, sign_in: SignIn, story: Story, complaints: Complaints
) -> None:
    complaints.allow("ERR_INTERNET_DISCONNECTED")
    sign_in(page)
    page.goto(change(story))
    context = page.context
    context.set_offline(True)
    type_at_the_end(page, " So are the roads.")
    expect(page.locator("[data-kept-warning]")).to_contain_text("kept in this browser")
    page.close()
    context.set_offline(False)
    again = context.new_page()
    again.goto(change(story))
    expect(again.locator(BODY)).to_have_text("The river is shut. So are the roads.")
    assert "roads" in WorkingCopy.objects.get().data["body_source"][0]


def test_words_typed_after_the_log_in_ended_go_up_with_the_next_one(
    page: Page, sign_in: SignIn, story: Story, complaints: Complaints
) -> None:
    complaints.allow("403")
    sign_in(page)
    page.goto(change(story))
    page.context.clear_cookies()
    type_at_the_end(page, " So are the roads.")
    expect(page.locator("[data-kept-warning]")).to_contain_text("not signed in any more")
    assert not WorkingCopy.objects.exists()
    sign_in(page)
    wait_until_kept(page)
    assert "roads" in WorkingCopy.objects.get().data["body_source"][0]


def test_logging_out_sends_what_was_typed_and_leaves_nothing_for_the_next_person(
    page: Page, sign_in: SignIn, story: Story
) -> None:
    sign_in(page)
    page.goto(change(story))
    type_at_the_end(page, " So are the roads.")
    page.get_by_role("button", name="Log out").click()
    expect(page).not_to_have_url(change(story))
    assert "roads" in WorkingCopy.objects.get().data["body_source"][0]
    sign_in(page, "editor", name="another")
    page.goto(change(story))
    expect(page.locator(BODY)).to_have_text("The river is shut.")
    assert page.evaluate("localStorage.length") == 0


def test_idle_windows_share_one_beat_within_sixty_requests_an_hour(
    page: Page, sign_in: SignIn, story: Story
) -> None:
    sign_in(page)
    other = page.context.new_page()
    asked: list[str] = []
    for window in (page, other):
        window.clock.install()
        window.goto(change(story))
        expect(window.locator(BODY)).to_be_visible()
        expect(window.locator(".notice").filter(visible=True)).to_have_count(0)
        window.on("request", lambda sent: asked.append(sent.url))
    Story.objects.filter(pk=story.pk).update(version=7)
    for _minutes in range(30):
        for window in (page, other):
            window.clock.run_for(120_000)
    expect(page.locator("[data-moved-on]")).to_be_visible()
    expect(other.locator("[data-moved-on]")).to_be_visible()
    assert 0 < len(asked) <= 60, asked
    assert {url.partition("?")[0].rpartition("/still-here/")[1] for url in asked} == {"/still-here/"}


def test_words_that_something_newer_stands_in_the_way_of_are_offered_and_change_places(
    page: Page, sign_in: SignIn, story: Story, complaints: Complaints
) -> None:
    complaints.allow("409")
    sign_in(page)
    other = page.context.new_page()
    for window in (page, other):
        window.goto(change(story))
    type_at_the_end(page, " One.")
    wait_until_kept(page)
    type_at_the_end(other, " Other.")
    expect(other.locator("[data-kept-warning]")).to_contain_text("in another window, too")
    page.goto(DESK)
    other.close()
    page.goto(change(story))
    found = page.locator("[data-found-words]")
    expect(page.locator(BODY)).to_have_text("The river is shut. One.")
    for words in ("Other", "One", "Other"):
        expect(found.get_by_role("button", name="Show them")).to_have_count(1)
        found.get_by_role("button", name="Show them").click()
        expect(page.locator(BODY)).to_have_text(f"The river is shut. {words}.")


def test_logging_out_asks_where_the_desk_does_not_have_the_words(
    page: Page, sign_in: SignIn, story: Story, complaints: Complaints
) -> None:
    complaints.allow("ERR_FAILED", "ERR_INTERNET_DISCONNECTED")
    sign_in(page)
    page.goto(change(story))
    page.route("**/story/words/", lambda route: route.abort())
    type_at_the_end(page, " So are the roads.")
    expect(page.locator("[data-kept-warning]")).to_contain_text("kept in this browser")
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", stay)
    with page.expect_event("dialog"):
        page.get_by_role("button", name="Log out").click()
    assert "could not be saved" in asked[0]
    page.unroute("**/story/words/")
    page.get_by_role("button", name="Log out").click()
    expect(page).not_to_have_url(change(story))
    assert "roads" in WorkingCopy.objects.get().data["body_source"][0]
    assert len(asked) == 1


def test_words_that_the_desk_refuses_stay_in_the_browser_and_the_page_says_why(
    page: Page, sign_in: SignIn, story: Story, complaints: Complaints
) -> None:
    complaints.allow("422")
    sign_in(page)
    page.goto(change(story))
    page.locator("#id_summary").evaluate("(field) => { field.value = 'long '.repeat(320_000) }")
    type_at_the_end(page, " So are the roads.")
    warning = page.locator("[data-kept-warning]")
    expect(warning).to_have_text(
        "This text is too long for one story. Divide it. Words typed here stay in this browser."
    )
    assert not WorkingCopy.objects.exists()
