"""The form of a story takes as few queries with many rows as with none, however it was opened."""

import json
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.desk.content import content_of
from articles.models import Byline, RelatedLink, Story, StoryTopic
from newsroom.core.models import User
from tests import builders
from tests.articles.desk_form import change

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("looked_up")]
MOST = 12
ROWS = 20


def with_rows(number: int, state: str = "draft") -> Story:
    story = builders.make_story(state, lead_image=builders.make_photo(), authors=[])
    for order in range(number):
        author = builders.make_author(name=f"Author {order}", slug=f"author-{order}")
        topic = builders.make_topic(name=f"Topic {order}", slug=f"topic-{order}")
        Byline.objects.create(story=story, author=author, order=order)
        StoryTopic.objects.create(story=story, topic=topic, order=order)
        RelatedLink.objects.create(story=story, target=builders.make_story("live"), order=order)
    return story


def stored(number: int, person: User) -> Story:
    return with_rows(number)


def drafted(number: int, person: User) -> Story:
    story = with_rows(number, "live")
    return builders.with_draft(story, bylines=content_of(story)["bylines"])


def drafted_with_another_photo(number: int, person: User) -> Story:
    story = with_rows(number, "live")
    photo = builders.make_photo()
    return builders.with_draft(story, bylines=content_of(story)["bylines"], lead_image=photo.pk)


def changed_in_another_window(number: int, person: User) -> Story:
    """Words that are typed over a draft, and a scheduled change under it, all with photos of their own."""
    story = drafted_with_another_photo(number, person)
    builders.with_scheduled_changes(story, by=person)
    story = builders.with_draft(story, lead_image=builders.make_photo().pk)
    builders.with_unsaved(story, person, lead_image=str(builders.make_photo().pk), **_rows(story))
    return story


def typed(number: int, person: User) -> Story:
    story = with_rows(number)
    photo = str(story.lead_image_id)
    builders.with_unsaved(story, person, headline="Typed", lead_image=photo, **_rows(story))
    return story


def _rows(story: Story) -> dict[str, str]:
    content = content_of(story)
    return {
        f"{prefix}-{place}-{column}": str(row[column])
        for name, prefix, column in (
            ("topics", "story_topics", "topic"),
            ("bylines", "bylines", "author"),
            ("related", "related_links", "target"),
        )
        for place, row in enumerate(content[name])
    }


@pytest.mark.parametrize(
    "make", [stored, drafted, drafted_with_another_photo, changed_in_another_window, typed]
)
@pytest.mark.parametrize("number", [0, ROWS])
def test_the_form_opens_with_few_queries(
    client: Client, make: Callable[[int, User], Story], number: int
) -> None:
    editor = builders.make_user("editor")
    client.force_login(editor)
    story = make(number, editor)
    client.get(change(builders.make_story("draft")))  # what is fetched once for each process
    with CaptureQueriesContext(connection) as found:
        page = client.get(change(story)).content.decode()
    assert page.count("selected>Author ") == number
    assert page.count("selected>Topic ") == number
    said = "\n".join(each["sql"][:300] for each in found.captured_queries)
    assert len(found) <= MOST, json.dumps({"queries": len(found)}) + said
