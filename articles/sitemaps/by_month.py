"""Months of publication, in UTC, and when a page of theirs last changed: one query, along two indexes."""

import datetime
from dataclasses import dataclass
from typing import Self

from django.db import connection

from articles.models import Story
from articles.sitemaps.writing import Entry

# The protocol's own limit for one file.
MOST = 50_000

# One step along the index of the newest for each month, and one along that of the last changed within it.
_MONTHS = """
WITH RECURSIVE live AS NOT MATERIALIZED ({live}), one AS (
    SELECT date_trunc('month', (
        SELECT publish_at FROM live ORDER BY publish_at DESC, id DESC LIMIT 1
    ) AT TIME ZONE 'UTC') AS month
    UNION ALL
    SELECT date_trunc('month', (
        SELECT publish_at FROM live WHERE publish_at < one.month AT TIME ZONE 'UTC'
        ORDER BY publish_at DESC, id DESC LIMIT 1
    ) AT TIME ZONE 'UTC') FROM one WHERE one.month IS NOT NULL
)
SELECT month, (
    SELECT GREATEST(publish_at, updated_at, corrected_at) FROM live
    WHERE date_trunc('month', publish_at AT TIME ZONE 'UTC') = month
    ORDER BY GREATEST(publish_at, updated_at, corrected_at) DESC LIMIT 1
) FROM one WHERE month IS NOT NULL
"""


@dataclass(frozen=True)
class Month:
    """A month of UTC, and when a page of one of its stories last changed, where that was asked for."""

    year: int
    month: int
    changed_at: datetime.datetime | None = None

    @classmethod
    def read(cls, text: str) -> Self:
        """Parse `2026-11`, or raise ValueError."""
        first = datetime.datetime.strptime(text, "%Y-%m")
        return cls(first.year, first.month)

    @property
    def first(self) -> datetime.datetime:
        return datetime.datetime(self.year, self.month, 1, tzinfo=datetime.UTC)

    @property
    def end(self) -> datetime.datetime:
        """The first moment of the next one."""
        return (self.first + datetime.timedelta(days=32)).replace(day=1)

    def __str__(self) -> str:
        return f"{self.year:04}-{self.month:02}"


def months() -> list[Month]:
    """Return the months that have live stories, newest first, whatever their language."""
    # The gate's own SQL, so that there is one gate.
    live, values = Story.objects.live().order_by().query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(_MONTHS.format(live=live), values)
        return [Month(month.year, month.month, changed_at) for month, changed_at in cursor.fetchall()]


def pages_of(month: Month) -> list[Entry]:
    """Return the pages of a month's live stories, newest first, with their last change."""
    found = Story.objects.live().filter(publish_at__gte=month.first, publish_at__lt=month.end).newest()
    return [(story.get_absolute_url(), _changed_at(story)) for story in found.only(*ADDRESS, *CHANGES)[:MOST]]


def _changed_at(story: Story) -> datetime.datetime | None:
    """Return the last change for readers, as the index `story_months` has it."""
    return max(filter(None, (getattr(story, name) for name in CHANGES)), default=None)


# What the address of a story is made of, and what its last change.
ADDRESS = ("slug", "first_published_at", "created_at")
CHANGES = ("publish_at", "updated_at", "corrected_at")
