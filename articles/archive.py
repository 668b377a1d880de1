"""Calendar of the archive: which years, months and days have live stories, in the newsroom's zone.

Nothing is counted: the database takes one step along the index of the newest for each year, month or day, so
that a century of a million stories costs what a month of a hundred does.
"""

import calendar
import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

from django.db import connection
from django.utils import timezone

from articles import walks
from articles.models import Story
from articles.models.story import StoryQuerySet

# Newspapers are not older; and no calendar of Python's goes beyond the last year.
FIRST_YEAR, LAST_YEAR = 1600, 9998

_YEARS = """
    WITH RECURSIVE live AS NOT MATERIALIZED ({live}), one AS (
        SELECT (SELECT publish_at FROM live ORDER BY publish_at DESC LIMIT 1) AS at
        UNION ALL
        SELECT (
            SELECT publish_at FROM live WHERE publish_at < date_trunc('year', one.at, %s)
            ORDER BY publish_at DESC LIMIT 1
        ) FROM one WHERE one.at IS NOT NULL
    )
    SELECT at FROM one WHERE at IS NOT NULL
"""
# LIMIT keeps each a walk of its own: without it they are joined, and the whole paper is read.
_HELD = """
    WITH live AS NOT MATERIALIZED ({live})
    SELECT asked.number
    FROM unnest(%s::timestamptz[], %s::timestamptz[]) WITH ORDINALITY AS asked (first, last, number),
        LATERAL (
            SELECT 1 FROM live WHERE publish_at >= asked.first AND publish_at < asked.last
            ORDER BY publish_at DESC LIMIT 1
        ) AS found
"""


@dataclass(frozen=True)
class Span:
    """A year, a month of it, or a day of that, in the newsroom's zone; 0 where it is longer."""

    year: int
    month: int = 0
    day: int = 0

    @classmethod
    def read(cls, year: int, month: int | None = None, day: int | None = None) -> Self:
        """Return the span of these numbers, or raise ValueError."""
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise ValueError("no newspaper has such a year")
        datetime.date(year, 1 if month is None else month, 1 if day is None else day)
        return cls(year, month or 0, day or 0)

    def around(self, at: datetime.datetime) -> "Span":
        """Return the span as long as this one in which a moment lies."""
        day = timezone.localdate(at)
        return Span(day.year, day.month if self.month else 0, day.day if self.day else 0)

    @property
    def args(self) -> tuple[int, ...]:
        """The numbers that say which it is, for a URL."""
        return tuple(number for number in (self.year, self.month, self.day) if number)

    @property
    def above(self) -> list["Span"]:
        """The longer spans that it is in, the longest first."""
        return [Span(*self.args[:count]) for count in range(1, len(self.args))]

    @property
    def first(self) -> datetime.datetime:
        """The moment at which it begins."""
        return _midnight(datetime.date(self.year, self.month or 1, self.day or 1))

    @property
    def end(self) -> datetime.datetime:
        """The moment at which it is over."""
        if self.day:
            return _midnight(datetime.date(*self.args) + datetime.timedelta(days=1))
        year, month = divmod(self.year * 12 + self.month, 12) if self.month else (self.year + 1, 0)
        return _midnight(datetime.date(year, month + 1, 1))

    @property
    def parts(self) -> list["Span"]:
        """The months of a year, or the days of a month."""
        if not self.month:
            return [Span(self.year, month) for month in range(1, 13)]
        days = calendar.monthrange(self.year, self.month)[1]
        return [Span(self.year, self.month, day) for day in range(1, days + 1)]


def _midnight(day: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time.min))


def stories(span: Span, language: str, before: tuple[datetime.datetime, int] | None) -> StoryQuerySet:
    """Return the live stories of a span, newest first; with `before`, those after this time and number."""
    at = min(before or (span.end, 0), (span.end, 0))
    return walks.of_language(language).newest(at).filter(publish_at__gte=span.first)


def years(language: str) -> list[Span]:
    """Return the years that have live stories, the newest first."""
    live, given = _live(language)
    rows = _rows(_YEARS.format(live=live), [*given, timezone.get_default_timezone_name()])
    return [Span(0).around(at) for (at,) in rows]


def held(spans: Sequence[Span], language: str) -> list[Span]:
    """Return those of the spans that have live stories."""
    live, given = _live(language)
    asked = [[span.first for span in spans], [span.end for span in spans]]
    return [spans[number - 1] for (number,) in _rows(_HELD.format(live=live), [*given, *asked])]


def neighbours(span: Span, language: str) -> tuple[Span | None, Span | None]:
    """Return the nearest older and the nearest newer span, as long as this one, with live stories."""
    live = Story.objects.live().filter(language=language)
    older = live.filter(publish_at__lt=span.first).order_by("-publish_at", "-id")
    newer = live.filter(publish_at__gte=span.end).order_by("publish_at", "id")
    times = older.values_list("publish_at", flat=True)[:1].union(
        newer.values_list("publish_at", flat=True)[:1], all=True
    )
    found = [at for at in times if at]
    before = [span.around(at) for at in found if at < span.first]
    after = [span.around(at) for at in found if at >= span.end]
    return next(iter(before), None), next(iter(after), None)


def _live(language: str) -> tuple[str, tuple[Any, ...]]:
    """Return the SQL of the one gate, which gives times of publication, and what stands in it."""
    found = Story.objects.live().filter(language=language).order_by().values("publish_at")
    return found.query.sql_with_params()


def _rows(sql: str, given: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql.strip(), given)
        return list(cursor.fetchall())
