"""The front page and lists of stories."""

import datetime
import re
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from articles.models import Story
from articles.views.paging import PAGE_SIZE, Cursor
from tests.answers import find
from tests.articles.conftest import Reader
from tests.builders import STATES, make_author, make_category, make_photo, make_story, make_topic


def headlines(page: str) -> list[str]:
    return re.findall(r'<h[23] dir="auto"><a [^>]*>([^<]*)</a>', page)


def test_an_empty_site_has_a_front_page(reader: Reader) -> None:
    assert "Nothing has been published here yet." in reader.page("/")
    reader.page("/ru/")


def test_the_front_page_gives_each_story_one_place_and_names_the_latest(reader: Reader) -> None:
    far = make_category(name="Far East", slug="far")
    for number in range(6):
        make_story(headline=f"Far {number}", category=far)
    for number in range(5):
        make_story(headline=f"Near {number}", lead_image=make_photo() if number == 3 else None)
    make_story(kind="opinion", headline="Think", authors=[make_author(name="Lev Aronson", slug="lev")])
    page = reader.page("/")
    found = headlines(page)
    assert found[:4] == ["Near 3", "Near 4", "Near 2", "Near 1"]
    assert sorted(found) == sorted(set(found))
    assert {"Think", "Far 5", "Far 2", "Near 0"} <= set(found)
    assert "Far 1" not in found
    latest = re.findall(r"</time>\s*<a [^>]*>([^<]*)</a>", page)
    assert latest[:2] == ["Opinion: Think", "Near 4"]
    assert "Lev Aronson" in page


def test_what_is_paid_for_stands_in_lists_and_never_on_the_front_page(reader: Reader) -> None:
    make_story(headline="Earned")
    make_story(headline="Paid", is_sponsored=True)
    make_story(headline="Paid opinion", kind="opinion", is_sponsored=True)
    assert headlines(reader.page("/")) == ["Earned"]
    assert "Paid" not in reader.page("/")
    assert "Sponsored" in reader.page("/latest/")


def test_the_lead_names_what_its_editor_picked(reader: Reader) -> None:
    long_ago = timezone.now() - datetime.timedelta(days=9)
    picked = make_story(headline="Picked", publish_at=long_ago, first_published_at=long_ago)
    many(5)
    make_story(headline="Lead", related=[picked, make_story("draft", headline="Draft")])
    page = reader.page("/")
    assert re.search(r'class="card-related">\s*<li[^>]*><a [^>]*>Picked</a></li></ul>', page)
    assert "Draft" not in page


@pytest.mark.parametrize("state", [state for state in STATES if state != "live"])
def test_lists_show_live_stories_alone(reader: Reader, state: Story.State) -> None:
    shared: dict[str, Any] = {"topics": [make_topic()], "authors": [make_author()]}
    make_story(headline="Seen", **shared)
    make_story(state, headline="Hidden", **shared)
    for url in ("/", "/latest/", "/category/regions/", "/topic/grain/", "/author/nina-feldt/"):
        page = reader.page(url)
        assert "Seen" in page
        assert "Hidden" not in page


def many(count: int, **changes: Any) -> None:
    at = timezone.now() - datetime.timedelta(days=1)
    for number in range(count):
        # All at one moment: the number decides.
        make_story(headline=f"Story {number:03}", publish_at=at, first_published_at=at, **changes)


def walk(reader: Reader, url: str) -> list[str]:
    """Follow the links to older stories to the end and return all headlines."""
    found, place = [], url
    while place:
        page = reader.page(place)
        found += headlines(page)
        older = re.search(r'href="([^"]*\?before=[^"]*)"', page)
        place = older[1] if older else ""
    return found


@pytest.mark.parametrize("url", ["/latest/", "/category/regions/", "/topic/grain/", "/author/nina-feldt/"])
def test_pages_of_a_list_hold_every_story_once_newest_first(reader: Reader, url: str) -> None:
    count = PAGE_SIZE * 2 + 3
    many(count, topics=[make_topic()])
    assert walk(reader, url) == [f"Story {number:03}" for number in reversed(range(count))]


