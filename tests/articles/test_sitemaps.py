"""Sitemaps: every page that readers may see and no other, with the moment of its last change."""

import datetime
import random
import xml.etree.ElementTree as ET
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from pytest_django import Settings as Changes

from articles.models import Story
from articles.sitemaps import months
from tests import builders

pytestmark = pytest.mark.django_db
SPACE = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "n": "http://www.google.com/schemas/sitemap-news/0.9",
}
HOUR = datetime.timedelta(hours=1)


def read(url: str) -> ET.Element:
    answer = Client().get(url)
    assert answer.status_code == 200, url
    assert answer["Content-Type"] == "application/xml; charset=utf-8"
    return ET.fromstring(answer.content)


def places(url: str) -> dict[str, str]:
    """Return paths with their last change, as a crawler reads them."""
    found = ((each.findtext("s:loc", "", SPACE), each.findtext("s:lastmod", "", SPACE)) for each in read(url))
    return {loc.removeprefix(settings.SITE_URL): changed for loc, changed in found}


def make_at(at: datetime.datetime, state: str = "live", **changes: Any) -> Story:
    return builders.make_story(state, publish_at=at, first_published_at=at, **changes)


def test_an_empty_newspaper_has_sitemaps() -> None:
    assert list(places("/sitemap.xml")) == ["/sitemaps/pages.xml"]
    assert {"/", "/ru/", "/corrections/", "/support/"} <= set(places("/sitemaps/pages.xml"))
    assert places("/sitemaps/news.xml") == {}
    assert Client().get("/sitemaps/2026-13.xml").status_code == 404
    assert Client().get("/sitemaps/2026-01.xml").status_code == 404


def test_a_month_lists_its_stories_with_their_last_change() -> None:
    at = datetime.datetime(2026, 3, 31, 23, 59, 59, tzinfo=datetime.UTC)
    first = make_at(at, updated_at=at + 40 * HOUR)
    second = make_at(at - HOUR, language="ru", category=builders.make_category(language="ru"))
    next_month = make_at(at + datetime.timedelta(seconds=1))
    assert places("/sitemaps/2026-03.xml") == {
        first.get_absolute_url(): "2026-04-02T15:59:59+00:00",
        second.get_absolute_url(): "2026-03-31T22:59:59+00:00",
    }
    assert list(places("/sitemaps/2026-04.xml")) == [next_month.get_absolute_url()]
    assert places("/sitemap.xml") == {
        "/sitemaps/pages.xml": "",
        "/sitemaps/2026-04.xml": "2026-04-01T00:00:00+00:00",
        "/sitemaps/2026-03.xml": "2026-04-02T15:59:59+00:00",
    }


def test_a_correction_changes_the_page() -> None:
    at = datetime.datetime(2026, 3, 1, tzinfo=datetime.UTC)
    builders.with_correction(make_at(at), at=at + HOUR)
    assert places("/sitemap.xml")["/sitemaps/2026-03.xml"] == "2026-03-01T01:00:00+00:00"


def naive() -> list[tuple[int, int, datetime.datetime]]:
    """Return months and last changes as one would count them by hand."""
    live = sorted(Story.objects.live(), key=lambda story: story.publish_at or timezone.now(), reverse=True)
    found: dict[tuple[int, int], datetime.datetime] = {}
    for story in live:
        assert story.publish_at
        at = story.publish_at.astimezone(datetime.UTC)
        changed_at = max(at, story.updated_at or at)
        found[at.year, at.month] = max(changed_at, found.get((at.year, at.month), changed_at))
    return [(*key, changed_at) for key, changed_at in found.items()]


@pytest.mark.parametrize("seed", range(3))
def test_months_are_those_that_one_counts_by_hand(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(25):
        edge = datetime.datetime(2026, chance.randint(1, 8), 1, tzinfo=datetime.UTC)
        at = edge + chance.choice([0, -1, 1, 300, -300]) * HOUR / 2
        state = chance.choice(["live", "live", "live", "withdrawn", "draft"])
        ends = at + HOUR if chance.random() < 0.2 else None
        changed = at + chance.randint(0, 2000) * HOUR if chance.random() < 0.5 else None
        make_at(at, state, expires_at=ends, updated_at=changed)
    assert [(one.year, one.month, one.changed_at) for one in months()] == naive()


def test_news_are_of_two_days_and_not_paid_for() -> None:
    fresh = builders.make_story("live", headline="Ice & <Grain>")
    builders.make_story("live", is_sponsored=True)
    make_at(timezone.now() - 49 * HOUR)
    (item,) = read("/sitemaps/news.xml")
    assert item.findtext("s:loc", "", SPACE) == settings.SITE_URL + fresh.get_absolute_url()
    assert item.findtext("n:news/n:title", "", SPACE) == "Ice & <Grain>"
    assert item.findtext("n:news/n:publication/n:name", "", SPACE) == settings.PUBLICATION_NAME
    assert item.findtext("n:news/n:publication/n:language", "", SPACE) == "en"


def test_pages_are_those_that_answer() -> None:
    builders.make_story("live", topics=[builders.make_topic()])
    builders.make_topic(name="Empty", slug="empty")
    found = places("/sitemaps/pages.xml")
    assert {"/topic/grain/", "/author/nina-feldt/", "/category/regions/"} <= set(found)
    assert "/topic/empty/" not in found
    assert "/ru/author/nina-feldt/" not in found
    assert [path for path in found if Client().get(path).status_code != 200] == []


def test_queries_do_not_grow_with_the_months(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    for month in range(1, 9):
        make_at(datetime.datetime(2026, month, 1, tzinfo=datetime.UTC))
    with django_assert_max_num_queries(2):
        read("/sitemap.xml")
    with django_assert_max_num_queries(2):
        read("/sitemaps/2026-03.xml")


def test_robots_are_led_to_them_and_asked_to_stay_away_if_the_newsroom_wishes(settings: Changes) -> None:
    said = Client().get("/robots.txt").content.decode()
    assert f"Sitemap: {settings.SITE_URL}/sitemap.xml\n" in said
    assert "GPTBot" not in said
    settings.BLOCK_AI_CRAWLERS = True
    said = Client().get("/robots.txt").content.decode()
    assert "User-agent: GPTBot\n" in said
    assert said.index("User-agent: GPTBot") < said.index("Disallow: /\n")
    assert said.count("Disallow: /\n") == 1
