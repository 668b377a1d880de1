"""Pages that are no stories and that readers and search engines may find."""

from collections.abc import Iterator
from typing import TypeVar

from django.db.models import F, OuterRef, QuerySet, Subquery, Value

from articles.models import Author, Category, Story, Topic
from newsroom.core.language_settings import codes
from newsroom.core.web.page_language import page_url, page_urls

Heading = TypeVar("Heading", Author, Topic)
# By the names of their patterns.
SINGLE = (
    "articles:front",
    "articles:latest",
    "articles:archive",
    "articles:search",
    "articles:corrections",
    "donations:support",
)


def pages() -> Iterator[str]:
    """Yield the path of every list and page; of topics and authors those that have a live story."""
    for name in SINGLE:
        yield from page_urls(name).values()
    for category in Category.objects.all():
        yield category.get_absolute_url()
    for topic in _with_live(Topic.objects.all(), "story_topics", topic=OuterRef("pk")):
        yield topic.get_absolute_url()
    for language in codes():
        authors = _with_live(Author.objects.all(), "bylines", author=OuterRef("pk"), language=Value(language))
        for author in authors:
            yield page_url("articles:author", author.slug, language=language)


def _with_live(headings: QuerySet[Heading], rows: str, **named: F | Value) -> list[Heading]:
    """Return the headings that a live story names in `rows`.

    The newest is asked for, not whether there is one: the database then takes one step along the index of the
    list for each heading, and does not read the whole paper.
    """
    where = {f"{rows}__{name}": value for name, value in named.items()}
    listed = Story.objects.live().filter(**where).order_by(f"-{rows}__listed_at", f"-{rows}__story_id")
    found = headings.annotate(newest=Subquery(listed.values("pk")[:1]))
    # As a condition it would be asked twice for each.
    return [heading for heading in found if getattr(heading, "newest", None)]
