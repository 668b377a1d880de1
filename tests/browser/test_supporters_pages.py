"""Supporters' own pages in a real browser: axe, keyboard alone, a narrow screen, in both languages.

`PICTURES=folder` before `-m slow` keeps a picture of each state, narrow and wide, light and dark.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django import Settings

from donations.models import Course
from tests.browser.axe import OF_COLOURS, findings
from tests.browser.conftest import NewContext
from tests.browser.months.album import Album
from tests.browser.narrow import PHONE, SIDEWAYS, torn_words
from tests.browser.supporters import rows
from tests.browser.supporters.states import ASKED_FOR, OPENED, REFUSED, State
from tests.browser.test_reading import walk
from tests.browser.watching import Complaints
from tests.donations.processor import Processor

pytestmark = pytest.mark.browser

languages = pytest.mark.parametrize("prefix", ["", "/ru"], ids=["en", "ru"])
EVERY = (*OPENED, *ASKED_FOR, *REFUSED)
# One of each kind: as it opens they are among all pages (`test_accessibility.py`).
QUICK = {
    "": {"ended", "amount-refused", "old-refused", "asks-refused", "forget-refused"},
    "/ru": {"pause-refused", "pause-asked", "confirm-refused", "asks-refused"},
}
# What an element says that it is named, described or led to by, and what is not there.
ASTRAY = """() => [...document.querySelectorAll("main *")].flatMap((one) =>
  ["aria-describedby", "aria-labelledby", "for", "href"].flatMap((name) => {
    const value = one.getAttribute(name) || ""
    if (name === "href") return value.startsWith("#") ? [value.slice(1)] : []
    return value.split(" ").filter(Boolean)
  })).filter((id) => !document.getElementById(id))"""
# Fields that are marked as wrong, and say nothing about it.
SILENT = (
    "() => [...document.querySelectorAll('main [aria-invalid=true]:not([aria-describedby])')].map(e => e.id)"
)


def faults(page: Page) -> Iterator[str]:
    """Look at a page as it stands, in the window that it has."""
    yield from findings(page)
    yield from (f"refers to nothing: {name}" for name in page.evaluate(ASTRAY))
    yield from (f"does not say what is wrong: {name}" for name in page.evaluate(SILENT))
    if (over := page.evaluate(SIDEWAYS)) > 0:
        yield f"is {over} pixels too wide"
    yield from (f"torn: {word}" for word in torn_words(page))


@pytest.fixture
def phone(new_context: NewContext, complaints: Complaints) -> Page:
    """A supporter with a phone, without scripts."""
    complaints.allow("the server responded with a status of")
    return new_context(viewport=PHONE, reduced_motion="reduce").new_page()


@languages
def test_what_forms_answer_is_without_a_finding_on_a_phone(phone: Page, prefix: str) -> None:
    found = []
    for state in (one for one in EVERY if one.name in QUICK[prefix]):
        state.reach(phone, prefix)
        found += [f"{state}: {fault}" for fault in faults(phone)]
    assert found == []


def test_planted_faults_are_found(phone: Page) -> None:
    State("refused", rows.runs, "amount", {"amount": "twelve"}).reach(phone, "")
    phone.evaluate(
        "document.querySelector('main .error').remove();"
        "document.querySelector('#end-sure').setAttribute('aria-invalid', 'true');"
        "document.querySelector('main h1').style.cssText = 'inline-size: 2em; overflow-wrap: anywhere'"
    )
    said = "\n".join(faults(phone))
    assert "refers to nothing: amount-amount_error" in said
    assert "does not say what is wrong: end-sure" in said
    assert "torn: " in said


def focused(page: Page) -> str:
    """Return the id of what has the focus, or the words of a button or link."""
    said: str = page.evaluate("document.activeElement.id || document.activeElement.textContent.trim()")
    return said


def press(page: Page, *keys: str) -> str:
    for key in keys:
        page.keyboard.press(key)
    return focused(page)


def test_by_keyboard_alone_it_is_ended_undone_and_changed(phone: Page) -> None:
    phone.goto(f"/{rows.runs()}")
    press(phone, "Tab", "Enter")  # past the menus
    assert press(phone, "Tab") == "What you gave"
    assert press(phone, "Tab") == "End it"
    press(phone, "Enter")
    assert press(phone, "Tab") == "end-sure"
    press(phone, "Space")
    assert press(phone, "Tab") == "End my contribution"
    phone.keyboard.press("Enter")
    expect(phone.get_by_role("status")).to_contain_text("That it ends")
    phone.get_by_role("link", name="Undo the ending").focus()
    press(phone, "Enter")
    assert press(phone, "Tab") == "undo-sure"
    press(phone, "Space")
    phone.keyboard.press("Enter")  # In a field it sends its form.
    expect(phone.get_by_role("status")).to_contain_text("That it goes on")
    phone.get_by_role("link", name="Change the amount").focus()
    press(phone, "Enter")
    assert press(phone, "Tab") == "amount-amount"
    phone.keyboard.type("77")
    phone.keyboard.press("Enter")
    expect(phone.get_by_role("status")).to_contain_text("Another amount: €77")
    assert Course.objects.get().amount == 7700


def test_the_focus_goes_down_the_page_and_is_always_seen(phone: Page) -> None:
    phone.goto(f"/ru/{rows.runs()}")
    stops, wrong = walk(phone)
    assert wrong == []
    assert len(stops) > 30
    tops = phone.evaluate(
        "[...document.querySelectorAll('main :is(a, button, input, select, summary, [tabindex])')]"
        ".filter(one => one.type !== 'hidden' && one.checkVisibility())"
        ".map(one => one.getBoundingClientRect()).map(box => Math.round(box.top) * 1000 + box.left)"
    )
    assert len(tops) > 20
    assert tops == sorted(tops)


@pytest.mark.slow
@languages
@pytest.mark.parametrize("state", EVERY, ids=str)
def test_no_state_has_a_finding(
    phone: Page, prefix: str, state: State, request: pytest.FixtureRequest
) -> None:
    state.reach(phone, prefix)
    look(phone)
    Album(phone, "supporters").keep_page(phone, f"{state}{prefix.replace('/', '-')}")


def look(page: Page) -> None:
    """Look at a page narrow and wide, in both schemes, and press Tab through it."""
    found = [f"light {fault}" for fault in faults(page)]
    page.emulate_media(color_scheme="dark")
    found += [f"dark {finding}" for finding in findings(page, *OF_COLOURS)]
    page.emulate_media(color_scheme="light")
    found += [f"focus {fault}" for fault in walk(page)[1]]
    page.set_viewport_size({"width": 1280, "height": 800})
    found += [f"wide {fault}" for fault in faults(page)]
    page.set_viewport_size(PHONE)
    assert found == []


@pytest.mark.slow
@languages
def test_no_finding_while_the_processor_is_away(shop: Processor, phone: Page, prefix: str) -> None:
    shop.fault("closed_before", times=None)
    State("card-away", rows.runs, "card", {"sure": "yes"}).reach(phone, prefix)
    expect(phone.get_by_role("alert")).to_be_visible()
    look(phone)
    album = Album(phone, "supporters")
    album.keep_page(phone, f"card-away{prefix.replace('/', '-')}")
    phone.goto(f"{prefix}/support/")
    phone.locator("button.give-button").click()
    phone.locator("#answer").check()
    phone.locator("button.give-button").click()
    assert phone.locator("main form input[name=choice]").count() == 1
    look(phone)
    album.keep_page(phone, f"try-again{prefix.replace('/', '-')}")


@pytest.mark.slow
@languages
def test_no_finding_while_the_journal_cannot_be_written(
    phone: Page, prefix: str, settings: Settings, tmp_path: Path
) -> None:
    settings.JOURNAL_FILE = str(tmp_path)
    State("forget-away", rows.forget, "", {"sure": "yes"}).reach(phone, prefix)
    expect(phone.get_by_role("alert")).to_be_visible()
    look(phone)
    Album(phone, "supporters").keep_page(phone, f"forget-away{prefix.replace('/', '-')}")
