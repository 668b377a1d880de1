"""Pagination by time: a link to older rows stays right while newer ones arrive."""

import datetime
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Generic, Self, TypeVar

from django.db.models import F, Model, QuerySet, Value
from django.http import Http404
from django.utils import timezone

from articles.walks import Before

Row = TypeVar("Row", bound=Model)
# A time and a number: just after the row that has them.
Position = tuple[datetime.datetime, int]
PAGE_SIZE = 16
SHAPE = re.compile(r"([0-9]{8}T[0-9]{6}\.[0-9]{6})-([0-9]{1,18})", re.ASCII)
TIME = "%Y%m%dT%H%M%S.%f"


@dataclass(frozen=True)
class Cursor:
    """Position in a list: just after (older than) the row of this time and number."""

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
        """Return the position after the last row of a day in the newsroom's zone; raises ValueError."""
        try:
            midnight = datetime.datetime.combine(
                datetime.date.fromisoformat(day) + datetime.timedelta(days=1), datetime.time.min
            )
        except OverflowError as error:
            raise ValueError("no day after this") from error
        return cls(timezone.make_aware(midnight))

    def __str__(self) -> str:
        return f"{self.at.astimezone(datetime.UTC):{TIME}}-{self.pk}"


@dataclass(frozen=True)
class Page(Generic[Row]):
    """Rows of one page, with the cursors of its neighbours."""

    rows: list[Row]
    before: Cursor | None
    """Where the older ones begin; None where there are none."""
    after: Cursor | None = None
    """Where this page begins; None on the first."""
    day: str = ""
    """What was typed into the date field."""
    is_bad_day: bool = False


def along(rows: QuerySet[Row], time: str) -> Callable[[Position | None], QuerySet[Row]]:
    """Return how a list is read that has its own column of time, and is in that order."""

    def older(after: Position | None) -> QuerySet[Row]:
        if after is None:
            return rows
        at, pk = after
        return rows.filter(Before(F(time), F("pk"), Value(at), Value(pk)))

    return older


def read_page(
    query: Mapping[str, str],
    older: Callable[[Position | None], QuerySet[Row]],
    *,
    time: str = "publish_at",
) -> Page[Row]:
    """Return the page that `?before=` or `?date=` asks for; a cursor that is none of ours is a 404.

    `older` returns the rows after a position, in order of the column `time`, newest first. A date that
    cannot be read gives the first page and `is_bad_day`: somebody typed it.
    """
    after, day, is_bad_day = _asked(query)
    found = list(older((after.at, after.pk) if after else None)[: PAGE_SIZE + 1])
    last = found[PAGE_SIZE - 1] if len(found) > PAGE_SIZE else None
    before = Cursor(getattr(last, time), last.pk) if last else None
    return Page(found[:PAGE_SIZE], before, after, day, is_bad_day)


def _asked(query: Mapping[str, str]) -> tuple[Cursor | None, str, bool]:
    """Return where the page begins, what was typed as a date, and whether that could not be read."""
    day = query.get("date", "").strip()[:20]
    try:
        return _start(query.get("before", ""), day), day, False
    except ValueError as error:
        if query.get("before"):
            raise Http404 from error
        return None, day, True


def _start(before: str, day: str) -> Cursor | None:
    if before:
        return Cursor.read(before)
    return Cursor.end_of(day) if day else None
