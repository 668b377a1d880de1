"""Everybody can write: axe finds nothing on the form in any state, light or dark, wide or narrow."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests import builders
from tests.browser.axe import findings
from tests.browser.conftest import SignIn
from tests.browser.watching import Complaints

pytestmark = pytest.mark.browser
TEXT = (
    "<p>The <strong>letter</strong> is <em>one</em> <a href='https://example.org'>page</a>.</p><h2>Head</h2>"
    "<blockquote><p>There was grain.</p><cite>Yegor</cite></blockquote><div class='pull'><p>Nobody.</p></div>"
    "<section class='facts'><h2>Ports</h2><p>61 of 118.</p><ul><li>One</li></ul></section><hr><h3>More</h3>"
)
LOOKS = [(width, scheme) for width in (1440, 320) for scheme in ("light", "dark")]


@pytest.fixture(params=LOOKS, ids=lambda look: f"{look[0]}-{look[1]}")
def look(
    request: pytest.FixtureRequest, new_context: Callable[..., BrowserContext], complaints: Complaints
) -> Page:
    """Open a browser window with that width and those colours."""
    width, scheme = request.param
    complaints.allow("404", "422")
    return new_context(color_scheme=scheme, viewport={"width": width, "height": 900}).new_page()


def faults(page: Page) -> list[str]:
    """Return what axe finds, and how far the page is wider than its window."""
    wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return findings(page) + ([f"{wider} pixels too wide"] if wider else [])


def test_the_form_of_a_live_story_with_everything_has_no_finding(look: Page, sign_in: SignIn) -> None:
    sign_in(look, "editor")
    other = builders.make_story("live")
    topic = builders.make_topic(name="Volga, Kama and Other Waterways", slug="water")
    story = builders.make_story("live", body_source=TEXT, related=[other], topics=[topic])
    look.goto(f"/admin/articles/story/{story.pk}/change/")
    expect(look.get_by_role("toolbar")).to_be_visible()
    assert faults(look) == []
    look.locator(".field-topic .select2-selection").first.press("Enter")
    expect(look.locator(".select2-results__option--highlighted")).to_be_visible()
    assert faults(look) == []


def test_a_refused_new_story_has_no_finding(look: Page, sign_in: SignIn) -> None:
    sign_in(look, "editor")
    look.goto("/admin/articles/story/add/")
    look.get_by_role("button", name="Publish now").press("Enter")
    expect(look.locator(".errornote")).to_be_focused()
    assert faults(look) == []


def test_reading_what_one_may_not_change_and_its_history_have_no_finding(look: Page, sign_in: SignIn) -> None:
    sign_in(look, "reporter")
    other = builders.make_user("reporter", name="other")
    story = builders.make_story("live", body_source=TEXT, created_by=other, topics=[builders.make_topic()])
    for page in ("change", "history"):
        look.goto(f"/admin/articles/story/{story.pk}/{page}/")
        assert faults(look) == []


def test_unsaved_words_on_the_form_and_on_their_own_page_have_no_finding(look: Page, sign_in: SignIn) -> None:
    editor = sign_in(look, "editor")
    story = builders.make_story("live", body_source=TEXT)
    reporter = builders.make_user("reporter")
    mine = builders.with_unsaved(story, editor, headline="Ice comes late", body_source=TEXT)
    theirs = builders.with_unsaved(story, reporter, headline="Ice comes late", standfirst="A line.")
    for copy in (mine, theirs):
        look.goto(f"/admin/articles/story/unsaved/{copy.pk}/")
        assert faults(look) == []
    look.goto(f"/admin/articles/story/{story.pk}/change/")
    expect(look.get_by_text("These are your unsaved words")).to_be_visible()
    assert faults(look) == []
    look.goto("/admin/")
    expect(look.get_by_role("heading", name="Not saved yet")).to_be_visible()
    assert faults(look) == []


def test_what_has_the_focus_is_never_under_the_bar(browser: Browser, page: Page, sign_in: SignIn) -> None:
    sign_in(page, "editor")
    page.set_viewport_size({"width": 320, "height": 600})
    page.goto("/admin/articles/story/add/")
    hidden = []
    for _press in range(70):
        page.keyboard.press("Tab")
        hidden += page.evaluate(COVERED)
    assert hidden == []


# The focused element, if the bar at the bottom covers its middle.
COVERED = """
() => {
  const now = document.activeElement
  if (!now || now === document.body || now.closest(".submit-row")) return []
  const { left, top, width, height } = now.getBoundingClientRect()
  const found = document.elementFromPoint(left + width / 2, Math.min(top + height / 2, top + 20))
  return found?.closest(".submit-row") ? [now.id || now.outerHTML.slice(0, 80)] : []
}
"""
