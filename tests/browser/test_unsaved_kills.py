"""Tab, browser, site, worker, database and network end at random moments: at most three seconds are lost.

Site, worker and PostgreSQL are processes of their own, and are killed as a power cut would. While one of them
is away somebody goes on typing, and then the browser is killed, too.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright, expect

from tests.browser.desk_typing import BODY
from tests.browser.own_chromium import OwnChromium
from tests.builders import PASSWORD
from tests.donations.processes import Newsroom
from tests.site_process import log_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]
RUNS = 10
LOST = 3.0
# What a machine that is busy may add to the time between a key and the moment that is noted for it.
SLACK = 1.0
# An editor, and a story for each run; then their numbers.
FILL = """
from tests.builders import make_story, make_user
make_user("editor")
made = [make_story("draft", body_source="", authors=[]).pk for _ in range(60)]
print("made", *made)
"""
# Words that the browser keeps until the desk has them, in both of its stores.
NOTHING_WAITS = """() => new Promise((answer) => {
  const opened = indexedDB.open("desk", 1)
  opened.onupgradeneeded = () => opened.result.createObjectStore("words", { keyPath: "key" })
  opened.onsuccess = () => {
    const asked = opened.result.transaction("words").objectStore("words").count()
    asked.onsuccess = () => {
      opened.result.close()
      answer(asked.result === 0 && !Object.keys(localStorage).some((key) => key.startsWith("desk-words/")))
    }
  }
})"""


class Typist:
    """Somebody who types w0, w1 ... into an empty text, in a rhythm of chance."""

    def __init__(self, page: Page, dice: random.Random) -> None:
        self.page, self.dice = page, dice
        self.times: list[float] = []

    @property
    def text(self) -> str:
        return " ".join(f"w{number}" for number in range(len(self.times)))

    def type(self, *, least: float, most: float) -> None:
        """Type for a time of chance between these seconds."""
        until = time.monotonic() + self.dice.uniform(least, most)
        while time.monotonic() < until:
            self.page.keyboard.type(f"w{len(self.times)} ", delay=8)
            self.times.append(time.monotonic())
            self.page.wait_for_timeout(self.dice.choice([20, 60, 200, 700]))


class Desk:
    """A newsroom, an editor's browser, and who types there; `ended` is when the page was gone."""

    def __init__(self, newsroom: Newsroom, browser: OwnChromium, typist: Typist) -> None:
        self.newsroom, self.browser, self.typist = newsroom, browser, typist
        self.ended = 0.0

    def type_on_and_kill_browser(self) -> None:
        self.typist.type(least=0, most=5)
        self.kill_browser()

    def kill_browser(self) -> None:
        self.ended = time.monotonic()
        self.browser.kill()

    def close_tab(self) -> None:
        self.ended = time.monotonic()
        self.typist.page.close(run_before_unload=False)

    def kill(self, name: str) -> None:
        self.newsroom.kill(name)
        self.type_on_and_kill_browser()
        self.newsroom.start(name)

    def cut_network(self) -> None:
        context = self.typist.page.context
        context.set_offline(True)
        self.typist.type(least=0, most=5)
        self.close_tab()
        context.set_offline(False)


ENDS: dict[str, Callable[[Desk], None]] = {
    "tab": Desk.close_tab,
    "browser": Desk.kill_browser,
    "site": lambda desk: desk.kill("site"),
    "worker": lambda desk: desk.kill("worker"),
    "database": lambda desk: desk.newsroom.kill_postgres(desk.type_on_and_kill_browser),
    "network": Desk.cut_network,
}


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    with Newsroom(tmp_path_factory.mktemp("newsroom")) as made:
        yield made


@pytest.fixture(scope="module")
def session(newsroom: Newsroom, stories: list[int]) -> str:
    return log_in(newsroom.port, "editor", PASSWORD).partition("=")[2]


@pytest.fixture(scope="module")
def stories(newsroom: Newsroom) -> list[int]:
    """Numbers of stories that nobody has touched; each run takes one."""
    said = newsroom.manage("shell", "--no-imports", "-c", FILL)
    assert "made" in said, said
    return [int(number) for number in said.partition("made ")[2].split()]


@pytest.fixture
def browser_of_its_own(
    newsroom: Newsroom, session: str, playwright: Playwright, tmp_path: Path
) -> Iterator[OwnChromium]:
    made = OwnChromium(playwright, tmp_path / "profile", newsroom.origin, session)
    yield made
    made.close()


@pytest.mark.parametrize("run", range(RUNS))
@pytest.mark.parametrize("end", ENDS)
def test_three_seconds_at_most_are_lost_and_nothing_older_comes_back(
    end: str,
    run: int,
    newsroom: Newsroom,
    stories: list[int],
    browser_of_its_own: OwnChromium,
    capsys: pytest.CaptureFixture[str],
) -> None:
    story = stories.pop()
    url = f"/admin/articles/story/{story}/change/"
    page = browser_of_its_own.page()
    page.goto(url)
    page.locator(BODY).focus()
    desk = Desk(newsroom, browser_of_its_own, Typist(page, random.Random(f"{end}{run}")))
    desk.typist.type(least=0.5, most=9)
    ENDS[end](desk)
    found, typed, times = _text(browser_of_its_own, url), desk.typist.text, desk.typist.times
    assert typed.startswith(found)
    # A word that was cut in its middle counts as lost.
    first_lost = sum(word == other for word, other in zip(found.split(), typed.split(), strict=False))
    lost = desk.ended - times[first_lost] if first_lost < len(times) else 0.0
    with capsys.disabled():
        sys.stdout.write(f"\n{end}: {len(times)} words typed, {first_lost} found, {lost:.1f} s lost ")
    assert lost <= LOST + SLACK
    assert newsroom.sql("SELECT body_text FROM articles_story WHERE id = %s", story) == [("",)]


def _text(browser: OwnChromium, url: str) -> str:
    """Open the form, wait until the desk has what the browser had, and return its text then."""
    page = browser.page()
    page.goto(url)
    expect(page.locator(BODY)).to_be_visible()
    page.wait_for_function(NOTHING_WAITS, polling=200)
    # This page loads itself again meanwhile.
    page = browser.page()
    page.goto(url)
    return " ".join(page.locator(BODY).inner_text().split())
