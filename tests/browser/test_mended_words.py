"""Words that mend what readers see: in the browser until they are published, and never among the draft's."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from articles.models import Story, WorkingCopy
from tests import builders
from tests.browser.conftest import SignIn
from tests.browser.desk_typing import BODY
from tests.browser.test_unsaved_words import change, press, type_at_the_end
from tests.browser.watching import Complaints

pytestmark = pytest.mark.browser


def test_words_that_mend_are_found_again_in_the_browser_and_gone_when_they_are_published(
    page: Page, sign_in: SignIn, complaints: Complaints
) -> None:
    complaints.allow("422")
    story = builders.make_story("live", headline="Ice", body_source="<p>The river is shut.</p>")
    builders.with_draft(story, headline="Words that wait")
    sign_in(page)
    page.goto(f"{change(story)}?words=live")
    expect(page.get_by_text("it is in this browser alone")).to_be_visible()
    type_at_the_end(page, " So are the roads.")
    # The tab goes without a question, as when the browser is killed.
    context = page.context
    page.close()
    again = context.new_page()
    again.goto(change(story))
    found = again.locator("[data-found-words]")
    expect(found).to_contain_text("with which you mended what readers see")
    expect(again.locator(BODY)).to_have_text("The river is shut.")
    found.get_by_role("button", name="Show them").click()
    expect(again.locator(BODY)).to_have_text("The river is shut. So are the roads.")
    assert not WorkingCopy.objects.exists()
    again.get_by_label("Minor").check()
    press(again, "Publish this alone")
    expect(again.locator(".messagelist .success")).to_be_visible()
    assert Story.objects.get().body_text == "The river is shut. So are the roads."
    for url in (change(story), f"{change(story)}?words=live"):
        again.goto(url)
        expect(again.locator(BODY)).to_contain_text("So are the roads.")
        expect(again.locator("[data-found-words]")).to_be_hidden()
    assert not WorkingCopy.objects.filter(changed_at__isnull=False).exists()
