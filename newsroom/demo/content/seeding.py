"""Very many invented stories, copied straight into the tables: to see how the site does with an old paper.

It is the one writer of stories that goes past the desk, which takes 30 ms for each. A sample is checked
against the desk's own rules afterwards.
"""

import datetime
import random
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, cycle
from typing import Any
from uuid import UUID

from django.db import connection, models, transaction
from django.db.models import Max
from django.utils import timezone
from psycopg import sql

from articles.desk.checks import require_valid
from articles.desk.words import derive
from articles.models import Author, Byline, Category, Photo, Story, StoryTopic, Topic
from articles.models.slugs import make_slug
from newsroom.core.models import User
from newsroom.demo.content.shapes import Piece
from newsroom.demo.content.stories import PIECES

YEARS = 12
# So many bodies in each language are made of the demo's paragraphs, and shared.
BODIES = 200
AUTHORS, TOPICS = 400, 1_400
PARAGRAPHS = 9
SAMPLE = 200
AT_ONCE = 20_000
RUSSIAN = 0.3
PARAGRAPH = re.compile("<p>.*?</p>")
# Shares of what a paper holds, in hundredths.
STATES = (("live", 970), ("scheduled", 5), ("draft", 15), ("in_review", 3), ("withdrawn", 5), ("ready", 2))
KINDS = (("news", 80), ("opinion", 8), ("analysis", 6), ("feature", 6))


@dataclass(frozen=True)
class Shelf:
    """What stories of one language are made of."""

    language: str
    categories: Sequence[int]
    topics: Sequence[int]
    heads: Sequence[Piece]
    bodies: Sequence[tuple[str, str, str, int]]


