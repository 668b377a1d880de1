"""Appeals stand where fundraisers put them, and never where they would be out of place."""

import datetime
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Story
from donations.models import Appeal
from tests.builders import make_category, make_story

pytestmark = pytest.mark.django_db
BANNER, CLOSING = 'class="appeal-banner"', 'class="closing-appeal"'


def page_of(url: str) -> str:
    return Client().get(url).content.decode()


def test_a_story_carries_both_appeals_with_the_way_back_to_it() -> None:
    story = make_story()
    page = page_of(story.get_absolute_url())
    assert "<strong>Support The Moscow Times!</strong>" in page
    assert "Independent journalism isn’t dead. You can help keep it alive." in page
    assert page.count(f'href="/support/?from={story.get_absolute_url()}"') == 2
    assert page.count(">Contribute today</a>") == 2


def test_under_a_russian_story_no_appeal_stands_until_a_fundraiser_makes_one() -> None:
    story = make_story(language="ru")
    for url in (story.get_absolute_url(), "/ru/"):
        assert BANNER not in page_of(url)
        assert CLOSING not in page_of(url)
    for placement in ("banner", "story_end"):
        Appeal.objects.create(placement=placement, language="ru", heading="Поддержите нас")
    page = page_of(story.get_absolute_url())
    assert "<strong>Поддержите нас</strong>" in page
    assert page.count('href="/ru/support/?from=/') == 2


def test_an_upgrade_takes_away_the_first_russian_appeals_and_leaves_what_somebody_wrote() -> None:
    change = import_module("donations.migrations.0032_russian_stories_ask_for_nothing")
    written = Appeal.objects.create(placement="banner", language="ru", heading="Поддержите нас")
    change.put_back(apps, None)
    changed = Appeal.objects.get(placement="story_end", language="ru")
    Appeal.objects.filter(pk=changed.pk).update(priority=3)
    assert Appeal.objects.filter(language="ru", placement="banner").count() == 2
    change.take_away(apps, None)
    over_stories = Appeal.objects.filter(language="ru").exclude(placement="support_page")
    assert set(over_stories) == {written, changed}


@pytest.mark.parametrize("flag", ["is_sensitive", "is_sponsored"])
def test_a_story_marked_sensitive_or_sponsored_asks_for_nothing(flag: str) -> None:
    marked: dict[str, Any] = {flag: True}
    page = page_of(make_story(**marked).get_absolute_url())
    assert BANNER not in page
    assert CLOSING not in page


@pytest.mark.parametrize(
    "url", ["/support/", "/ru/support/", "/support/thanks/?s=cs_1", "/ru/support/thanks/", "/nothing/"]
)
def test_no_appeal_stands_on_support_pages_or_where_something_is_missing(url: str) -> None:
    assert BANNER not in page_of(url)


@pytest.mark.parametrize("url", ["/", "/category/regions/"])
def test_lists_carry_the_banner_alone(url: str) -> None:
    make_category()
    page = page_of(url)
    assert BANNER in page
    assert CLOSING not in page


def test_both_appeals_cost_a_story_one_query() -> None:
    plain, story = make_story(is_sensitive=True), make_story()
    queries_of(plain)
    assert queries_of(story) == queries_of(plain) + 1


def queries_of(story: Story) -> int:
    with CaptureQueriesContext(connection) as captured:
        page_of(story.get_absolute_url())
    return len(captured)


def test_the_most_important_appeal_of_its_time_and_language_is_shown() -> None:
    now, hour = timezone.now(), datetime.timedelta(hours=1)
    rows = [
        ("Over", 9, None, now - hour),
        ("Not begun", 9, now + hour, None),
        ("Less important", 1, None, None),
        ("Now", 5, now - hour, now + hour),
    ]
    for heading, priority, from_at, until_at in rows:
        Appeal.objects.create(
            placement="banner", heading=heading, priority=priority, from_at=from_at, until_at=until_at
        )
    page = page_of("/")
    assert "<strong>Now</strong>" in page
    assert page.count(BANNER) == 1


def test_what_fundraisers_write_is_text() -> None:
    Appeal.objects.create(placement="banner", heading="<b>Bold</b>", button="<i>", priority=9)
    assert "<strong>&lt;b&gt;Bold&lt;/b&gt;</strong>" in page_of("/")


def test_without_any_appeal_the_pages_are_whole() -> None:
    Appeal.objects.all().delete()
    page = page_of(make_story().get_absolute_url())
    assert BANNER not in page
    assert CLOSING not in page
