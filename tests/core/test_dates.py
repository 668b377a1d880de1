"""Times in words that say in which zone they are."""

import datetime

import pytest
from django.utils import timezone, translation

from newsroom.core.dates import in_zone

AT = datetime.datetime(2027, 7, 17, 17, 20, tzinfo=datetime.UTC)


@pytest.mark.parametrize(
    ("zone", "said"),
    [
        ("Europe/Amsterdam", "July 17, 2027, 19:20 UTC+2"),
        ("Asia/Kolkata", "July 17, 2027, 22:50 UTC+5:30"),
        ("America/St_Johns", "July 17, 2027, 14:50 UTC−2:30"),
        ("America/Bogota", "July 17, 2027, 12:20 UTC−5"),
        ("UTC", "July 17, 2027, 17:20 UTC"),
    ],
)
def test_a_moment_says_how_far_its_clock_is_from_utc(zone: str, said: str) -> None:
    with timezone.override(zone), translation.override("en"):
        assert in_zone(AT, "moment").replace("\xa0", " ") == said


def test_the_zone_is_said_in_every_language_and_follows_the_season() -> None:
    with timezone.override("Europe/Amsterdam"), translation.override("ru"):
        assert in_zone(AT, "moment").replace("\xa0", " ") == "17 июля 2027, 19:20 UTC+2"
        winter = AT.replace(month=12)
        assert in_zone(winter, "clock").replace("\xa0", " ") == "18:20 UTC+1"
