"""Lists in an order: moved by buttons and by dragging, and kept in it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from articles import photos
from articles.models import Photo, Story
from tests import builders
from tests.articles.pictures import picture
from tests.browser import desk_typing as desk
from tests.browser.conftest import SignIn
from tests.browser.watching import Complaints

pytestmark = pytest.mark.browser
NAMES = ("Grain", "Labor", "River")


@pytest.fixture
def topics(page: Page, sign_in: SignIn) -> Page:
    """Open a draft with three topics."""
    made = [builders.make_topic(name=name, slug=name.lower()) for name in NAMES]
    story = builders.make_story("draft", topics=made)
    sign_in(page, "editor")
    page.goto(f"/admin/articles/story/{story.pk}/change/")
    return page


def row(page: Page, name: str) -> Locator:
    return page.locator("#story_topics-group .inline-related:not(.empty-form)", has_text=name)


def save(page: Page) -> list[str]:
    page.get_by_role("button", name="Save draft").press("Enter")
    expect(page.locator(".messagelist .success")).to_be_visible()
    return [row.topic.name for row in Story.objects.get().story_topics.all()]


def test_a_row_moves_by_its_buttons_and_keeps_the_focus(topics: Page) -> None:
    down = row(topics, "Grain").get_by_role("button", name="Down")
    down.press("Enter")
    expect(down).to_be_focused()
    down.press("Enter")
    expect(row(topics, "Grain").get_by_role("button", name="Up")).to_be_focused()
    expect(topics.locator("#story_topics-group [data-moved]")).to_have_text("Now number 3 of 3.")
    assert save(topics) == ["Labor", "River", "Grain"]


def test_a_row_moves_by_dragging_its_handle(topics: Page) -> None:
    row(topics, "River").locator("[data-handle]").drag_to(
        row(topics, "Grain"), target_position={"x": 5, "y": 5}
    )
    assert save(topics) == ["River", "Grain", "Labor"]


def test_a_removed_row_is_gone_and_the_others_stay(topics: Page) -> None:
    row(topics, "Labor").get_by_role("button", name="Remove").press("Enter")
    assert save(topics) == ["Grain", "River"]


def test_a_new_row_is_picked_by_keyboard(topics: Page) -> None:
    builders.make_topic(name="Ice", slug="ice")
    desk.pick(topics, desk.picker(desk.add_row(topics, "story_topics")), "Ice")
    assert save(topics) == [*NAMES, "Ice"]


def test_rows_come_back_as_they_were_moved_when_something_else_is_wrong(
    topics: Page, complaints: Complaints
) -> None:
    complaints.allow("422")
    row(topics, "River").get_by_role("button", name="Up").press("Enter")
    row(topics, "Grain").get_by_role("button", name="Remove").press("Enter")
    topics.locator("#id_slug").fill("not a slug")
    topics.get_by_role("button", name="Save draft").press("Enter")
    expect(topics.locator(".errornote")).to_be_focused()
    topics.locator("#id_slug").fill("a-slug")
    assert save(topics) == ["River", "Labor"]


def test_the_same_topic_twice_is_refused_beside_the_list(topics: Page, complaints: Complaints) -> None:
    complaints.allow("422")
    desk.pick(topics, desk.picker(desk.add_row(topics, "story_topics")), "Grain")
    topics.get_by_role("button", name="Save draft").press("Enter")
    expect(topics.locator("#story_topics-group .errorlist").first).to_be_visible()
    expect(topics.locator("#story_topics-group .inline-related:not(.empty-form)")).to_have_count(4)


def test_photos_are_picked_by_their_look_and_their_focus_by_a_press(topics: Page) -> None:
    photo = Photo(alt="Port cranes in fog.", credit="Arina Belskaya / MT")
    photos.store(photos.check(desk.upload_of(picture())), photo=photo)
    photo.save()
    topics.locator(".field-lead_image .select2-selection").focus()
    topics.keyboard.press("Enter")
    result = topics.locator(".select2-results__option", has_text="Port cranes")
    expect(result.locator("img")).to_have_js_property("complete", True)
    topics.keyboard.press("Enter")
    image = topics.locator(".field-lead_image figure img")
    expect(image).to_have_js_property("naturalWidth", 400)
    box = image.bounding_box()
    assert box
    image.click(position={"x": box["width"] / 4, "y": box["height"] * 3 / 4})
    save(topics)
    story = Story.objects.get()
    assert (story.lead_image, str(story.focal_x), str(story.focal_y)) == (photo, "0.25", "0.75")
