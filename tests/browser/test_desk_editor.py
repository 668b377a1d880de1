"""Rich text editor of a story: its own blocks, by keyboard, under the strict policy."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from articles.models import Story
from tests.articles.hostile_bodies import HOSTILE_BODIES
from tests.browser.conftest import SignIn
from tests.browser.desk_typing import BODY, fill_by_keys
from tests.browser.watching import Complaints

pytestmark = pytest.mark.browser

PASTE = """
(area, html) => {
  const data = new DataTransfer()
  data.setData("text/html", html)
  area.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }))
}
"""
GOOGLE_DOCS = (
    '<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1">'
    '<h1 style="line-height:1.38"><span style="font-weight:400">A head</span></h1>'
    '<p dir="ltr" style="line-height:1.38;"><span style="font-size:11pt;font-weight:400;">Plain, </span>'
    '<span style="font-weight:700;">bold</span><span style="font-weight:400;font-style:italic;">, slanted'
    "</span></p></b>"
)


@pytest.fixture
def writing(page: Page, sign_in: SignIn) -> Page:
    sign_in(page, "editor")
    page.goto("/admin/articles/story/add/")
    page.locator(BODY).focus()
    return page


def tool(page: Page, name: str) -> None:
    """Press a button of the toolbar without a mouse."""
    page.get_by_role("toolbar").get_by_role("button", name=name, exact=True).press("Enter")
    expect(page.locator(BODY)).to_be_focused()


def keys(page: Page, *pressed: str) -> None:
    for key in pressed:
        page.keyboard.press(key)


def saved(page: Page) -> str:
    """Save the draft and return the text that the desk has now."""
    fill_by_keys(page, "headline", "A headline")
    page.get_by_role("button", name="Save draft").press("Enter")
    expect(page.locator(".messagelist .success")).to_be_visible()
    return Story.objects.get().body_source


def test_bold_italic_and_crossheads_are_typed(writing: Page) -> None:
    keys(writing, "Control+b")
    writing.keyboard.type("Bold")
    keys(writing, "Control+b", "Control+i")
    writing.keyboard.type(" slanted")
    keys(writing, "Enter")
    tool(writing, "Crosshead")
    writing.keyboard.type("Head")
    assert saved(writing) == "<p><strong>Bold</strong><em> slanted</em></p>\n<h2>Head</h2>"


def test_a_quote_has_its_speaker_and_enter_leads_through_it(writing: Page) -> None:
    tool(writing, "Quote")
    writing.keyboard.type("There was grain.")
    keys(writing, "Enter", "Enter")
    writing.keyboard.type("Yegor, a foreman")
    keys(writing, "Enter")
    writing.keyboard.type("He went on.")
    quote = "<blockquote><p>There was grain.</p><cite>Yegor, a foreman</cite></blockquote>"
    assert saved(writing) == f"{quote}\n<p>He went on.</p>"


def test_pull_quotes_fact_boxes_lists_and_dividers_are_made(writing: Page) -> None:
    tool(writing, "Pull quote")
    writing.keyboard.type("Nobody was free.")
    keys(writing, "Control+Enter")
    tool(writing, "Fact box")
    writing.keyboard.type("Ports")
    keys(writing, "ArrowDown")
    writing.keyboard.type("61 of 118.")
    keys(writing, "Control+Enter")
    tool(writing, "Divider")
    tool(writing, "List")
    writing.keyboard.type("One")
    keys(writing, "Enter")
    writing.keyboard.type("Two")
    assert saved(writing).splitlines() == [
        '<div class="pull"><p>Nobody was free.</p></div>',
        '<section class="facts"><h2>Ports</h2><p>61 of 118.</p></section>',
        "<hr>",
        "<ul><li>One</li><li>Two</li></ul>",
    ]


def test_a_box_is_taken_away_by_the_button_that_made_it(writing: Page) -> None:
    for name in ("Quote", "Pull quote", "Fact box"):
        tool(writing, name)
        tool(writing, name)
    writing.keyboard.type("Only words.")
    assert saved(writing) == "<p>Only words.</p>"


def test_a_link_is_set_in_a_dialog_that_knows_bad_addresses(writing: Page) -> None:
    writing.keyboard.type("letter")
    keys(writing, "Control+a", "Control+k")
    writing.keyboard.type("javascript:alert(1)")
    keys(writing, "Enter")
    expect(writing.get_by_role("dialog").locator(".errorlist")).to_be_visible()
    keys(writing, "Control+a")
    writing.keyboard.type("example.org/letter")
    keys(writing, "Enter")
    expect(writing.get_by_role("dialog")).to_have_count(0)
    assert saved(writing) == '<p><a href="https://example.org/letter">letter</a></p>'


def test_a_paste_from_google_docs_keeps_bold_and_italics_alone(writing: Page) -> None:
    writing.locator(BODY).evaluate(PASTE, GOOGLE_DOCS)
    assert saved(writing) == "<h2>A head</h2>\n<p>Plain, <strong>bold</strong><em>, slanted</em></p>"


def test_double_spaces_and_curly_quotes_stay_what_they_are(writing: Page) -> None:
    writing.keyboard.type("“Cold,”  she said.")
    assert "&nbsp;" not in writing.locator("#id_body_source").input_value()
    assert "“Cold,”" in saved(writing)


def test_the_toolbar_is_one_stop_of_the_tab_key_with_arrows_inside(writing: Page) -> None:
    keys(writing, "Shift+Tab")
    focused = writing.locator(":focus")
    expect(focused).to_have_text("Bold")
    keys(writing, "ArrowRight")
    expect(focused).to_have_text("Italic")
    keys(writing, "End")
    expect(focused).to_have_text("Redo")
    keys(writing, "Tab")
    expect(writing.locator(BODY)).to_be_focused()


def test_words_are_counted_without_pull_quotes(writing: Page) -> None:
    writing.keyboard.type("One two — three")
    keys(writing, "Enter")
    tool(writing, "Pull quote")
    writing.keyboard.type("One two")
    expect(writing.locator(".field-body_source .count")).to_have_text("3 words · 1 min")


def test_a_hostile_source_that_comes_back_into_the_editor_does_not_run(
    writing: Page, complaints: Complaints
) -> None:
    complaints.allow("422", "404")
    for name, source in HOSTILE_BODIES[::6]:
        writing.evaluate(REFUSE, source.replace("\x00", ""))
        expect(writing.locator(".errornote")).to_be_visible()
        assert not writing.evaluate("window.pwned"), name


# Send the form with that source and a slug that is refused, past the editor.
REFUSE = """
source => {
  const form = document.querySelector("#story_form")
  window.pwned = undefined
  form.elements.slug.value = "not a slug"
  form.elements.body_source.value = source
  document.querySelector(".errornote")?.remove()
  form.submit()
}
"""
