"""Excerpts of stories around the words that somebody looked for, with these words marked."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Func, TextField, Value
from django.db.models.functions import Left
from django.db.models.sql.compiler import SQLCompiler

from articles.body.words import Query
from articles.models import Story
from articles.models.story import StoryQuerySet

# Characters that no text of ours holds.
_START, _STOP = "\x02", "\x03"
# Of a long text, so many characters are looked through for an excerpt.
LONGEST = 20_000
LENGTH = 200
BEFORE = 60
# Letters that are looked for in another way than they are written, one for one: a mark must stand where its
# word does in the text.
_WRITTEN = "ёЁ’ʼ‘«»“”„\u00a0\u202f\u2009—–…"
_FOLDED = 'еЕ\'\'\'"""""   -- '
_OPTIONS = f"HighlightAll=true, StartSel={_START}, StopSel={_STOP}"


@dataclass(frozen=True)
class Part:
    """Some words of an excerpt; `is_found`: they are what was looked for."""

    text: str
    is_found: bool = False


class _Marked(Func):
    """Text with marks around the words of a query, in the index's own configuration."""

    output_field = TextField()

    def as_sql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, *args: Any, **kwargs: Any
    ) -> tuple[str, tuple[str | int, ...]]:
        text, words = (compiler.compile(each) for each in self.get_source_expressions())
        folded, query = f"translate({text[0]}, %s, %s)", f"websearch_to_tsquery('russian', {words[0]})"
        given = (*text[1], _WRITTEN, _FOLDED, *words[1], _OPTIONS)
        return f"ts_headline('russian', {folded}, {query}, %s)", given


def with_marks(stories: StoryQuerySet, asked: Query) -> StoryQuerySet:
    """Add to each story the beginning of its text, as it is and with marks around the words."""
    text, words = Left("body_text", LONGEST), Value(" or ".join(asked.words))
    return stories.annotate(text=text, marked=_Marked(text, words))


def excerpts(stories: Iterable[Story]) -> dict[int, list[Part]]:
    """Return an excerpt for each story of `with_marks` whose text holds one of the words, by number."""
    texts = {story.pk: (vars(story)["text"], list(_places(**_texts(story)))) for story in stories}
    return {number: _cut(text, places) for number, (text, places) in texts.items() if places}


def _texts(story: Story) -> dict[str, str]:
    return {name: vars(story)[name] for name in ("text", "marked")}


def _places(text: str, marked: str) -> Iterator[tuple[int, int]]:
    """Yield where marked words begin and end in the text."""
    if len(marked) - marked.count(_START) - marked.count(_STOP) != len(text):
        # PostgreSQL takes what looks like a tag out of its answer.
        return
    at = 0
    for piece in marked.split(_START):
        word, stop, rest = piece.partition(_STOP)
        if stop:
            yield at, at + len(word)
        at += len(word) + len(rest)


def _cut(text: str, places: Sequence[tuple[int, int]]) -> list[Part]:
    """Return the stretch of the text that begins before the first place, between words."""
    start = _after_space(text, max(0, places[0][0] - BEFORE))
    end = text.rfind(" ", start, start + LENGTH) if len(text) > start + LENGTH else len(text)
    end = max(end, places[0][1])
    parts = [Part("… ")] if start else []
    at = start
    for begin, stop in places:
        if stop > end:
            break
        parts += [Part(text[at:begin]), Part(text[begin:stop], is_found=True)]
        at = stop
    parts += [Part(text[at:end]), Part(" …" if end < len(text) else "")]
    return [part for part in parts if part.text]


def _after_space(text: str, at: int) -> int:
    return at and text.find(" ", at) + 1
