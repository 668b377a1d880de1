"""An editor takes a name out while a colleague's old form is open, by keyboard; and on a phone."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django import Settings

from articles import desk
from articles.models import Story, WorkingCopy
from tests import builders
from tests.articles.redacted import make_named, names_in
from tests.browser.axe import findings
from tests.browser.conftest import SignIn
from tests.browser.desk_typing import BODY, go_to_the_end
from tests.browser.narrow import PHONE, SIDEWAYS
from tests.browser.watching import Complaints

pytestmark = pytest.mark.browser
NewContext = Callable[..., BrowserContext]


@pytest.fixture(autouse=True)
def journal_file(settings: Settings, tmp_path: Path) -> None:
    settings.JOURNAL_FILE = str(tmp_path / "journal.jsonl")


def look(page: Page, name: str) -> None:
    """Keep a picture where PICTURES names a folder, and ask axe."""
    if folder := os.environ.get("PICTURES"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)
    assert findings(page) == []
    assert page.evaluate(SIDEWAYS) <= 0


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).press("Enter")


def take_out(page: Page, story: Story, *, name: str) -> None:
    page.goto(f"/admin/articles/story/{story.pk}/change/")
    page.get_by_role("link", name="Take words out for good").click()
    page.get_by_label("Words that must go").fill("Анна Иванова")
    look(page, f"{name}-1-words")
    press(page, "Look for them")
    page.get_by_label("ivanova", exact=True).check()
    page.get_by_label("somebody would be in danger").check()
    page.get_by_label("Nothing: the page keeps its time").check()
    look(page, f"{name}-2-spellings")
    press(page, "Show every place")
    expect(page.get_by_role("heading", name="Take these words out for good?")).to_be_visible()
    look(page, f"{name}-3-look")


def test_a_colleagues_old_form_is_told_and_goes_on(
    page: Page, new_context: NewContext, sign_in: SignIn, complaints: Complaints
) -> None:
    # The picture of the photo is not there.
    complaints.allow("404")
    story = make_named(builders.make_user("editor"))
    other = new_context().new_page()
    sign_in(other, name="other")
    other.goto(f"/admin/articles/story/{story.pk}/change/")
    sign_in(page)
    take_out(page, story, name="wide")
    press(page, "Take them out for good")
    expect(page.get_by_text("The words are out of everything")).to_be_visible()

    complaints.allow("422")
    complaints.allow("409")
    go_to_the_end(other)
    other.keyboard.type(" She is well.")
    expect(other.locator("[data-kept-warning]")).to_contain_text("was taken out of this story for good")
    press(other, "Save draft")
    expect(other.get_by_role("heading", name="These words were taken out")).to_be_visible()
    look(other, "wide-4-held")
    press(other, "Take them out of what I typed")
    expect(other.get_by_text("Look at it, and save it.").first).to_be_visible()
    press(other, "Save draft")
    expect(other.get_by_text("Readers still see the story as it was.")).to_be_visible()
    newest = story.revisions.latest("number")
    assert "She is well." in newest.content["body_source"]
    assert not names_in(str(newest.content), str(list(WorkingCopy.objects.values_list("data", flat=True))))


def test_words_that_wait_in_a_browser_come_up_without_the_name(
    page: Page, sign_in: SignIn, complaints: Complaints
) -> None:
    complaints.allow("ERR_INTERNET_DISCONNECTED", "422")
    sign_in(page)
    story = builders.make_story("live", headline="Home", body_source="<p>Somebody came.</p>")
    here, context = f"/admin/articles/story/{story.pk}/change/", page.context
    page.goto(here)
    context.set_offline(True)
    go_to_the_end(page)
    page.keyboard.type(" Ivanova is well.")
    expect(page.locator("[data-kept-warning]")).to_contain_text("kept in this browser")
    page.close()
    other = builders.make_user("editor", name="other")
    desk.redact(story=story, by=other, spellings=["Ivanova"], reason="danger")
    context.set_offline(False)
    again = context.new_page()
    again.goto(here)
    expect(again.locator("[data-found-words]")).to_contain_text("“Ivanova” was taken out of this story")
    assert not WorkingCopy.objects.exists()
    press(again, "Show them")
    expect(again.locator(BODY)).to_have_text("Somebody came. is well.")
    assert not names_in(str(WorkingCopy.objects.values_list("data", flat=True)))
    assert names_in(again.content()) == set()


def test_words_are_marked_in_the_text_and_added(page: Page, sign_in: SignIn) -> None:
    story = builders.make_story("draft", headline="Home", body_source="<p>Ivanova came.</p>")
    sign_in(page)
    page.goto(f"/admin/articles/story/{story.pk}/redact/")
    page.get_by_text("Ivanova came.").evaluate(
        "(p) => getSelection().setBaseAndExtent(p.firstChild, 0, p.firstChild, 7)"
    )
    press(page, "Add the words marked below")
    expect(page.get_by_label("Words that must go")).to_have_value("Ivanova")
    expect(page.get_by_text("Added: Ivanova")).to_be_visible()


def test_on_a_phone_in_the_dark(new_context: NewContext, sign_in: SignIn, complaints: Complaints) -> None:
    # The picture of the photo is not there.
    complaints.allow("404")
    story = make_named(builders.make_user("editor"))
    page = new_context(viewport=PHONE, color_scheme="dark").new_page()
    sign_in(page)
    take_out(page, story, name="phone")
