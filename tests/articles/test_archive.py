"""The archive by year, month and day: what is there, in the newsroom's zone, and how it leads on."""

import datetime
import re
from typing import Any

import pytest
from django.test import override_settings
from pytest_django import DjangoAssertNumQueries

from articles.archive import Span, held, neighbours, years
from articles.models import Story
from tests.articles.conftest import Reader
from tests.builders import STATES, make_story

DAY = r'<a href="(/archive/[0-9/]+)"'


def make_at(moment: str, state: str = "live", **changes: Any) -> Story:
    """Make a story that went live, or would have, at that moment of UTC."""
    at = datetime.datetime.fromisoformat(moment).replace(tzinfo=datetime.UTC)
    values: dict[str, Any] = {"publish_at": at, "first_published_at": at, "expires_at": None}
    return make_story(state, **values | changes)


def headlines(page: str) -> list[str]:
    return re.findall(r'<h3 dir="auto"><a [^>]*>([^<]*)</a>', page)


def test_the_archive_leads_from_years_to_months_to_days_to_stories(reader: Reader) -> None:
    for moment in ("2024-12-30T10:00", "2026-01-05T10:00", "2026-01-31T10:00"):
        make_at(moment, headline=moment)
    page = reader.page("/archive/")
    assert re.findall(DAY, page) == ["/archive/2026/", "/archive/2024/"]
    year = reader.page("/archive/2026/")
    assert "/archive/2026/1/" in re.findall(DAY, year)
    assert "/archive/2026/2/" not in year
    month = reader.page("/archive/2026/1/")
    days = re.findall(r'<td>\s*<a href="([^"]*)"', month)
    assert days == ["/archive/2026/1/5/", "/archive/2026/1/31/"]
    assert headlines(reader.page(days[0])) == ["2026-01-05T10:00"]


def test_a_day_begins_and_ends_at_midnight_of_the_newsroom(reader: Reader) -> None:
    # 23:00 UTC is midnight in Amsterdam in winter, 22:00 in summer.
    for moment in ("2026-01-31T22:59", "2026-01-31T23:00", "2026-06-30T21:59", "2026-06-30T22:00"):
        make_at(moment, headline=moment)
    assert headlines(reader.page("/archive/2026/1/31/")) == ["2026-01-31T22:59"]
    assert headlines(reader.page("/archive/2026/2/")) == ["2026-01-31T23:00"]
    assert headlines(reader.page("/archive/2026/6/30/")) == ["2026-06-30T21:59"]
    assert [span.month for span in held(Span(2026).parts, "en")] == [1, 2, 6, 7]


@pytest.mark.parametrize("state", [state for state in STATES if state != "live"])
def test_what_is_not_live_makes_no_year_month_or_day(reader: Reader, state: str) -> None:
    make_story(state)
    assert years("en") == held(Span(2026).parts, "en") == []
    assert "Nothing has been published here yet." in reader.page("/archive/")


def test_a_month_with_an_ended_story_alone_is_passed_over(reader: Reader) -> None:
    make_at("2024-03-05T10:00", "expired", expires_at="2024-04-01T00:00Z")
    make_at("2023-03-05T10:00")
    make_at("2026-03-05T10:00")
    assert [span.year for span in years("en")] == [2026, 2023]
    assert neighbours(Span(2026, 3), "en") == (Span(2023, 3), None)
    assert "/archive/2024/" not in reader.page("/archive/2026/3/")


def test_an_edition_has_its_own_archive(reader: Reader) -> None:
    make_at("2026-03-05T10:00", language="ru", headline="Лёд", slug="led")
    assert headlines(reader.page("/archive/2026/3/5/")) == []
    assert headlines(reader.page("/ru/archive/2026/3/5/")) == ["Лёд"]
    assert "март 2026" in reader.page("/ru/archive/2026/3/5/").lower()