def test_a_link_to_older_stories_stays_right_while_newer_arrive(reader: Reader) -> None:
    many(PAGE_SIZE + 2)
    older = find(r'\?before=[^"]*', reader.page("/category/regions/"))[0]
    before = headlines(reader.page(f"/category/regions/{older}"))
    make_story(headline="Newer")
    assert headlines(reader.page(f"/category/regions/{older}")) == before == ["Story 001", "Story 000"]


@pytest.mark.parametrize(
    "cursor",
    [
        *("x", "-", "२०२६", "\x00", "a" * 5000, "20261122T090233.000000", "20261399T090233.000000-1"),
        *("00000101T000000.000000-1", "20261122T090233.000000-1'", "20261122T090233.000000-" + "9" * 30),
    ],
)
def test_a_cursor_that_is_none_of_ours_is_not_found(reader: Reader, cursor: str) -> None:
    make_story()
    assert reader.get("/category/regions/", {"before": cursor}).status_code == 404


def test_cursors_read_what_they_wrote() -> None:
    cursor = Cursor(timezone.now(), 42)
    assert Cursor.read(str(cursor)) == cursor


def test_a_date_leads_to_the_stories_of_that_day_in_the_newsrooms_zone(reader: Reader) -> None:
    for day, hour in ((21, 23), (22, 22), (22, 23)):  # 23 h UTC is midnight of the next day in Amsterdam
        at = datetime.datetime(2026, 1, day, hour, tzinfo=datetime.UTC)
        make_story(headline=f"{day} {hour}", publish_at=at, first_published_at=at, topics=[make_topic()])
    assert headlines(reader.page("/topic/grain/?date=2026-01-22")) == ["22 22", "21 23"]
    assert headlines(reader.page("/topic/grain/?date=2026-01-21")) == []
    assert "There is nothing older." in reader.page("/topic/grain/?date=2026-01-21")


@pytest.mark.parametrize("day", ["22.11.2026", "yesterday", "9999-12-31", "\x00", "2026-02-30", "x" * 4000])
def test_a_date_that_cannot_be_read_is_explained_beside_its_field(reader: Reader, day: str) -> None:
    make_story(topics=[make_topic()], headline="Seen")
    answer = reader.get("/topic/grain/", {"date": day})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Write the date as year-month-day" in page
    assert 'aria-invalid="true"' in page
    assert "Seen" in page


def test_the_first_day_of_time_is_a_date(reader: Reader) -> None:
    make_story(topics=[make_topic()])
    reader.page("/topic/grain/?date=0001-01-01")
    reader.page("/topic/grain/?date=")


@pytest.mark.usefixtures("looked_up")
def test_lists_take_few_queries_however_many_stories(
    reader: Reader, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    many(3, topics=[make_topic()])
    make_story(kind="opinion", lead_image=make_photo(), topics=[make_topic()])
    lists = {"/": 6, "/latest/": 4, "/category/regions/": 5, "/topic/grain/": 5, "/author/nina-feldt/": 5}
    for _round in range(2):
        for url, count in lists.items():
            with django_assert_num_queries(count):
                reader.page(url)
        many(30, topics=[make_topic()])


def test_the_latest_are_those_of_the_language_of_every_kind(reader: Reader) -> None:
    make_story(headline="News")
    make_story(headline="Paid", is_sponsored=True)
    make_story(headline="Think", kind="opinion")
    make_story(headline="Лёд", language="ru")
    assert headlines(reader.page("/latest/")) == ["Think", "Paid", "News"]
    assert headlines(reader.page("/ru/latest/")) == ["Лёд"]
    assert 'hreflang="ru" href="https://' in reader.page("/latest/")


def test_the_latest_of_an_empty_paper_are_a_page_to_which_every_page_leads(reader: Reader) -> None:
    assert "Nothing has been published here yet." in reader.page("/latest/")
    assert 'href="/latest/"' in reader.page("/latest/")
    assert 'href="/ru/latest/"' in reader.page("/ru/")
    make_story()
    assert re.search(r'<h2 id="latest"[^>]*><a href="/latest/">', reader.page("/"))
