"""Query counts: a page takes as many for three stories as for three hundred, and few for readers."""

from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import Byline, RelatedLink, Story, StoryTopic
from tests.builders import make_author, make_category, make_photo, make_story, make_topic, make_user

pytestmark = pytest.mark.django_db
MOST = 8
FEW, MANY = 3, 300
LISTS = ["/", "/category/regions/", "/topic/grain/", "/author/nina-feldt/"]
DESK = ["/admin/", "/admin/articles/story/", "/admin/articles/story/?q=harbor", "/admin/articles/author/"]
DESK += ["/admin/articles/topic/", "/admin/articles/category/", "/admin/articles/photo/"]


@pytest.fixture
def story() -> Story:
    """The first of a few stories that all have a picture, two topics, two names and related reading."""
    photo, topics = make_photo(), [make_topic(), make_topic(name="Ports", slug="ports")]
    authors = [make_author(photo=photo), make_author(name="Oleg", slug="oleg")]
    first, *others = [make_story(topics=topics, authors=authors, lead_image=photo) for _ in range(FEW)]
    for order, other in enumerate(others):
        RelatedLink.objects.create(story=first, target=other, order=order)
        RelatedLink.objects.create(story=other, target=first)
    return first


def make_many(like: Story) -> None:
    """Copy a story with its rows until there are many; one by one would take half a minute."""
    own = ("id", "uuid", "edition_group", "form_token")
    columns = {k: v for k, v in Story.objects.filter(pk=like.pk).values().get().items() if k not in own}
    copies = Story.objects.bulk_create(Story(**columns) for _ in range(MANY - FEW))
    models: tuple[Any, ...] = (Byline, StoryTopic, RelatedLink)
    for rows in models:
        found = rows.objects.filter(story=like).values()
        values = [{k: v for k, v in row.items() if k not in ("id", "story_id")} for row in found]
        rows.objects.bulk_create(rows(story=copy, **row) for copy in copies for row in values)


def count(client: Client, path: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        answer = client.get(path)
    assert answer.status_code == 200, path
    return len(queries)


def counts(client: Client, paths: list[str]) -> dict[str, int]:
    for path in paths:
        client.get(path)  # what is fetched once per process, such as content types
    return {path: count(client, path) for path in paths}


def test_readers_pages_take_as_few_queries_with_many_stories(story: Story) -> None:
    paths = [*LISTS, story.get_absolute_url()]
    few = counts(Client(), paths)
    make_many(story)
    assert Story.objects.live().count() == MANY
    many = counts(Client(), paths)
    # The pager of a list that has older stories may not cost a query either.
    assert many == few
    assert max(many.values()) <= MOST, many


def test_lists_of_the_desk_take_as_few_queries_with_many_stories(story: Story) -> None:
    client = Client()
    client.force_login(make_user("editor"))
    few = counts(client, DESK)
    make_many(story)
    assert counts(client, DESK) == few


def test_front_page_takes_no_more_with_every_category_it_can_have(story: Story) -> None:
    few = counts(Client(), ["/"])
    for number in range(12):
        category = make_category(name=f"Part {number}", slug=f"part-{number}")
        for _ in range(3):
            make_story(category=category, lead_image=make_photo(), topics=[make_topic()])
    cache.clear()
    assert counts(Client(), ["/"]) == few


def test_a_planted_query_for_each_story_is_counted(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    def headline(story: Story) -> str:
        return Story.objects.only("headline").get(pk=story.pk).headline

    few = counts(Client(), ["/category/regions/"])
    monkeypatch.setattr(Story, "get_absolute_url", lambda self: f"/{headline(self)}")
    assert counts(Client(), ["/category/regions/"])["/category/regions/"] >= few["/category/regions/"] + FEW
