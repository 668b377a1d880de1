"""A long story while it is typed: little goes over the line, and its last words leave with the page."""

from __future__ import annotations

import time

import pytest
from playwright.sync_api import Page, Request

from articles.models import WorkingCopy
from tests import builders
from tests.browser.conftest import SignIn
from tests.browser.desk_typing import BODY
from tests.browser.test_unsaved_words import change, type_at_the_end, wait_until_kept
from tests.patience import PATIENCE

pytestmark = pytest.mark.browser
PARAGRAPH = f"<p>{'The river is shut 🧊 and so are the roads. ' * 10}</p>"
# The browser sends no whole form of this size while it closes a page.
LENGTH = 70_000


def wait_for_words(words: str) -> None:
    limit = time.monotonic() + PATIENCE
    while words not in WorkingCopy.objects.get().data["body_source"][0]:
        assert time.monotonic() < limit
        time.sleep(0.1)


def test_of_a_long_story_what_changed_is_sent_and_the_last_words_leave_with_the_page(
    page: Page, sign_in: SignIn
) -> None:
    source = PARAGRAPH * (LENGTH // len(PARAGRAPH))
    story = builders.make_story("draft", headline="Ice", body_source=source)
    sign_in(page)
    sizes: list[int] = []

    def measure(request: Request) -> None:
        if request.url.endswith("/story/words/"):
            sizes.append(len(request.post_data_buffer or b""))

    page.on("request", measure)
    page.goto(change(story))
    type_at_the_end(page, " One 🧣.")
    wait_until_kept(page)
    whole = sizes[0]
    assert whole > LENGTH
    page.locator("#id_kicker").fill("Ice")
    type_at_the_end(page, " Two.")
    wait_for_words("Two.")
    row = WorkingCopy.objects.get()
    assert row.data["body_source"] == [page.locator("#id_body_source").input_value()]
    assert row.data["kicker"] == ["Ice"]
    assert max(sizes[1:]) < 2_000, sizes
    # To a page that is not the desk's, where nothing else sends what the browser has.
    page.locator(BODY).press("End")
    page.keyboard.type(" Three.")
    page.goto("/")
    wait_for_words("Three.")
