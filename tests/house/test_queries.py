"""Query counts: a page takes as many for three stories as for three hundred, and few for readers."""

import functools
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import Byline, Correction, RelatedLink, Story, StoryTopic
from tests import pages, paper
from tests.builders import make_category, make_photo, make_story, make_topic
from tests.pages import Page
from tests.people import client_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("looked_up")]
MOST = 8
# A story that was corrected takes one more: its corrections.
MOST_CORRECTED = 9
FEW, MANY = 3, 300
CATEGORY = "/category/regions/"

MARKS = ("SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK TO SAVEPOINT")


@pytest.fixture
def story() -> Story:
    """The story of a small newsroom that has everything."""
    return paper.publish(FEW)


def make_many(like: Story) -> None:
    """Copy a story with its rows until there are many; one by one would take half a minute."""
    own = ("id", "uuid", "edition_group", "form_token")
    columns = {k: v for k, v in Story.objects.filter(pk=like.pk).values().get().items() if k not in own}
    copies = Story.objects.bulk_create(Story(**columns) for _ in range(MANY))
    models: tuple[Any, ...] = (Byline, StoryTopic, RelatedLink, Correction)
    for rows in models:
        found = rows.objects.filter(story=like).values()
        values = [{k: v for k, v in row.items() if k not in ("id", "story_id")} for row in found]
        rows.objects.bulk_create(rows(story=copy, **row) for copy in copies for row in values)


def count(client: Client, page: Page) -> int:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        answer = client.get(page.url)
    assert answer.status_code == page.status, page
    # Within a test a transaction is a savepoint; on the site it is none of the database's questions.
    return sum(not each["sql"].startswith(MARKS) for each in queries.captured_queries)


def ask(client: Callable[[str], Client], shown: list[Page]) -> dict[Page, int]:
    """Ask for each page as whoever it is for, and return how many queries it took."""
    return {page: count(client(page.role), page) for page in shown}


def counts(shown: list[Page]) -> dict[Page, int]:
    client = functools.cache(client_of)
    ask(client, shown)  # what is fetched once per process, such as content types
    return ask(client, shown)


def allowed(page: Page) -> set[int]:
    """Return how many queries more a page may take: of more than twenty uses the rest is counted."""
    return {0, 1, 2} if page.name.endswith("-delete") or page.name == "photo-change" else {0}


@pytest.mark.parametrize("kind", [pages.public_pages, pages.desk_pages])
def test_every_page_takes_as_few_queries_with_many_stories(
    story: Story, kind: Callable[[], list[Page]]
) -> None:
    shown = kind()
    client = functools.cache(client_of)
    few = ask(client, shown)
    with transaction.atomic():
        make_many(story)
        many = ask(client, shown)
        transaction.set_rollback(True)
    # What a page fetched once per process is no longer fetched: those that differ are counted again.
    differing = [page for page in shown if many[page] != few[page]]
    few |= ask(client, differing)
    # The pager of a list that has older stories may not cost a query either.
    assert {page: many[page] for page in differing if many[page] - few[page] not in allowed(page)} == {}


def test_readers_pages_take_few_queries(story: Story) -> None:
    taken = counts([page for page in pages.public_pages() if page.is_for_readers])
    corrected = {story.get_absolute_url() for story in Story.objects.filter(corrected_at__isnull=False)}
    assert corrected & {page.url for page in taken}
    bounds = {page: MOST_CORRECTED if page.url in corrected else MOST for page in taken}
    assert {page: number for page, number in taken.items() if number > bounds[page]} == {}


def test_only_a_story_with_corrections_asks_for_them(story: Story) -> None:
    page = [Page("story", story.get_absolute_url())]
    corrected = counts(page)[page[0]]
    Story.objects.update(corrected_at=None)
    assert counts(page)[page[0]] == corrected - 1 == MOST


def test_front_page_takes_no_more_with_every_category_it_can_have(story: Story) -> None:
    front = [Page("front", "/")]
    few = counts(front)
    for number in range(12):
        category = make_category(name=f"Part {number}", slug=f"part-{number}")
        for _ in range(3):
            make_story(category=category, lead_image=make_photo(), topics=[make_topic()])
    cache.clear()
    assert counts(front) == few


def test_a_planted_query_for_each_story_is_counted(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    def headline(story: Story) -> str:
        return Story.objects.only("headline").get(pk=story.pk).headline

    category = [Page("category", CATEGORY)]
    few = counts(category)
    monkeypatch.setattr(Story, "get_absolute_url", lambda self: f"/{headline(self)}")
    assert counts(category)[category[0]] >= few[category[0]] + FEW
