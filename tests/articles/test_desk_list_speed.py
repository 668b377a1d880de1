"""The list of stories stays quick when the paper is old."""

import datetime
import time

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from articles.models import Byline, Story
from tests.builders import make_author, make_category, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
LIST = "/admin/articles/story/"
STORIES = 10_000
MILLISECONDS = 300
QUERIES = ("", "?state=live", "?q=harbor+7", "?q=author+17", "?p=150", "?o=1", "?q=nothing+of+the+kind")


@pytest.fixture
def old_paper(client: Client) -> Client:
    """Ten thousand stories with two names over each."""
    editor = make_user("editor")
    categories = [make_category(name=f"C{turn}", slug=f"c-{turn}") for turn in range(5)]
    authors = [make_author(name=f"Author {turn}", slug=f"author-{turn}") for turn in range(40)]
    now = timezone.now()
    stories = Story.objects.bulk_create(
        Story(
            headline=f"Captains Ask for Harbor Number {turn}",
            slug=f"captains-{turn}",
            category=categories[turn % 5],
            created_by=editor,
            status="approved" if turn % 10 else "draft",
            publish_at=now - datetime.timedelta(hours=turn) if turn % 10 else None,
            body_html="<p>word</p>" * 400,
            body_source="<p>word</p>" * 400,
        )
        for turn in range(STORIES)
    )
    Byline.objects.bulk_create(
        Byline(story=story, author=authors[(turn + order) % 40], order=order)
        for turn, story in enumerate(stories)
        for order in range(2)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    client.force_login(editor)
    return client


def test_the_list_of_ten_thousand_stories_comes_in_time(old_paper: Client) -> None:
    old_paper.get(LIST)
    best = {}
    for query in QUERIES:
        took = []
        for _turn in range(5):
            start = time.perf_counter()
            assert old_paper.get(LIST + query).status_code == 200
            took.append((time.perf_counter() - start) * 1000)
        # The best of five: what else the machine does at that moment is no property of the list.
        best[query] = min(took)
    assert max(best.values()) < MILLISECONDS, best
