"""Two people at one story: each is told of the other, both write, and nothing goes out unseen."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from articles.models import HandedWords, Story
from tests import builders
from tests.browser.axe import findings
from tests.browser.conftest import SignIn
from tests.browser.desk_typing import BODY
from tests.browser.test_unsaved_words import change, press
from tests.browser.watching import Complaints

pytestmark = pytest.mark.browser
PARAGRAPHS = "<p>The river is shut.</p>\n<p>The roads are open.</p>"
Windows = Callable[..., BrowserContext]


def window_of(new_context: Windows, sign_in: SignIn, story: Story, role: str, name: str) -> Page:
    page = new_context().new_page()
    sign_in(page, role, name=name)
    page.goto(change(story))
    expect(page.locator("#id_headline")).to_be_visible()
    return page


def type_into(page: Page, paragraph: int, words: str) -> None:
    page.locator(f"{BODY} p").nth(paragraph).click()
    page.keyboard.press("End")
    page.keyboard.type(words)


def both_write(anna: Page, vera: Page) -> None:
    """Let both save another paragraph: merged, and said."""
    type_into(anna, 0, " Since Monday.")
    press(anna, "Save draft")
    expect(anna.locator(".messagelist .success")).to_be_visible()
    type_into(vera, 1, " Until Friday.")
    press(vera, "Save draft")
    expect(vera.locator(".messagelist")).to_contain_text("what Anna Petrova wrote meanwhile")
    for words in ("Since Monday.", "Until Friday."):
        expect(vera.locator(BODY)).to_contain_text(words)


def test_two_write_merge_choose_and_publish_what_they_saw(
    new_context: Windows, sign_in: SignIn, complaints: Complaints
) -> None:
    complaints.allow("409")
    builders.make_user("editor", name="anna", first_name="Anna", last_name="Petrova")
    story = builders.make_story("draft", headline="Ice comes early", body_source=PARAGRAPHS)
    anna = window_of(new_context, sign_in, story, "editor", "anna")
    vera = window_of(new_context, sign_in, story, "editor", "vera")
    # Whoever comes sees at once who is there.
    expect(vera.locator("[data-others]")).to_contain_text("Anna Petrova has this story open, too.")
    both_write(anna, vera)
    # The same paragraph: both are kept, and one is chosen.
    anna.goto(change(story))
    type_into(anna, 0, " Says Anna.")
    press(anna, "Save draft")
    expect(anna.locator(".messagelist .success")).to_be_visible()
    type_into(vera, 0, " Says Vera.")
    press(vera, "Publish now")
    expect(vera.locator("#together")).to_contain_text("Says Anna.")
    assert not findings(vera)
    vera.get_by_label("Keep both, one after the other").check()
    press(vera, "Publish now")
    # What was chosen is shown whole before it goes out.
    expect(vera.locator("#together h2")).to_contain_text("Look at this before it goes out")
    assert not Story.objects.get().is_live
    press(vera, "Publish now")
    expect(vera.locator(".messagelist .success")).to_be_visible()
    found = Story.objects.get()
    assert found.is_live
    assert all(words in found.body_text for words in ("Says Anna.", "Says Vera.", "Until Friday."))


def test_a_reporter_whose_story_went_on_hands_the_words_to_the_editors(
    new_context: Windows, sign_in: SignIn, complaints: Complaints
) -> None:
    complaints.allow("409")
    reporter = builders.make_user("reporter", name="rita")
    story = builders.make_story("draft", created_by=reporter, body_source=PARAGRAPHS)
    rita = window_of(new_context, sign_in, story, "reporter", "rita")
    vera = window_of(new_context, sign_in, story, "editor", "vera")
    press(vera, "Publish now")
    expect(vera.locator(".messagelist .success")).to_be_visible()
    type_into(rita, 1, " Until Friday.")
    press(rita, "Save draft")
    expect(rita.locator(BODY)).to_contain_text("Until Friday.")
    press(rita, "Hand to the editors")
    expect(rita.locator(".messagelist .success")).to_contain_text("Handed to the editors")
    vera.goto(f"/admin/articles/story/handed/{HandedWords.objects.get().pk}/")
    expect(vera.locator("main ins")).to_contain_text("Until Friday.")
    assert not findings(vera)
    press(vera, "Take them")
    expect(vera.locator(BODY)).to_contain_text("Until Friday.")
    assert "Until Friday" not in Story.objects.get().body_text
