"""Pagination by time: a link to older stories stays right while newer ones arrive."""

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone

from articles.models import Story

PAGE_SIZE = 16
SHAPE = re.compile(r"([0-9]{8}T[0-9]{6}\.[0-9]{6})-([0-9]{1,18})", re.ASCII)
TIME = "%Y%m%dT%H%M%S.%f"


@dataclass(frozen=True)
class Cursor:
    """Position in a list: just after (older than) the story of this time and number."""

    at: datetime.datetime
    pk: int = 0

    @classmethod
    def read(cls, text: str) -> Self:
        """Parse what `str` wrote, or raise ValueError."""
        match = SHAPE.fullmatch(text)
        if match is None:
            raise ValueError("not a cursor")
        at = datetime.datetime.strptime(match[1], TIME).replace(tzinfo=datetime.UTC)
        return cls(at, int(match[2]))

    @classmethod
    def end_of(cls, day: str) -> Self:
        """Return the position after the last story of a day in the newsroom's zone; raises ValueError."""
        try:
            midnight = datetime.datetime.combine(
                datetime.date.fromisoformat(day) + datetime.timedelta(days=1), datetime.time.min
            )
        except OverflowError as error:
            raise ValueError("no day after this") from error
        return cls(timezone.make_aware(midnight))

    def __str__(self) -> str:
        return f"{self.at.astimezone(datetime.UTC):{TIME}}-{self.pk}"

    def older(self, stories: QuerySet[Story]) -> QuerySet[Story]:
        """Return those of the stories that come after this position."""
        return stories.filter(publish_at__lte=self.at).exclude(publish_at=self.at, pk__gte=self.pk)


@dataclass(frozen=True)
class Page:
    """Stories of one page, with the cursors of its neighbours."""

    stories: list[Story]
    before: Cursor | None
    """Where the older ones begin; None where there are none."""
    after: Cursor | None = None
    """Where this page begins; None on the first."""
    day: str = ""
    """What was typed into the date field."""
    is_bad_day: bool = False


def read_page(query: Mapping[str, str], stories: QuerySet[Story]) -> Page:
    """Return the page that `?before=` or `?date=` asks for; a cursor that is none of ours is a 404.

    A date that cannot be read gives the first page and `is_bad_day`: somebody typed it.
    """
    day = query.get("date", "").strip()[:20]
    after, is_bad_day = None, False
    try:
        after = _start(query.get("before", ""), day)
    except ValueError as error:
        if query.get("before"):
            raise Http404 from error
        is_bad_day = True
    found = list((after.older(stories) if after else stories)[: PAGE_SIZE + 1])
    last = found[PAGE_SIZE - 1] if len(found) > PAGE_SIZE else None
    before = Cursor(last.publish_at, last.pk) if last and last.publish_at else None
    return Page(found[:PAGE_SIZE], before, after, day, is_bad_day)


def _start(before: str, day: str) -> Cursor | None:
    if before:
        return Cursor.read(before)
    return Cursor.end_of(day) if day else None
