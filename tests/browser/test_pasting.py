"""Pasting into a story's text: it keeps every fact, as the server would, and says what it leaves out."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from articles.admin.left_out import sentence
from articles.body import clean_source
from tests.articles.clipboards import CLIPBOARDS
from tests.browser.conftest import SignIn
from tests.browser.desk_typing import BODY
from tests.browser.pasting import clear, left_out, paste, sent

pytestmark = pytest.mark.browser
KINDS = {"text/html": "html", "text/plain": "plain"}


@pytest.fixture
def writing(page: Page, sign_in: SignIn) -> Page:
    sign_in(page, "editor")
    page.goto("/admin/articles/story/add/")
    page.locator(BODY).focus()
    return page


def test_each_clipboard_is_sent_as_the_server_would_store_it(writing: Page) -> None:
    different = []
    for clipboard in CLIPBOARDS:
        clear(writing)
        paste(writing, **{KINDS[clipboard.kind]: clipboard.source})
        source = sent(writing)
        if clean_source(source) != clipboard.stored:
            different.append(f"{clipboard.name}:\n{clean_source(source)}\n-- wanted:\n{clipboard.stored}")
        said = sentence(clipboard.source)
        if left_out(writing).removesuffix("Take the paste back").strip() != said:
            different.append(f"{clipboard.name}: {left_out(writing)!r}, wanted {said!r}")
    assert not different, "\n\n".join(different)


def test_a_paste_that_left_something_out_is_taken_back_by_a_button(writing: Page) -> None:
    writing.keyboard.type("Before. ")
    paste(writing, html='<p>The quay<img src="https://a.example/1.jpg"></p><p>at noon</p>')
    expect(writing.get_by_role("status").filter(has_text="pictures (1)")).to_be_visible()
    assert clean_source(sent(writing)) == "<p>Before. The quay</p>\n<p>at noon</p>"
    writing.get_by_role("button", name="Take the paste back").press("Enter")
    assert clean_source(sent(writing)) == "<p>Before.</p>"
    assert left_out(writing) == ""
    expect(writing.locator(BODY)).to_be_focused()


def test_after_more_was_written_only_the_sentence_stays(writing: Page) -> None:
    paste(writing, html="<p>The quay <del>at noon</del></p>")
    expect(writing.get_by_role("button", name="Take the paste back")).to_be_visible()
    writing.keyboard.type("!")
    expect(writing.get_by_role("button", name="Take the paste back")).to_have_count(0)
    assert "text that was struck out (1)" in left_out(writing)
    paste(writing, html="<p>Nothing is missing.</p>")
    assert left_out(writing) == ""


def test_a_picture_alone_replaces_no_word_and_is_named(writing: Page) -> None:
    writing.keyboard.type("Words.")
    for things in ({"picture": "quay.gif"}, {"html": '<img src="https://a.example/quay.gif">'}):
        writing.keyboard.press("Control+a")
        paste(writing, **things)
        assert clean_source(sent(writing)) == "<p>Words.</p>"
        assert left_out(writing) == "Left out of what was pasted: pictures (1)."


def test_a_document_is_no_picture(writing: Page) -> None:
    paste(writing, document="report.pdf", picture="quay.gif")
    assert left_out(writing) == "Left out of what was pasted: files (1), pictures (1)."
