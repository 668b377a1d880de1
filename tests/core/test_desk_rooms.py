"""The desk's navigation: one line of what is needed each day; where there is much, the rest behind *More*."""

import re

import pytest

from tests.people import client_of

pytestmark = pytest.mark.django_db
Entries = tuple[list[str], list[str]]


def navigation(role: str, path: str = "/admin/") -> str:
    page = client_of(role).get(path).content.decode()
    found = re.search(r'<nav id="rooms".*?</nav>', page, re.DOTALL)
    assert found
    return found[0]


def entries(html: str) -> Entries:
    """Return the names that stand in the line, and those behind *More*."""
    line, _summary, aside = html.partition("</summary>")
    return re.findall(r">([^<>]+)</a>", line), re.findall(r">([^<>]+)</a>", aside)


def test_fundraisers_have_each_days_places_in_one_line_and_the_others_behind_more() -> None:
    daily, aside = entries(navigation("fundraiser"))
    assert daily == ["Desk", "Payments", "Contributions", "Findings", "Letters", "Appeals"]
    assert {"Preset amounts", "Payouts"} <= set(aside)
    assert len(aside) == 6


def test_whoever_sees_little_has_all_of_it_in_one_line() -> None:
    daily, aside = entries(navigation("editor"))
    assert {"Stories", "Categories"} <= set(daily)
    assert aside == []


def test_whoever_sees_everything_has_eight_places_in_the_line() -> None:
    daily, aside = entries(navigation("admin"))
    assert len(daily) == 1 + 8
    assert {"Letters", "Appeals", "Users"} <= set(aside)


def test_more_says_that_the_present_place_is_behind_it() -> None:
    assert "<summary>" in navigation("fundraiser", "/admin/donations/payment/")
    here = navigation("fundraiser", "/admin/donations/presetamount/add/")
    assert '<summary aria-current="true">' in here
    assert re.search(r'aria-current="true">Preset amounts', here)
