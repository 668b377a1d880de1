"""Channels: the newest stories of the site or of one heading, or the newest corrections, with their names."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from django.conf import settings
from django.db.models import F, Prefetch, QuerySet
from django.utils.translation import gettext as _

from articles import walks
from articles.feeds.entries import Entry, correction_entries, story_entries
from articles.models import BYLINES, Author, Correction, Story, StoryTopic
from articles.models.story import StoryQuerySet
from newsroom.core.web.page_language import page_url

LONGEST = 30


class Heading(Protocol):
    """A category, topic or author."""

    name: str

    def get_absolute_url(self) -> str: ...


@dataclass(frozen=True)
class Channel:
    """One feed in one language: title, what it is `about`, the path of its `page`, and its newest rows."""

    title: str
    about: str
    page: str
    language: str
    rows: list[Any]
    entries: Callable[[list[Any]], list[Entry]]


def of_front(language: str) -> Channel:
    """Return the channel of all stories in a language."""
    found = Story.objects.live().filter(language=language).newest()
    about = _("The newest stories of %(name)s") % {"name": settings.PUBLICATION_NAME}
    return _of_stories(settings.PUBLICATION_NAME, about, page_url("articles:front"), language, found)


def of_heading(heading: Heading, walk: walks.Walk, language: str) -> Channel:
    """Return the channel of the list that a category, topic or author has."""
    page = heading.get_absolute_url()
    about = getattr(heading, "introduction", "") or _("Stories: %(name)s") % {"name": heading.name}
    if isinstance(heading, Author):
        page = page_url("articles:author", heading.slug)
        about = _("Stories by %(name)s") % {"name": heading.name}
    return _of_stories(_named(heading.name), about, page, language, walk.newest())


def of_corrections(language: str) -> Channel:
    """Return the channel of what readers were told was wrong."""
    found = Correction.objects.live().filter(story__language=language).newest().select_related("story")
    rows = list(found.defer(*(f"story__{name}" for name in HEAVY))[:LONGEST])
    about = _("Mistakes that we made and put right.")
    page = page_url("articles:corrections")
    return Channel(_named(_("Corrections")), about, page, language, rows, correction_entries)


HEAVY = ("body_source", "body_html", "body_text")


def _named(heading: str) -> str:
    return f"{heading} - {settings.PUBLICATION_NAME}"


def _of_stories(title: str, about: str, page: str, language: str, found: StoryQuerySet) -> Channel:
    """Read what the stories' entries hold but their texts; what was paid for is in no feed."""
    topics: QuerySet[StoryTopic] = StoryTopic.objects.select_related("topic").order_by(F("order"))
    brief = found.filter(is_sponsored=False).brief()
    rows = list(brief.prefetch_related(BYLINES, Prefetch("story_topics", topics))[:LONGEST])
    return Channel(title, about, page, language, rows, story_entries)