def test_earlier_and_later_lead_to_what_has_stories(reader: Reader) -> None:
    for moment in ("2024-12-30T10:00", "2026-01-05T10:00", "2026-01-31T10:00"):
        make_at(moment)
    page = reader.page("/archive/2026/1/5/")
    assert re.findall(r'href="([^"]*)" rel="(\w+)"', page) == [
        ("/archive/2024/12/30/", "prev"),
        ("/archive/2026/1/31/", "next"),
    ]
    assert re.findall(r'href="([^"]*)" rel="(\w+)"', reader.page("/archive/2026/")) == [
        ("/archive/2024/", "prev")
    ]


def test_a_time_without_stories_says_so_and_no_search_engine_keeps_it(reader: Reader) -> None:
    make_at("2026-01-05T10:00")
    page = reader.page("/archive/2026/1/6/")
    assert "Nothing was published in this time." in page
    assert '<meta name="robots" content="noindex, follow">' in page
    assert "noindex" not in reader.page("/archive/2026/1/5/")


@pytest.mark.parametrize("url", ["0/", "99999/", "1599/", "2026/13/", "2026/0/", "2026/2/30/", "2026/1/0/"])
def test_what_is_no_day_is_not_found(reader: Reader, url: str) -> None:
    reader.page(f"/archive/{url}", 404)


def test_the_first_and_the_last_day_of_the_calendar_are_pages(reader: Reader) -> None:
    for url in ("1600/1/1/", "9998/12/31/", "9998/12/", "9998/"):
        reader.page(f"/archive/{url}")


def test_a_date_leads_to_its_day_and_what_is_none_is_explained(reader: Reader) -> None:
    assert reader.get("/archive/?date=2026-01-05").headers["Location"] == "/archive/2026/1/5/"
    assert reader.get("/ru/archive/?date=2026-01-05").headers["Location"] == "/ru/archive/2026/1/5/"
    for typed in ("5 January", "9999-12-31", "2026-02-30", "\x00", "x" * 4000):
        answer = reader.get("/archive/", {"date": typed})
        assert answer.status_code == 200
        assert "Write the date as year-month-day" in answer.content.decode()


def test_a_full_day_goes_on_within_the_day(reader: Reader) -> None:
    make_at("2026-01-04T10:00", headline="Older")
    for number in range(20):
        make_at("2026-01-05T10:00", headline=f"Story {number:02}")
    page = reader.page("/archive/2026/1/5/")
    older = re.search(r'href="(/archive/2026/1/5/\?before=[^"]*)"', page)
    assert older
    found = headlines(page) + headlines(reader.page(older[1]))
    assert found == [f"Story {number:02}" for number in reversed(range(20))]


def test_the_week_begins_as_the_language_has_it(reader: Reader) -> None:
    days = r'<th scope="col" abbr="([^"]*)">'
    assert re.findall(days, reader.page("/archive/2026/1/"))[0] == "Sunday"
    assert re.findall(days, reader.page("/ru/archive/2026/1/"))[0] == "Понедельник"


def test_the_day_that_is_shown_is_marked(reader: Reader) -> None:
    make_at("2026-01-05T10:00")
    assert 'aria-current="date">5</a>' in reader.page("/archive/2026/1/5/")


@pytest.mark.usefixtures("looked_up")
def test_the_archive_takes_as_many_queries_with_one_story_as_with_many(
    reader: Reader, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    urls = {"/archive/": 3, "/archive/2026/": 6, "/archive/2026/1/": 6, "/archive/2026/1/5/": 6}
    for _round in range(2):
        make_at("2025-01-05T10:00")
        for hour in range(10):
            make_at(f"2026-01-05T{hour:02}:00")
        for url, count in urls.items():
            with django_assert_num_queries(count):
                reader.page(url)


@override_settings(TIME_ZONE="Asia/Vladivostok")
def test_a_newsroom_elsewhere_has_other_days(reader: Reader) -> None:
    make_at("2026-01-31T14:30", headline="Next day there")
    assert headlines(reader.page("/archive/2026/2/1/")) == ["Next day there"]
