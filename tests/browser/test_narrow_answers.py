"""What comes back when something was typed, opened or refused never scrolls sideways on a phone either."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from articles.models import Story
from tests import builders
from tests.browser import desk_typing as desk
from tests.browser.conftest import NewContext, SignIn
from tests.browser.narrow import PHONE, SIDEWAYS
from tests.browser.pasting import paste
from tests.browser.watching import Complaints

pytestmark = pytest.mark.browser
WORD = "W" * 60
TOPIC = "/admin/articles/topic"
FILE = f"{'W' * 200}.jpg"


def is_narrow(page: Page) -> bool:
    return bool(page.evaluate(SIDEWAYS) <= 0)


@pytest.fixture
def phone(new_context: NewContext, sign_in: SignIn) -> Page:
    page = new_context(viewport=PHONE).new_page()
    sign_in(page, "editor")
    return page


@pytest.fixture
def writing(phone: Page, complaints: Complaints) -> Page:
    """Open a draft whose every pick and row has a name that never ends."""
    complaints.allow("status of 404")  # The photo has no file.
    topic, author = builders.make_topic(name=WORD), builders.make_author(name=WORD)
    photo = builders.make_photo(alt="W" * 250)
    related = builders.make_story(headline="W" * 200)
    story = builders.make_story(
        "draft", topics=[topic], authors=[author], lead_image=photo, related=[related]
    )
    phone.goto(f"/admin/articles/story/{story.pk}/change/")
    return phone


def test_a_form_that_is_held(phone: Page, complaints: Complaints) -> None:
    complaints.allow("status of 403")
    phone.goto("/admin/articles/photo/add/")
    phone.locator("#id_file").set_input_files({"name": FILE, "mimeType": "image/jpeg", "buffer": b"x"})
    for name in ("alt", "caption", "credit"):
        phone.locator(f"#id_{name}").fill("W" * 120)
    phone.evaluate("document.querySelector('main form [name=csrfmiddlewaretoken]').value = 'x'.repeat(64)")
    phone.get_by_role("button", name="Save", exact=True).first.press("Enter")
    expect(phone.get_by_role("heading", name="Not sent yet", exact=True)).to_be_visible()
    expect(phone.get_by_text(FILE)).to_be_visible()
    assert is_narrow(phone)
    phone.set_viewport_size({"width": 1280, "height": 800})
    assert is_narrow(phone)


def test_a_log_in_that_fails(new_context: NewContext) -> None:
    page = new_context(viewport=PHONE).new_page()
    page.goto("/admin/login/")
    page.locator("[name=login]").fill("W" * 150)
    page.locator("[name=password]").fill("W" * 150)
    page.keyboard.press("Enter")
    expect(page.locator("[name=password]")).to_have_value("")
    assert is_narrow(page)


def test_the_sentence_after_saving(phone: Page) -> None:
    phone.goto(f"{TOPIC}/add/")
    phone.locator("#id_name").fill(WORD)
    phone.get_by_role("button", name="Save", exact=True).first.press("Enter")
    expect(phone.locator(".messagelist")).to_contain_text(WORD)
    assert is_narrow(phone)


def test_what_is_refused_beside_its_field(phone: Page, complaints: Complaints) -> None:
    complaints.allow("status of 422")
    phone.goto(f"{TOPIC}/add/")
    phone.locator("#id_name").fill(WORD)
    phone.locator("#id_slug").fill(f"{WORD[:30]} {WORD[:20]}")
    phone.get_by_role("button", name="Save", exact=True).first.press("Enter")
    expect(phone.locator(".errorlist").first).to_be_visible()
    assert is_narrow(phone)


def test_what_a_deletion_would_take_along(phone: Page) -> None:
    topic = builders.make_topic(name=WORD)
    for _ in range(3):
        builders.make_story("draft", headline="W" * 200, topics=[topic])
    phone.goto(f"{TOPIC}/{topic.pk}/delete/")
    expect(phone.locator("main")).to_contain_text("W" * 200)
    assert is_narrow(phone)


def test_a_picker_that_is_open(writing: Page) -> None:
    writing.locator("#story_topics-group .select2-selection").first.press("Enter")
    expect(writing.locator(".select2-results__option", has_text=WORD)).to_be_visible()
    assert is_narrow(writing)


def test_a_conflict_with_what_a_colleague_saved(writing: Page, complaints: Complaints) -> None:
    complaints.allow("status of 409")
    Story.objects.filter(status="draft").update(version=99, headline="W" * 200, kicker="W" * 50)
    writing.locator("#id_headline").fill("Mine")
    writing.get_by_role("button", name="Save draft").press("Enter")
    expect(writing.locator("main")).to_contain_text("W" * 200)
    assert is_narrow(writing)


def test_what_a_paste_left_out_and_the_window_for_a_link(writing: Page) -> None:
    writing.locator(desk.BODY).focus()
    paste(writing, html=f"<p>{'W' * 300}<img src=x><del>a</del><svg></svg><select></select><math></math></p>")
    expect(writing.locator(".left-out")).to_be_visible()
    assert is_narrow(writing)
    writing.keyboard.press("Control+a")
    writing.keyboard.press("Control+k")
    expect(writing.locator("dialog[open]")).to_be_visible()
    assert is_narrow(writing)


@pytest.mark.parametrize("path", ["/", "/support/", "/ru/support/", "/admin/login/", "/nothing-here/"])
def test_letters_of_half_again_the_size(new_context: NewContext, complaints: Complaints, path: str) -> None:
    complaints.allow("status of 404")
    builders.make_story(headline=f"{WORD} and more", kicker=WORD[:40])
    page = new_context(viewport=PHONE).new_page()
    page.goto(path)
    page.evaluate("document.documentElement.style.fontSize = '150%'")
    assert is_narrow(page)
