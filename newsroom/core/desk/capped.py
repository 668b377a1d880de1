"""Counts of rows that stop at a bound: to count a million stories takes a second, and tells nobody more."""

from functools import cached_property
from typing import Any, cast

from django.core.paginator import Paginator
from django.db.models import Model, QuerySet

# Lists at the desk end after so many rows; beyond it people search.
MOST = 10_000


def count(rows: QuerySet[Model], most: int = MOST) -> int:
    """Return how many rows there are, at most `most` + 1."""
    return rows.order_by()[: most + 1].count()


def in_words(number: int, most: int = MOST) -> str:
    """Return a count as people read it: beyond the bound with a plus."""
    return f"{most:,}+".replace(",", "\u202f") if number > most else str(number)


class CappedPaginator(Paginator[Any]):
    """Paginator whose last page is that of row 10,000."""

    @cached_property
    def _counted(self) -> int:
        return count(cast("QuerySet[Model]", self.object_list))

    @cached_property
    def count(self) -> int:
        return min(self._counted, MOST)

    @property
    def is_capped(self) -> bool:
        """Whether there are more rows than it has pages for."""
        return self._counted > MOST
