"""Each kind of field, each way in which a page comes back, in Firefox: what was typed is there."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from articles import desk
from articles.models import Story
from tests import builders, people
from tests.browser.desk_typing import BODY
from tests.browser.marionette import Firefox, running
from tests.patience import PATIENCE

pytestmark = [pytest.mark.browser, pytest.mark.slow]
# What Firefox puts back stands there so soon after the page has loaded.
RESTORING = 1.5
ENTER = "\ue007"
KEPT = "[data-kept-line]"
SAVED = ".messagelist .success"
TYPED = ("kicker", "standfirst", "body_source", "embargo_until", "focal_x", "kind", "is_sensitive")


@dataclass(frozen=True)
class Kind:
    """A kind of field: how it is filled, and whether that stands there."""

    fill: Callable[[Firefox], None]
    stands: Callable[[Firefox], bool]


def box(selector: str, value: str) -> Kind:
    def fill(fox: Firefox) -> None:
        fox.ask("WebDriver:ElementClear", id=fox.find(selector))
        fox.type(selector, value)

    return Kind(fill, lambda fox: bool(fox.value(selector) == value))


def add_byline(fox: Firefox) -> None:
    fox.click("#bylines-group .add-row a")
    until(lambda: fox.is_shown("#bylines-0 .select2-selection"))
    fox.click("#id_bylines-0-role option:nth-of-type(2)")
    fox.click("#bylines-0 .select2-selection")
    fox.press("Nina")
    until(lambda: fox.text(".select2-results__option--highlighted") == "Nina Feldt")
    fox.press(ENTER)


def fill_time(fox: Firefox) -> None:
    fox.type("#id_embargo_until_0", "2030-01-02")
    fox.type("#id_embargo_until_1", "07:30")


KINDS = {
    "line": box("#id_kicker", "Ice"),
    "text": box("#id_standfirst", "The river\nis shut."),
    "body": Kind(lambda fox: fox.type(BODY, "Ice. "), lambda fox: "Ice." in fox.text(BODY)),
    "time": Kind(fill_time, lambda fox: str(fox.value("#id_embargo_until_1")).startswith("07:30")),
    "number": box("#id_focal_x", "0.25"),
    "choice": Kind(
        lambda fox: fox.click("#id_kind [value=opinion]"),
        lambda fox: bool(fox.value("#id_kind") == "opinion"),
    ),
    "tick": Kind(lambda fox: fox.click("#id_is_sensitive"), lambda fox: fox.is_chosen("#id_is_sensitive")),
    "row": Kind(
        add_byline, lambda fox: bool(fox.value("#id_bylines-0-author option:checked", "text") == "Nina Feldt")
    ),
}


def reloaded(fox: Firefox, url: str) -> None:
    fox.ask("WebDriver:Refresh")


def gone_back(fox: Firefox, url: str) -> None:
    fox.open(url.partition("articles/")[0])
    fox.back()


def gone_forward(fox: Firefox, url: str) -> None:
    fox.back()
    until(lambda: fox.url.endswith("/admin/"))
    fox.forward()


def opened_again(fox: Firefox, url: str) -> None:
    typed = fox.tabs[-1]
    fox.open_tab()
    fresh = fox.tabs[-1]
    fox.go_to_tab(typed)
    fox.close_tab()
    fox.go_to_tab(fresh)
    fox.open(url)


def restored(fox: Firefox, url: str) -> None:
    """Ctrl+Shift+T: Firefox puts back which page it was, and what it remembers of the form."""
    fox.close_tab()
    fox.go_to_tab(fox.tabs[0])
    fox.restore_tab()


def in_another_tab(fox: Firefox, url: str) -> None:
    until(lambda: "kept" in fox.text(KEPT))
    fox.open_tab()
    fox.open(url)


def stale(fox: Firefox, url: str) -> None:
    """A colleague saves meanwhile: the words stand over the version that they were typed over, and merge."""
    until(lambda: "kept" in fox.text(KEPT))
    colleague = builders.make_user("editor", name="colleague")
    desk.write(story=Story.objects.get(), by=colleague, fields={"headline": "Theirs"})
    fox.ask("WebDriver:Refresh")


WAYS = [reloaded, gone_back, gone_forward, opened_again, restored, in_another_tab, stale]


def is_so(said: Callable[[], bool]) -> bool:
    """Ask; while a page loads, or where there is no such row, what is asked for is not there."""
    try:
        return said()
    except AssertionError:
        return False


def until(said: Callable[[], bool]) -> None:
    """Wait until something is so."""
    limit = time.monotonic() + PATIENCE
    while not is_so(said):
        assert time.monotonic() < limit
        time.sleep(0.1)


@pytest.fixture(scope="module")
def running_fox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    with running(tmp_path_factory.mktemp("fox"), scripts=True) as fox:
        yield fox


@pytest.fixture
def fox(running_fox: Firefox, site: str) -> Iterator[Firefox]:
    """An editor at the desk, in a tab of its own; the first tab stays empty."""
    running_fox.open_tab()
    running_fox.open(f"{site}/admin/login/")
    session = people.signed_in(builders.make_user("editor")).cookies["sessionid"].value
    cookie = {"name": "sessionid", "value": session, "httpOnly": True}
    running_fox.ask("WebDriver:AddCookie", cookie=cookie)
    running_fox.open(f"{site}/admin/")
    yield running_fox
    for tab in running_fox.tabs[1:]:
        running_fox.go_to_tab(tab)
        running_fox.close_tab()
    running_fox.go_to_tab(running_fox.tabs[0])
    running_fox.let_go()


def typed_into(fox: Firefox, site: str, kind: str) -> str:
    """Type into the form of a story, and return its address."""
    builders.make_author()
    story = builders.make_story(
        "draft", headline="Ice", kicker="", standfirst="", body_source="<p>The river is shut.</p>", authors=[]
    )
    url = f"{site}/admin/articles/story/{story.pk}/change/"
    fox.open(url)
    until(lambda: fox.is_shown(BODY))
    KINDS[kind].fill(fox)
    assert KINDS[kind].stands(fox)
    return url


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
@pytest.mark.parametrize("kind", KINDS)
def test_what_was_typed_is_on_the_page_that_comes_back_in_firefox(
    kind: str, way: Callable[[Firefox, str], None], fox: Firefox, site: str
) -> None:
    url = typed_into(fox, site, kind)
    way(fox, url)
    until(lambda: KINDS[kind].stands(fox))
    fox.click('button[value="write"]')
    until(lambda: fox.is_shown(SAVED))
    until(lambda: KINDS[kind].stands(fox))
    if way is stale:
        assert "with what colleague wrote meanwhile" in fox.text(".messagelist")
        assert fox.value("#id_headline") == "Theirs"
        assert Story.objects.get().headline == "Theirs"


@pytest.mark.parametrize("kind", KINDS)
def test_a_restored_tab_has_no_older_words_beside_the_version_of_newer_ones(
    kind: str, fox: Firefox, site: str
) -> None:
    url = typed_into(fox, site, kind)
    before = Story.objects.values(*TYPED).get()
    until(lambda: "kept" in fox.text(KEPT))
    fox.close_tab()
    # The words are saved elsewhere, and a colleague takes them out again.
    fox.go_to_tab(fox.tabs[0])
    fox.open_tab()
    fox.open(url)
    until(lambda: KINDS[kind].stands(fox))
    fox.click('button[value="write"]')
    until(lambda: fox.is_shown(SAVED))
    colleague = builders.make_user("editor", name="colleague")
    desk.write(story=Story.objects.get(), by=colleague, fields=before, rows={"bylines": []})
    fox.restore_tab()
    until(lambda: fox.is_shown(BODY))
    time.sleep(RESTORING)
    assert not is_so(lambda: KINDS[kind].stands(fox))
    fox.click('button[value="write"]')
    until(lambda: fox.is_shown(SAVED))
    assert not is_so(lambda: KINDS[kind].stands(fox))
    assert Story.objects.values(*TYPED).get() == before
