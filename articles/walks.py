"""Walks along an index through the live stories of a language, category, topic or author, newest first.

A list that probes each story of the paper for a topic takes seconds where the topic's stories are old. The
rows that name topics and authors carry the order of the list: the database reads from them what a page shows.
"""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, F, Func, Q, Value
from django.db.models.sql.compiler import SQLCompiler
from django.utils import timezone

from articles.models import Author, Category, Story, Topic
from articles.models.story import StoryQuerySet

# No row has such a number.
AFTER_ALL = 2**63 - 1


class Before(Func):
    """SQL comparison of rows, (a, b) < (c, d): an index in that order begins there.

    "a < c OR (a = c AND b < d)" means the same, but the planner takes it for rare, and sorts the whole list.
    """

    arity = 4
    output_field = BooleanField()
    conditional = True

    def as_sql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, *args: Any, **kwargs: Any
    ) -> tuple[str, tuple[str | int, ...]]:
        parts = [compiler.compile(each) for each in self.get_source_expressions()]
        a, b, c, d = (sql for sql, _values in parts)
        return f"({a}, {b}) < ({c}, {d})", tuple(value for _sql, values in parts for value in values)


@dataclass(frozen=True)
class Walk:
    """Live stories in one order; `at` and `pk` name the columns of that order, seen from the story."""

    where: Q
    at: str = "publish_at"
    pk: str = "id"
    # Whether one story can stand there several times.
    repeats: bool = False

    def newest(self, before: tuple[datetime.datetime, int] | None = None) -> StoryQuerySet:
        """Return the stories, newest first; with `before`, those that come after this time and number."""
        at, pk = before or (timezone.now(), AFTER_ALL)
        older = Q(Before(F(self.at), F(self.pk), Value(at), Value(pk)))
        # All that is asked of the rows stands in one filter: a second one would join them again.
        found = Story.objects.live().filter(self.where & older).order_by(f"-{self.at}", f"-{self.pk}")
        return found.distinct(self.at, self.pk) if self.repeats else found


def of_language(language: str) -> Walk:
    return Walk(Q(language=language))


def of_category(category: Category) -> Walk:
    return Walk(Q(category=category, language=category.language))


def of_topic(topic: Topic) -> Walk:
    return _by_rows("story_topics", Q(story_topics__topic=topic, language=topic.language))


def of_author(author: Author, language: str) -> Walk:
    """Return the walk through an author's stories in a language, each once, whatever their roles there."""
    mine: dict[str, Any] = {"bylines__author": author, "bylines__language": language}
    return _by_rows("bylines", Q(**mine), repeats=True)


def _by_rows(rows: str, where: Q, *, repeats: bool = False) -> Walk:
    return Walk(where, at=f"{rows}__listed_at", pk=f"{rows}__story_id", repeats=repeats)
