"""What a picker of stories offers: those that readers see or will see, with state, day and authors."""

from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, F, Func, Prefetch, QuerySet, Value
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format

from articles import search
from articles.admin.finding import addressed
from articles.admin.pickers import BESIDES, number_of
from articles.admin.states import HEAVY
from articles.body.words import Query, fold, unfinished
from articles.models import Byline, Story
from articles.models.story import StoryQuerySet
from newsroom.core import text

# So many are offered for what was typed; whoever looks for another one types more.
MOST = 100
# In the headlines of so many of the newest, words are found by any of their beginnings.
NEWEST = 500


def offered(request: HttpRequest, stories: StoryQuerySet, typed: str) -> QuerySet[Story]:
    """Return the stories that a picker offers, best first; without words the newest.

    Those that readers do not see, nor will see at a set hour, are offered by number or address alone. The
    story whose list it is, is never.
    """
    # A space after a word says that it is whole.
    typed = text.clean_line(typed) + " " * typed[-1:].isspace()
    own = number_of(request.GET.get(BESIDES, ""))
    stories = stories.exclude(pk=own) if own else stories
    shown = stories.live() | stories.scheduled()
    found = _in_order(stories, [*_named(typed.strip()), *_found(shown, typed)]) if typed.strip() else shown
    bylines = Prefetch("bylines", Byline.objects.select_related("author"))
    return found.defer(*HEAVY).prefetch_related(bylines)


def note(story: Story) -> str:
    """Return state, day and authors of a story, such as “Live · May 3, 2026 · Nina Feldt”."""
    at = timezone.localtime(story.publish_at or story.modified_at)
    names = dict.fromkeys(byline.author.name for byline in story.bylines.all())
    said = (str(story.state().label), date_format(at, "DATE_FORMAT"), ", ".join(names))
    return " · ".join(filter(None, said))


def _named(typed: str) -> list[int]:
    number = addressed(typed) or number_of(typed.removeprefix("#"))
    return [number] if number else []


def _found(shown: StoryQuerySet, typed: str) -> list[int]:
    asked = unfinished(typed)
    try:
        found = list(search.among(shown, asked).stories)
    except search.TooBroad:
        found = []
    return [*found[:MOST], *([] if typed.endswith(" ") else _by_beginnings(shown, asked))]


def _by_beginnings(shown: StoryQuerySet, asked: Query) -> list[int]:
    """Return those of the newest in whose headline words begin with each of those typed.

    The index has stems of words: what is typed of *apartments* is in it at five letters and again at nine.
    """
    # Phrases, choices and exclusions are for the index alone.
    if not asked.words or " ".join(filter(None, (asked.text, asked.part))) != " ".join(asked.words):
        return []
    newest = shown.values_list("pk", "headline")[:NEWEST]
    folded = ((number, f" {fold(headline)}") for number, headline in newest)
    return [number for number, words in folded if all(f" {word}" in words for word in asked.words)]


def _in_order(stories: StoryQuerySet, numbers: list[int]) -> QuerySet[Story]:
    """Return the stories with these numbers, in this order."""
    given = Value(numbers, output_field=ArrayField(BigIntegerField()))
    return stories.filter(pk__in=numbers).order_by(Func(given, F("pk"), function="array_position"))
