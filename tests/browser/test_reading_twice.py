"""The editor's window and the server read HTML by the same rules, and so alike."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from playwright.sync_api import Page

from articles.body import clean_source, left_out
from articles.body.tokens import seen
from tests.articles.any_html import Pasted, any_html
from tests.articles.clipboards import CLIPBOARDS
from tests.articles.hostile_bodies import HOSTILE_BODIES
from tests.articles.test_paste_left_out import LEFT
from tests.articles.test_paste_links import AS_THEY_ARE, COMPLETED, UNWRAPPED, link
from tests.articles.test_paste_lists import LISTS
from tests.articles.test_paste_text import SOURCES
from tests.browser.conftest import SignIn
from tests.browser.pasting import read

pytestmark = pytest.mark.browser
URLS = (*COMPLETED, *UNWRAPPED, *AS_THEY_ARE)
BY_NAME = {f"clipboard: {one.name}": one.source for one in CLIPBOARDS} | dict(HOSTILE_BODIES)
BY_NAME |= {f"list: {name}": source for name, (source, _stored) in LISTS.items()}
BY_NAME |= {f"left out: {name}": case[0] for name, case in LEFT.items()}
BY_NAME |= {f"link: {url}": link(url) for url in URLS} | SOURCES


@pytest.fixture
def window(page: Page, sign_in: SignIn) -> Page:
    sign_in(page, "editor")
    page.goto("/admin/articles/story/add/")
    return page


def difference(window: Page, written: str) -> str:
    """Return both readings of HTML where they differ, else nothing."""
    source = seen(written)  # what nobody sees is taken out by the server alone
    here, lost = read(window, source)
    there = clean_source(source)
    if clean_source(here) == there and lost == left_out(source):
        return ""
    return f"{here} {lost}\n-- server:\n{there} {left_out(source)}"


def test_clipboards_and_hostile_bodies_are_read_alike(window: Page) -> None:
    found = {name: difference(window, written) for name, written in BY_NAME.items()}
    assert not any(found.values()), "\n\n".join(f"{name}:\n{said}" for name, said in found.items() if said)


@pytest.mark.slow
def test_any_html_is_read_alike(window: Page) -> None:
    @settings(deadline=None, max_examples=1_000)
    @given(any_html())
    def holds(pasted: Pasted) -> None:
        assert not difference(window, pasted.html)

    holds()
