"""The editor's window and the server read HTML by the same rules, and so alike."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from articles.body import clean_source, left_out
from articles.body.tokens import seen
from tests.articles.clipboards import CLIPBOARDS
from tests.articles.hostile_bodies import HOSTILE_BODIES
from tests.browser.conftest import SignIn
from tests.browser.pasting import read

pytestmark = pytest.mark.browser
BY_NAME = {f"clipboard: {one.name}": one.source for one in CLIPBOARDS} | dict(HOSTILE_BODIES)


@pytest.fixture
def window(page: Page, sign_in: SignIn) -> Page:
    sign_in(page, "editor")
    page.goto("/admin/articles/story/add/")
    return page


def test_clipboards_and_hostile_bodies_are_read_alike(window: Page) -> None:
    different = []
    for name, written in BY_NAME.items():
        source = seen(written)  # what nobody sees is taken out by the server alone
        here, lost = read(window, source)
        there = clean_source(source)
        if clean_source(here) != there or lost != left_out(source):
            different.append(f"{name}:\n{here} {lost}\n-- server:\n{there} {left_out(source)}")
    assert not different, "\n\n".join(different)
