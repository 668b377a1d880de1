"""Page of corrections: those of live stories in its language, newest first, each leading to its place."""

import datetime

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import Story
from articles.views.paging import PAGE_SIZE
from tests import builders

pytestmark = pytest.mark.django_db


def page(url: str = "/corrections/") -> str:
    return Client().get(url).content.decode()


def test_it_leads_to_the_place_of_each_on_the_page_of_its_story() -> None:
    story = builders.make_story("live")
    told = builders.with_correction(story)
    assert f'href="{story.get_absolute_url()}#correction-{told.pk}"' in page()
    assert f'id="correction-{told.pk}"' in page(story.get_absolute_url())


@pytest.mark.parametrize("state", sorted(set(Story.State) - {Story.State.LIVE}))
def test_nothing_is_told_of_a_story_that_is_not_live(state: str) -> None:
    builders.with_correction(builders.make_story(state))
    assert "It was 2009" not in page()
    assert "No correction has been published yet." in page()


def test_each_language_has_its_own() -> None:
    builders.with_correction(builders.make_story("live"), words="In English.")
    builders.with_correction(builders.make_story("live", language="ru"), words="По-русски.")
    english, russian = page(), page("/ru/corrections/")
    assert ("In English." in english, "По-русски." in english) == (True, False)
    assert ("In English." in russian, "По-русски." in russian) == (False, True)
    assert '<a href="/ru/corrections/" lang="ru" hreflang="ru">' in english


def test_every_page_leads_to_it() -> None:
    assert '<a href="/corrections/">' in page("/")
    assert '<a href="/ru/corrections/">' in page("/ru/")


def test_it_has_pages_by_time_and_none_shows_one_twice() -> None:
    story, now = builders.make_story("live"), timezone.now()
    for number in range(PAGE_SIZE + 3):
        at = now - datetime.timedelta(hours=number // 2)
        builders.with_correction(story, words=f"Number {number}.", at=at)
    first = page()
    start = first.index("?before=")
    second = page(f"/corrections/{first[start : first.index(chr(34), start)]}")
    numbers = range(PAGE_SIZE + 3)
    assert [sum(f"Number {number}." in each for each in (first, second)) for number in numbers] == [1] * 19
    assert 'aria-label="Older and newer corrections"' in first
    assert Client().get("/corrections/?before=nonsense").status_code == 404


def test_what_is_told_of_the_future_is_not_shown_before() -> None:
    at = timezone.now() + datetime.timedelta(minutes=5)
    story = builders.make_story("live")
    builders.with_correction(story, at=at)
    assert "It was 2009" not in page() + page(story.get_absolute_url())
