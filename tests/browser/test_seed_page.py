"""An editor types the page that this project starts from, and a reader finds it in its order."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from articles import body
from articles.models import Story
from tests import builders
from tests.articles.pictures import picture
from tests.browser import desk_typing as desk
from tests.browser import seed
from tests.browser.conftest import SignIn

pytestmark = pytest.mark.browser

# Where in the document each text begins, in the innermost element that the selector finds; or -1.
PLACES = """
texts => {
  const all = [...document.body.querySelectorAll("*")]
  const plain = element => element.textContent.replace(/\\s+/g, " ").trim()
  const innermost = (element, text) =>
    plain(element).includes(text) && ![...element.children].some(child => plain(child).includes(text))
  return texts.map(([selector, text]) => {
    const found = all.find(element => element.matches(selector) && innermost(element, text))
    if (!found) return -1
    const before = document.createRange()
    before.setStart(document.body, 0)
    before.setEnd(found, 0)
    return before.toString().length + found.textContent.indexOf(text.split(" ")[0])
  })
}
"""


@pytest.fixture
def given() -> seed.Page:
    """Make what the paper has already: a category, a topic, and the stories to read more of."""
    page = seed.read()
    builders.make_category()
    builders.make_topic(name=page.topic, slug="the-topic")
    for number, card in enumerate(page.cards):
        author = builders.make_author(name=card.author or "Nina F.", slug=f"author-{number}")
        kind = "opinion" if card.author else "news"
        words: dict[str, Any] = {
            "headline": card.headline,
            "summary": card.summary,
            "kicker": card.label,
            "kind": kind,
        }
        builders.make_story("live", slug=f"card-{number}", authors=[author], **words)
    return page


def test_the_whole_seed_page_is_typed_and_read(
    page: Page, site: str, sign_in: SignIn, given: seed.Page
) -> None:
    sign_in(page, "editor")
    page.goto("/admin/articles/story/add/")
    type_words(page, given)
    page.locator("#id_category").select_option(label="Regions")
    desk.pick(page, desk.picker(desk.add_row(page, "story_topics")), given.topic)
    desk.upload(page, picture(), alt="Two cranes.", caption=given.caption, credit=given.credit)
    for card in given.cards:
        desk.pick(page, desk.picker(desk.add_row(page, "related_links")), card.headline)
    page.get_by_role("button", name="Publish now").press("Enter")
    expect(page.locator(".messagelist .success")).to_contain_text("Published")
    story = Story.objects.get(headline=body.typeset(given.headline, language="en"))
    page.goto(story.get_absolute_url())
    wanted = elements(given)
    places = page.evaluate(PLACES, wanted)
    assert -1 not in places, [wanted[number] for number, place in enumerate(places) if place == -1]
    assert places == sorted(places)
    raw = page.request.get(story.get_absolute_url()).text()
    assert "&nbsp;" not in raw
    curly = [text for text in given.paragraphs if "“" in text]
    assert curly
    assert all(text in raw for text in curly)


def type_words(page: Page, given: seed.Page) -> None:
    desk.fill_by_keys(page, "headline", given.headline)
    page.locator(desk.BODY).focus()
    for number, paragraph in enumerate(given.paragraphs):
        if number:
            page.keyboard.press("Enter")
        page.keyboard.type(paragraph)
    desk.fill_by_keys(page, "credit_line", given.credit_line)


def elements(given: seed.Page) -> list[tuple[str, str]]:
    """Return selector and text of everything that a reader must find, in the seed's order."""
    cards = [
        (selector, text)
        for card in given.cards
        for selector, text in (
            ("main *", card.label.capitalize() if card.author else card.label),
            ("main *", card.author),
            ("h3, h3 *", card.headline),
            ("main p", card.summary),
        )
        if text
    ]
    found = [
        ("h1", given.headline),
        ("main figure, main picture, main img", ""),
        ("figcaption", given.caption),
        ("figcaption, figcaption *", given.credit),
        *(("main .story-body p", paragraph) for paragraph in given.paragraphs),
        ("main .story-body p", given.credit_line),
        ("main nav", "Read more about:"),
        ("main nav a", given.topic),
        ("h2", "Read more"),
        *cards,
    ]
    # Photo captions stand as they were typed; the desk sets the quotes of everything else.
    return [
        (selector, text if "figcaption" in selector else body.typeset(text, language="en"))
        for selector, text in found
    ]
