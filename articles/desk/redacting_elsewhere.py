"""Search for words of a redaction beyond its story: other stories, by the full-text index, and the library.

A redaction is of one story. What is found here is shown to whoever takes the words out, who goes on there.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.db.models import F, Q, TextField
from django.db.models.functions import Cast, Coalesce

from articles.body.words import fold
from articles.desk.redacting_library import WORDS, excerpts_in
from articles.desk.redacting_plan import key_of
from articles.desk.redacting_texts import Texts
from articles.desk.redacting_words import Marks
from articles.models import Photo, Revision, Story, StorySearch, WorkingCopy

# So many of each are shown.
MOST = 50


@dataclass(frozen=True)
class Elsewhere:
    """Other stories and rows of the library with the same words; more of them, where `is_capped`."""

    stories: Sequence[Story]
    library: Sequence[Any]
    is_capped: bool

    def __bool__(self) -> bool:
        return bool(self.stories or self.library)


def elsewhere(story: Story, spellings: Sequence[str], photos: Sequence[int]) -> Elsewhere:
    """Look for the words beyond the story and its `photos`, which are cleaned with it.

    Of other stories: what they say now, what waits to go out, and what is not saved, no older versions.
    """
    phrases = list(dict.fromkeys(filter(None, map(fold, spellings))))
    if not phrases:
        return Elsewhere([], [], is_capped=False)
    numbers = {*_in_rows(phrases), *_waiting(phrases), *_typed(phrases)} - {story.pk}
    found = list(Story.objects.filter(pk__in=numbers).order_by("-pk")[: MOST + 1])
    library = _library(Texts(Marks.of(key_of(story), spellings)), phrases, photos)
    return Elsewhere(found[:MOST], library[:MOST], is_capped=max(len(found), len(library)) > MOST)


def _in_rows(phrases: Sequence[str]) -> list[int]:
    query = Q()
    for phrase in phrases:
        query |= Q(vector=SearchQuery(phrase, config="russian", search_type="phrase"))
    return list(
        StorySearch.objects.filter(query).order_by("-story").values_list("story", flat=True)[: MOST + 2]
    )


def _waiting(phrases: Sequence[str]) -> list[int]:
    drafts = Revision.objects.filter(number=Coalesce(F("story__draft_number"), F("story__next_number")))
    drafts = drafts.annotate(text=Cast("content", TextField())).filter(_holds("text", phrases))
    return list(drafts.values_list("story", flat=True)[: MOST + 2])


def _typed(phrases: Sequence[str]) -> list[int]:
    copies = WorkingCopy.objects.filter(changed_at__isnull=False, story__isnull=False)
    copies = copies.annotate(text=Cast("data", TextField())).filter(_holds("text", phrases))
    return [number for number in copies.values_list("story", flat=True)[: MOST + 2] if number]


def _holds(column: str, phrases: Sequence[str]) -> Q:
    """Match texts with all the words of a phrase, whatever stands between them."""
    found = Q()
    for phrase in phrases:
        every = Q()
        for word in phrase.split():
            every &= Q(**{f"{column}__icontains": word})
        found |= every
    return found


def _library(texts: Texts, phrases: Sequence[str], photos: Sequence[int]) -> list[Any]:
    found = []
    for model, names in WORDS.items():
        holding = Q()
        for name in names:
            holding |= _holds(name, phrases)
        rows = model._default_manager.filter(holding)
        rows = rows.exclude(pk__in=photos) if model is Photo else rows
        found += [row for row in rows.order_by("pk")[: MOST + 1] if excerpts_in(row, texts)]
    return found