class Seeder:
    """Maker of stories, the same ones for the same number of them."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.random = random.Random(number)  # noqa: S311 - invented stories
        self.now = timezone.now().replace(microsecond=0)
        self.by = User.objects.order_by("pk").values_list("pk", flat=True)[0]
        self.photos = list(Photo.objects.values_list("pk", flat=True))
        self.authors = self._authors()
        self.shelves = [self._shelf(language) for language in ("en", "ru")]

    @transaction.atomic
    def seed(self) -> None:
        """Store the stories with their bylines and topics."""
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE articles_story IN SHARE ROW EXCLUSIVE MODE")
        first = (Story.objects.aggregate(last=Max("pk"))["last"] or 0) + 1
        numbers = range(first, first + self.number)
        for start in range(0, self.number, AT_ONCE):
            self._copy(numbers[start : start + AT_ONCE], start)
        with connection.cursor() as cursor:
            cursor.execute("SELECT setval(pg_get_serial_sequence('articles_story', 'id'), %s)", [numbers[-1]])
        for story in Story.objects.filter(pk__in=self.random.sample(numbers, min(SAMPLE, self.number))):
            require_valid(story)

    def _copy(self, numbers: range, turn: int) -> None:
        shelves = [self.shelves[self.random.random() < RUSSIAN] for _number in numbers]
        pairs = list(zip(numbers, shelves, strict=True))
        copy(Story, (self._story(pk, turn + place, shelf) for place, (pk, shelf) in enumerate(pairs)))
        copy(Byline, (row for pk, _shelf in pairs for row in self._rows(pk, "author_id", self.authors)))
        copy(StoryTopic, (row for pk, shelf in pairs for row in self._rows(pk, "topic_id", shelf.topics)))

    def _story(self, number: int, turn: int, shelf: Shelf) -> dict[str, Any]:
        draw, head, other = self.random, self.random.choice(shelf.heads), self.random.choice(shelf.heads)
        [state] = draw.choices([name for name, _share in STATES], [share for _name, share in STATES])
        [kind] = draw.choices([name for name, _share in KINDS], [share for _name, share in KINDS])
        age = YEARS * 365 * 86_400 * (1 - turn / self.number) + draw.randint(0, 3_600)
        at = self.now - datetime.timedelta(seconds=age)
        source, markup, plain, words = draw.choice(shelf.bodies)
        is_out = state in ("live", "withdrawn")
        publish_at = self.now + datetime.timedelta(hours=1 + turn % 400) if state == "scheduled" else at
        headline = f"{head.headline.split(':')[0]} — {other.kicker or other.headline.split()[0]}"[:250]
        return {
            "id": number,
            "uuid": UUID(int=draw.getrandbits(128), version=4),
            "edition_group": UUID(int=draw.getrandbits(128), version=4),
            "kind": kind,
            "language": shelf.language,
            "kicker": head.kicker,
            "headline": headline,
            "standfirst": other.standfirst,
            "summary": head.summary,
            "slug": make_slug(headline),
            "body_source": source,
            "body_html": markup,
            "body_text": plain,
            "word_count": words,
            "category_id": draw.choice(shelf.categories),
            "lead_image_id": draw.choice(self.photos) if self.photos and draw.random() < 0.6 else None,
            "status": {"live": "approved", "scheduled": "approved", "ready": "approved"}.get(state, state),
            "publish_at": publish_at if is_out or state == "scheduled" else None,
            "first_published_at": at if is_out else None,
            "updated_at": at + datetime.timedelta(hours=3) if is_out and draw.random() < 0.15 else None,
            "created_by_id": self.by,
            "created_at": at,
            "modified_at": at,
        }

    def _rows(self, story: int, column: str, named: Sequence[int]) -> Iterator[dict[str, Any]]:
        """Return the story's rows of a list: a few of those named have most of the stories."""
        [many] = self.random.choices((0, 1, 2, 3), (5, 45, 35, 15))
        for order, key in enumerate({named[self._skewed(len(named))] for _each in range(many)}):
            yield {"story_id": story, column: key, "order": order}

    def _skewed(self, length: int) -> int:
        """Return a place in a list; the first ones come far more often."""
        return int(length * self.random.random() ** 4)

    def _authors(self) -> list[int]:
        words = [word for piece in PIECES for word in piece.headline.split() if word[0].isupper()]
        names = (f"{self.random.choice(words)} {self.random.choice(words)} {turn}" for turn in range(AUTHORS))
        rows = [Author(name=name[:120], slug=f"seeded-{turn}") for turn, name in enumerate(names)]
        Author.objects.bulk_create(rows, ignore_conflicts=True)
        return list(Author.objects.order_by("pk").values_list("pk", flat=True))

    def _shelf(self, language: str) -> Shelf:
        pieces = [piece for piece in PIECES if piece.language == language]
        words = sorted({word.strip("«»“”,.:") for piece in pieces for word in piece.body.split()}, key=len)
        rows = [
            Topic(name=f"{word[:70]} {turn}", slug=f"seeded-{turn}", language=language)
            for turn, word in zip(range(TOPICS), cycle(reversed(words)), strict=False)
        ]
        Topic.objects.bulk_create(rows, ignore_conflicts=True)
        mine: dict[str, Any] = {"language": language}
        return Shelf(
            language=language,
            categories=list(Category.objects.filter(**mine).values_list("pk", flat=True)),
            topics=list(Topic.objects.filter(**mine).order_by("pk").values_list("pk", flat=True)),
            heads=pieces,
            bodies=[self._body(pieces, language) for _turn in range(BODIES)],
        )

    def _body(self, pieces: Sequence[Piece], language: str) -> tuple[str, str, str, int]:
        paragraphs = [text for piece in pieces for text in PARAGRAPH.findall(" ".join(piece.body.split()))]
        chosen = self.random.sample(paragraphs, min(PARAGRAPHS, len(paragraphs)))
        story = Story(language=language, body_source="".join(chosen))
        derive(story)
        return story.body_source, story.body_html, story.body_text, story.word_count


def copy(model: type[models.Model], rows: Iterable[Mapping[str, Any]]) -> None:
    """Store rows, given by column, with the model's defaults where one says nothing of a column."""
    fields = [each for each in model._meta.concrete_fields if not each.has_db_default()]
    rows = iter(rows)
    first = next(rows, None)
    if first is None:
        return
    columns = [str(each.column) for each in fields if each.column != "id" or "id" in first]
    usual = {str(each.column): each.get_default() for each in fields}
    names = sql.SQL(", ").join([sql.Identifier(name) for name in columns])
    query = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(model._meta.db_table), names)
    with connection.cursor() as cursor, cursor.copy(query) as into:
        for row in chain([first], rows):
            into.write_row([row.get(name, usual[name]) for name in columns])
