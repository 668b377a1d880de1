"""No page scrolls sideways on a phone, whatever people typed into every field that there is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from django.db.models import CharField, Model
from playwright.sync_api import BrowserContext, expect

from articles import body
from articles.models import Redirect, RelatedLink, Story
from donations.models import Contribution, Payment
from newsroom.core.stored_text import typed_columns
from newsroom.core.text import clean_line
from newsroom.management.commands.clean_texts import typed_models
from tests import pages, paper, people
from tests.browser.conftest import SignIn
from tests.browser.narrow import PHONE, SIDEWAYS
from tests.browser.roles import visit_as
from tests.browser.watching import Complaints
from tests.pages import Page

pytestmark = pytest.mark.browser

HEBREW = "\u05d4\u05e0\u05d4\u05e8"
# By name: a text of any length, of which each field gets as much as it holds.
WORST = {
    "one word": "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbe" * 5,
    "long words": "Электрофотополупроводниковоприборостроительного " * 7,
    "no space": "W" * 320,
    "web address": "https://archive.example.org/" + "2026/11/the-ice-and-the-road-over-it_" * 9,
    "figures": "1234567890" * 32,
    "emoji": "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466" * 45,
    "right to left": HEBREW * 80,
    "directions": f"{HEBREW}\u2067W{HEBREW}\u2069" * 40,
    "stacked marks": ("Z" + "\u0301\u0323\u0336\u0489" * 6) * 12,
    "hard spaces": "all\u00a0of\u00a0it\u202f" * 30,
    "dashes and slashes": "and/or—either‑or/" * 20,
    "no breaks in Asia": "ー。」』）々ぁっ" * 40,
}
QUICK = {
    *("front", "story-news", "author", "topic", "category", "support", "log-in", "not-found"),
    *("story-list", "story-live", "author-change", "desk"),
}
# The elements that make a page wider than its window, the outermost ones.
WIDE = """() => {
  const most = document.documentElement.clientWidth + 1, found = []
  for (const one of document.querySelectorAll("body *")) {
    const box = one.getBoundingClientRect()
    const isWide = box.width && (box.right > most || box.left < -1)
    if (isWide && !found.some(element => element.contains(one))) found.push(one)
  }
  return found.slice(0, 4).map(one => `${one.localName}.${one.className} in ${one.parentElement.className}`)
}"""
ROLES = ("editor", "reporter", "fundraiser", "stranger", "admin", "coded", "keyed")


def fill(text: str) -> None:
    """Put a text into every field of every row, as its form would have stored it."""
    paper.publish(6)
    for role in ROLES:
        people.person(role)
    for model in typed_models():
        columns = {name: clean_line(text[: _length(model, name)]) for name in typed_columns(model)}
        for kept in {"username", "email", "external_url", "body_source", "to"} & set(columns):
            del columns[kept]
        if model._meta.label != "auth.Group":
            model._base_manager.update(**columns)
    Redirect.objects.exclude(to="").update(to=f"/{'a' * 470}")
    RelatedLink.objects.exclude(external_url="").update(external_url=f"https://example.org/{'a' * 470}")
    source = body.clean_source(re.sub(r"[^<>\n]+(?=<)", text, paper.EVERYTHING))
    rendered = body.render(source, language="en")
    Story.objects.update(body_source=source, body_html=rendered.html, body_text=rendered.text)
    for money in (Contribution, Payment):
        money._base_manager.update(amount=99_999_999)


def _length(model: type[Model], name: str) -> int:
    column = model._meta.get_field(name)
    return (column.max_length or 400) if isinstance(column, CharField) else 400


def too_wide(shown: list[Page], new_context: Callable[..., BrowserContext], sign_in: SignIn) -> Iterator[str]:
    """Say which pages are wider than a phone; each role opens one window."""
    windows = {}
    for one in shown:
        if one.role not in windows:
            windows[one.role] = visit_as(one.role, new_context, sign_in)
            windows[one.role].set_viewport_size(PHONE)
        window = windows[one.role]
        window.goto(one.url)
        if (over := window.evaluate(SIDEWAYS)) > 0:
            yield f"{one}: {over} pixels: {', '.join(window.evaluate(WIDE))}"


def test_no_page_of_the_common_ones_scrolls_sideways_with_a_word_that_never_ends(
    new_context: Callable[..., BrowserContext], sign_in: SignIn, complaints: Complaints
) -> None:
    complaints.allow("status of 404")
    fill(WORST["no space"])
    shown = [one for one in pages.every_example() if one.name in QUICK and one.is_seen]
    assert {one.name for one in shown} == QUICK
    found = list(too_wide(shown, new_context, sign_in))
    assert not found, "\n".join(found)


def test_an_amount_of_hundreds_of_figures_comes_back_within_the_page(
    new_context: Callable[..., BrowserContext], complaints: Complaints
) -> None:
    complaints.allow("status of 422")
    page = new_context(viewport=PHONE).new_page()
    page.goto("/support/")
    page.get_by_label("Other", exact=True).locator("visible=true").check()
    page.locator("#other-month-EUR").fill("9" * 300)
    page.locator("form .give-button").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert page.evaluate(SIDEWAYS) <= 0


@pytest.mark.slow
@pytest.mark.parametrize("name", WORST)
def test_no_page_scrolls_sideways_with_any_text(
    name: str, new_context: Callable[..., BrowserContext], sign_in: SignIn, complaints: Complaints
) -> None:
    fill(WORST[name])
    shown = [one for one in pages.every_example() if one.is_seen]
    complaints.allow_answers(shown)
    found = list(too_wide(shown, new_context, sign_in))
    assert not found, "\n".join(found)
