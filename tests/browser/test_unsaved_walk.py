"""A day of an editor whose browser and network fail: no word is lost, and nothing goes out before its hour.

In both languages. With `PICTURES` in the environment, pictures of every station are kept in that folder.
"""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import BrowserContext, Dialog, Page, expect

from articles.models import Story
from newsroom.core.models import User
from tests import builders
from tests.browser.axe import OF_COLOURS, findings
from tests.browser.conftest import SignIn
from tests.browser.desk_typing import BODY, go_to_the_end
from tests.browser.watching import Complaints

pytestmark = [pytest.mark.browser, pytest.mark.slow]
WIDTHS = (1440, 768, 320)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
SECOND = datetime.timedelta(seconds=1)
DESK = "/admin/"
TYPED = "The river is shut. So are the roads."


class Walk:
    """An editor's browser, in which each station is looked at."""

    def __init__(self, context: BrowserContext, language: str) -> None:
        self.context, self.language, self.number = context, language, 0
        self.page = context.new_page()

    def look(self, name: str, page: Page | None = None) -> None:
        """Ask axe at every width, and keep pictures where they are wanted."""
        shown, self.number = page or self.page, self.number + 1
        folder, size = os.environ.get("PICTURES", ""), shown.viewport_size
        for width in WIDTHS:
            shown.set_viewport_size({"width": width, "height": 900})
            for scheme in SCHEMES:
                shown.emulate_media(color_scheme=scheme)
                assert findings(shown, *(OF_COLOURS if scheme == "dark" else ())) == []
                assert shown.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
                if folder:
                    file = f"{self.number:02}-{name}-{self.language}-{width}-{scheme}.png"
                    shown.screenshot(path=Path(folder) / file, full_page=True)
        shown.emulate_media(color_scheme="light")
        if size:
            shown.set_viewport_size(size)

    def press(self, act: str) -> None:
        self.page.locator(f'button[name=act][value="{act}"]').press("Enter")

    def press_and_see_it_done(self, act: str) -> None:
        with self.page.expect_navigation():
            self.press(act)
        expect(self.page.locator(".messagelist .success")).to_be_visible()


def change(story: Story) -> str:
    return f"/admin/articles/story/{story.pk}/change/"


def type_offline_and_come_back(walk: Walk, story: Story) -> None:
    page, context = walk.page, walk.context
    page.goto(change(story))
    context.set_offline(True)
    go_to_the_end(page)
    page.keyboard.type(" So are the roads.")
    expect(page.locator("[data-kept-warning]")).to_be_visible()
    walk.look("typed-offline")
    page.close()
    context.set_offline(False)
    walk.page = context.new_page()
    walk.page.goto(change(story))
    expect(walk.page.locator(BODY)).to_have_text(TYPED)
    walk.look("opened-again")


def log_out_and_in(walk: Walk, story: Story, sign_in: Callable[[], User]) -> None:
    page = walk.page
    asked: list[str] = []
    go_to_the_end(page)
    page.keyboard.type(" Nobody leaves.")
    page.route("**/story/words/", lambda route: route.abort())

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.dismiss()

    page.once("dialog", stay)
    with page.expect_event("dialog"):
        page.locator("#user-tools button").click()
    assert asked[0]
    page.unroute("**/story/words/")
    page.locator("#user-tools button").click()
    expect(page.locator("#id_password")).to_be_visible()
    sign_in()
    page.goto(DESK)
    walk.look("not-saved-yet")
    page.get_by_role("link", name=story.headline).first.click()
    expect(page.locator(BODY)).to_have_text(f"{TYPED} Nobody leaves.")


def save_compare_and_schedule(walk: Walk, story: Story) -> datetime.datetime:
    page = walk.page
    walk.press_and_see_it_done("save_draft")
    walk.look("draft")
    with page.expect_popup() as opened:
        page.locator(".compare-button").press("Enter")
    expect(opened.value.locator("ins", has_text="Nobody")).to_be_visible()
    walk.look("compare", opened.value)
    opened.value.close()
    page.locator("#id_next_at_0").fill("2099-07-01")
    page.locator("#id_next_at_1").fill("09:30")
    page.locator("[name=material][value=material]").check()
    page.locator("[name=correction_kind][value=none]").check()
    walk.press_and_see_it_done("schedule_changes")
    walk.look("scheduled")
    page.goto(DESK)
    walk.look("desk-with-scheduled-changes")
    hour = Story.objects.get(pk=story.pk).next_at
    assert hour
    return hour


def take_over(walk: Walk, colleague: User) -> None:
    theirs = builders.make_story("draft", headline="Roads of ice", created_by=colleague)
    typed = {"headline": "Roads of thin ice", "body_source": "<p>Typed, and never saved.</p>"}
    copy = builders.with_unsaved(theirs, colleague, **typed)
    walk.page.goto(f"/admin/articles/story/unsaved/{copy.pk}/")
    walk.look("take-over")
    walk.page.locator("button.default").press("Enter")
    expect(walk.page.locator(".messagelist .success")).to_be_visible()
    walk.look("taken-over")


def read(new_context: Callable[..., BrowserContext], story: Story, words: str) -> None:
    reader = new_context().new_page()
    reader.goto(story.get_absolute_url())
    expect(reader.get_by_text(words).first).to_be_visible()
    expect(reader.get_by_text("Nobody leaves.")).to_have_count(int("Nobody" in words))


@pytest.mark.parametrize("language", ["en", "ru"])
def test_an_editors_day_loses_no_word(
    language: str,
    new_context: Callable[..., BrowserContext],
    sign_in: SignIn,
    complaints: Complaints,
    time_machine: Any,
) -> None:
    complaints.allow("ERR_INTERNET_DISCONNECTED", "ERR_FAILED")
    story = builders.make_story("live", headline="Ice comes early", body_source="<p>The river is shut.</p>")
    walk = Walk(new_context(reduced_motion="reduce"), language)
    User.objects.filter(pk=sign_in(walk.page).pk).update(language=language)
    type_offline_and_come_back(walk, story)
    log_out_and_in(walk, story, lambda: sign_in(walk.page))
    hour = save_compare_and_schedule(walk, story)
    take_over(walk, builders.make_user("reporter", name="colleague"))
    for moment, words in ((hour - SECOND, "The river is shut."), (hour, f"{TYPED} Nobody leaves.")):
        time_machine.move_to(moment, tick=False)
        read(new_context, story, words)
    late = builders.make_story("scheduled", headline="Snow comes early")
    assert late.publish_at
    sign_in(walk.page)
    time_machine.move_to(late.publish_at - 10 * SECOND, tick=False)
    walk.page.goto(change(late))
    walk.page.locator("#id_headline").fill("Snow comes late")
    walk.press_and_see_it_done("save_draft")
    walk.look("changed-before-its-hour")
    time_machine.move_to(late.publish_at, tick=False)
    read(new_context, late, "Snow comes early")
