"""Full-text search through the live stories of a language: what is found, and in which order.

PostgreSQL's own choice of plan is wrong here by a hundred times: it takes no notice of how many stories hold
a word. So the statements are functions of the database (migration story_search), each with settings that say
which way it goes. None may take longer than a second; nothing of what people look for is stored or logged.
"""

import datetime
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import OperationalError, connection, transaction
from django.utils import timezone
from psycopg.errors import QueryCanceled

from articles.body.words import Query
from articles.models import Story

# So many are put in order: of what more stories hold, the newest alone.
RANKED = 2_000
# Of words that very many stories hold, the newest stories are looked through first; so many found are enough.
ENOUGH = 64
MILLISECONDS = 800
# PostgreSQL logs a statement that it cuts off. So what people typed stands in none that can be: it is a
# setting of the transaction by then.
_LOOSE, _TEXT = "current_setting('newsroom.loose')", "current_setting('newsroom.text')"
_COUNT = f"articles_search_count(%s, %s, {_LOOSE}, %s)"
_NEWEST = f"articles_search_newest(%s, %s, {_LOOSE}, %s, {_TEXT}, %s)"
_FOUND = f"articles_search_found(%s, %s, {_LOOSE}, %s, {_TEXT}, %s)"
_SET = """SELECT set_config('statement_timeout', %s, true), set_config('newsroom.loose', %s, true),
    set_config('newsroom.text', %s, true)"""


class TooBroad(Exception):
    """The search took longer than it may."""


@dataclass(frozen=True)
class Filters:
    """What else is asked of a story."""

    year: int | None = None
    category: int | None = None
    author: int | None = None
    kind: str = ""

    @property
    def words(self) -> str:
        """The filters as PostgreSQL reads a tsquery; no text that anybody typed gets into it."""
        given = {"year": self.year, "category": self.category, "author": self.author}
        found = [f"'{name}:{int(value)}'" for name, value in given.items() if value is not None]
        if self.kind in Story.Kind.values:
            found.append(f"'kind:{self.kind}'")
        return " & ".join(found)


@dataclass(frozen=True)
class Results:
    """Numbers of the live stories that were found, in order."""

    stories: Sequence[int] = field(default_factory=list)
    # There are more; these are the newest of them.
    is_capped: bool = False


def find(query: Query, language: str, *, filters: Filters | None = None, by_date: bool = False) -> Results:
    """Return the live stories that hold the words, best first, at most two thousand; raises `TooBroad`.

    A headline counts more than a name, that more than the text, and a year makes it half as good.
    """
    if not query.words:
        return Results()
    now = timezone.now()
    asked: list[str | datetime.datetime] = [language, now, (filters or Filters()).words]
    with _bounded(query):
        [many] = _numbers(_COUNT, asked)
        found = None
        if many > RANKED and not query.has_phrase:
            found = _numbers(_NEWEST, [*asked, by_date])
        if found is None or len(found) < ENOUGH:
            found = _numbers(_FOUND, [*asked, by_date])
    return Results(_live(found, now), many > RANKED)


def _live(found: Sequence[int], now: datetime.datetime) -> list[int]:
    """Return those of the stories that readers may see: the one gate."""
    live = set(Story.objects.live(now).filter(pk__in=found).values_list("pk", flat=True))
    return [number for number in found if number in live]


@contextmanager
def _bounded(query: Query) -> Iterator[None]:
    """Ask for words within a bound of time, which ends with it: nothing is written, so all is rolled back."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(_SET, [str(MILLISECONDS), query.loose, query.text])
            yield
            transaction.set_rollback(True)
    except OperationalError as error:
        if isinstance(error.__cause__, QueryCanceled):
            raise TooBroad from error
        raise


def _numbers(call: str, given: Sequence[str | bool | datetime.datetime]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {call}", given)  # noqa: S608  # constants
        return [number for (number,) in cursor.fetchall()]
