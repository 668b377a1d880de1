"""Words on the form of a story in Firefox, which puts fields back in its own way: reload, Back, a save."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from articles import desk
from articles.models import Story
from tests import builders, people
from tests.browser.desk_typing import BODY
from tests.browser.marionette import Firefox, running
from tests.patience import PATIENCE

pytestmark = [pytest.mark.browser, pytest.mark.slow]
SAVED = ".messagelist .success"


@pytest.fixture
def fox(site: str, tmp_path: Path) -> Iterator[Firefox]:
    """An editor at the desk."""
    with running(tmp_path, scripts=True) as fox:
        fox.open(f"{site}/admin/login/")
        cookie = people.signed_in(builders.make_user("editor")).cookies["sessionid"]
        fox.ask("WebDriver:AddCookie", cookie={"name": "sessionid", "value": cookie.value, "httpOnly": True})
        fox.open(f"{site}/admin/")
        yield fox


@pytest.fixture
def story() -> Story:
    return builders.make_story("live", headline="Ice comes early", body_source="<p>The river is shut.</p>")


def type_into(fox: Firefox, selector: str, words: str) -> None:
    fox.ask("WebDriver:ElementSendKeys", id=fox.find(selector), text=words)


def until(said: Callable[[], bool]) -> None:
    """Wait until something is so."""
    limit = time.monotonic() + PATIENCE
    while not _is(said):
        assert time.monotonic() < limit
        time.sleep(0.1)


def _is(said: Callable[[], bool]) -> bool:
    """Ask; while a page loads, what is asked for is not there."""
    try:
        return said()
    except AssertionError:
        return False


def body_is(fox: Firefox, words: str) -> Callable[[], bool]:
    return lambda: fox.text(BODY) == words


def publish(fox: Firefox) -> None:
    fox.click('label:has([value="minor"])')
    fox.click('button[value="publish_changes"]')
    until(lambda: fox.is_shown(SAVED))


def test_a_reload_right_after_a_key_keeps_the_words(fox: Firefox, site: str, story: Story) -> None:
    fox.open(f"{site}/admin/articles/story/{story.pk}/change/")
    until(body_is(fox, "The river is shut."))
    type_into(fox, BODY, "Ice. ")
    fox.ask("WebDriver:Refresh")
    until(lambda: "Ice." in fox.text(BODY))


def test_back_brings_the_story_as_it_is_now(fox: Firefox, site: str, story: Story) -> None:
    fox.open(f"{site}/admin/articles/story/{story.pk}/change/")
    until(body_is(fox, "The river is shut."))
    type_into(fox, BODY, "Ice. ")
    publish(fox)
    colleague = builders.make_user("editor", name="colleague")
    corrected = {"body_source": "<p>The river is open.</p>"}
    desk.save_draft(story=story, by=colleague, fields=corrected)
    desk.publish_changes(story=story, by=colleague, material=False)
    fox.open(f"{site}/admin/")
    fox.back()
    until(body_is(fox, "The river is open."))
    type_into(fox, "#id_kicker", "!")
    publish(fox)
    assert Story.objects.get().body_text == "The river is open."


def test_a_new_story_that_was_left_has_its_words_on_the_way_back(fox: Firefox, site: str) -> None:
    fox.open(f"{site}/admin/articles/story/add/")
    type_into(fox, "#id_headline", "Ice comes early")
    fox.open(f"{site}/admin/")
    fox.back()
    value = "WebDriver:GetElementProperty"
    until(lambda: fox.ask(value, id=fox.find("#id_headline"), name="value") == "Ice comes early")
    fox.click('button[value="write"]')
    until(lambda: fox.is_shown(SAVED))
    fox.open(f"{site}/admin/")
    fox.back()
    until(lambda: fox.is_shown("#id_headline"))
    assert Story.objects.count() == 1
