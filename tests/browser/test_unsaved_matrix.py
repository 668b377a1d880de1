"""Each kind of field, each way in which a page comes back: what was typed is there, over the same version."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from articles import desk
from articles.models import Story
from tests import builders
from tests.browser.conftest import SignIn
from tests.browser.desk_typing import BODY, go_to_the_end

pytestmark = [pytest.mark.browser, pytest.mark.slow]
DESK = "/admin/"


@dataclass(frozen=True)
class Kind:
    """A kind of field: how it is filled, and what then stands there."""

    fill: Callable[[Page], None]
    require: Callable[[Page], None]


def box(selector: str, value: str) -> Kind:
    return Kind(
        lambda page: page.locator(selector).fill(value),
        lambda page: expect(page.locator(selector)).to_have_value(value),
    )


def type_body(page: Page) -> None:
    go_to_the_end(page)
    page.keyboard.type(" So are the roads.")


def add_byline(page: Page) -> None:
    page.get_by_role("button", name="Add a byline").or_(page.get_by_role("link", name="Add a byline")).click()
    page.locator("#id_bylines-0-role").select_option(index=1)
    page.locator("#bylines-0 .select2-selection").press("Enter")
    page.locator(".select2-search__field").fill("Nina")
    expect(page.locator(".select2-results__option--highlighted")).to_have_text("Nina Feldt")
    page.keyboard.press("Enter")


def fill_time(page: Page) -> None:
    page.locator("#id_embargo_until_0").fill("2030-01-02")
    page.locator("#id_embargo_until_1").fill("07:30")


KINDS = {
    "line": box("#id_kicker", "Ice"),
    "text": box("#id_standfirst", "The river\nis shut."),
    "body": Kind(
        type_body,
        lambda page: expect(page.locator(BODY)).to_have_text("The river is shut. So are the roads."),
    ),
    "time": Kind(
        fill_time,
        lambda page: expect(page.locator("#id_embargo_until_1")).to_have_value(re.compile("^07:30")),
    ),
    "number": box("#id_focal_x", "0.25"),
    "choice": Kind(
        lambda page: void(page.locator("#id_kind").select_option("opinion")),
        lambda page: expect(page.locator("#id_kind")).to_have_value("opinion"),
    ),
    "tick": Kind(
        lambda page: page.locator("#id_is_sensitive").check(),
        lambda page: expect(page.locator("#id_is_sensitive")).to_be_checked(),
    ),
    "row": Kind(
        add_byline,
        lambda page: expect(page.locator("#id_bylines-0-author option:checked")).to_have_text("Nina Feldt"),
    ),
}


def void(_value: object) -> None:
    """Take what a function gives, and give nothing."""


def reloaded(page: Page, url: str) -> Page:
    page.reload()
    return page


def gone_back(page: Page, url: str) -> Page:
    page.goto(DESK)
    page.go_back()
    return page


def gone_forward(page: Page, url: str) -> Page:
    page.go_back()
    expect(page).to_have_url(DESK)
    page.go_forward()
    return page


def opened_again(page: Page, url: str) -> Page:
    again = page.context.new_page()
    page.close()
    again.goto(url)
    return again


def in_another_tab(page: Page, url: str) -> Page:
    expect(page.locator("[data-kept-line]")).to_contain_text("kept")
    again = page.context.new_page()
    again.goto(url)
    return again


def stale(page: Page, url: str) -> Page:
    """A colleague saves meanwhile: the words stand over the version that they were typed over, and merge."""
    expect(page.locator("[data-kept-line]")).to_contain_text("kept")
    colleague = builders.make_user("editor", name="colleague")
    desk.write(story=Story.objects.get(), by=colleague, fields={"headline": "Theirs"})
    page.reload()
    return page


WAYS = [reloaded, gone_back, gone_forward, opened_again, in_another_tab, stale]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
@pytest.mark.parametrize("kind", KINDS)
def test_what_was_typed_is_on_the_page_that_comes_back(
    kind: str, way: Callable[[Page, str], Page], page: Page, sign_in: SignIn
) -> None:
    builders.make_author()
    story = builders.make_story(
        "draft", headline="Ice", body_source="<p>The river is shut.</p>", authors=[], category=None
    )
    url = f"/admin/articles/story/{story.pk}/change/"
    sign_in(page)
    page.goto(DESK)
    page.goto(url)
    KINDS[kind].fill(page)
    after = way(page, url)
    KINDS[kind].require(after)
    after.get_by_role("button", name="Save draft", exact=True).press("Enter")
    if way is stale:
        expect(after.locator(".messagelist")).to_contain_text("with what colleague wrote meanwhile")
        expect(after.locator("#id_headline")).to_have_value("Theirs")
        assert Story.objects.get().headline == "Theirs"
    else:
        expect(after.locator(".messagelist .success")).to_be_visible()
    KINDS[kind].require(after)
