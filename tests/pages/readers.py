"""Example URLs of what readers and machines ask for, the fullest there are."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils import timezone

from articles import cards
from articles.feeds import FORMATS
from articles.models import Author, Category, Photo, Story, Topic
from articles.views.paging import Cursor
from tests.pages import supporters
from tests.pages.page import LANGUAGES, Page, unseen
from tests.pages.page import named as _named

NOWHERE = "nothing-here/"


def _front(pattern: str, language: str) -> list[Page]:
    front = Page(_named("front", language), reverse(pattern))
    return [front, Page(_named("not-found", language), f"{front.url}{NOWHERE}", status=404)]


def _category(pattern: str, language: str) -> list[Page]:
    """Return the page of a category, of its older stories, and of a day that is none."""
    found = _heading("category", language)
    if found is None:
        return []
    url = reverse(pattern, args=[found.slug])
    newest = found.stories.live().latest("publish_at")
    older = Cursor(newest.publish_at - datetime.timedelta(microseconds=1))
    return [
        Page(_named("category", language), url),
        Page(_named("older", language), f"{url}?before={older}"),
        Page(_named("bad-date", language), f"{url}?date=soon"),
    ]


def _topic(pattern: str, language: str) -> list[Page]:
    found = _heading("topic", language)
    return [Page(_named("topic", language), reverse(pattern, args=[found.slug]))] if found else []


def _author(pattern: str, language: str) -> list[Page]:
    found = _heading("author", language)
    return [Page(_named("author", language), reverse(pattern, args=[found.slug]))] if found else []


def _heading(kind: str, language: str) -> Any:
    """Return the category, topic or author with the most live stories in that language, if any has one."""
    if kind == "author":
        return _fullest(Author.objects.all(), "bylines__story", language)
    return _fullest(HEADINGS[kind].objects.filter(language=language), "stories", language)


def _fullest(rows: QuerySet[Any], stories: str, language: str) -> Any:
    """Return the row with the most live stories in that language, if any has one."""
    live = {f"{stories}__in": Story.objects.live().filter(language=language)}
    return rows.filter(**live).annotate(held=Count(stories)).order_by("-held", "pk").first()


def _feed(pattern: str, language: str) -> list[Page]:
    """Return the feed of the same list in each format, which no browser shows."""
    kind = pattern.rpartition(":")[2].removeprefix(f"{language}-").removesuffix("_feed")
    found = _heading(kind, language) if kind in HEADINGS else None
    if found is None and kind in HEADINGS:
        return []
    slugs = [found.slug] if found else []
    return [
        page
        for file in FORMATS
        for page in unseen(_named(f"{kind}-{file}", language), reverse(pattern, args=[*slugs, file]))
    ]


def _lite_category(pattern: str, language: str) -> list[Page]:
    found = _heading("category", language)
    return [Page(_named("lite-category", language), reverse(pattern, args=[found.slug]))] if found else []


def _no_key(pattern: str, _language: str) -> list[Page]:
    """Return where a key would stand: tests have none, so that nobody is told of their stories."""
    return unseen("index-now-key", reverse(pattern, args=["not-the-key"]), status=404)


def _lite_front(pattern: str, language: str) -> list[Page]:
    return [Page(_named("lite-front", language), reverse(pattern))]


def _lite_story(_pattern: str, _language: str) -> list[Page]:
    """Return the longest story of each language in the text edition."""
    longest = Story.objects.live().order_by("-word_count", "id")
    found = [(code, longest.filter(language=code).first()) for code in LANGUAGES]
    return [
        Page(_named("lite-story", code), f"/lite{story.get_absolute_url()}") for code, story in found if story
    ]


def _saved_story(_pattern: str, _language: str) -> list[Page]:
    """Return the file of the longest story of each language, which no browser shows."""
    return [
        page
        for lite in _lite_story("", "")
        for page in unseen(lite.name.replace("lite", "saved"), lite.url.replace("/lite/", "/saved/", 1))
    ]


def _sitemap_month(pattern: str, _language: str) -> list[Page]:
    newest = Story.objects.live().order_by("-publish_at").first()
    if newest is None or newest.publish_at is None:
        return []
    return unseen("sitemap-month", reverse(pattern, args=[f"{newest.publish_at:%Y-%m}"]))


def _story(_pattern: str, _language: str) -> list[Page]:
    """Return the longest story of each kind and language, one that was corrected, and one that is gone."""
    longest = Story.objects.live().order_by("-word_count", "id")
    found = [
        (_named(f"story-{kind}", language), longest.filter(kind=kind, language=language).first(), 200)
        for language in LANGUAGES
        for kind in Story.Kind
    ]
    found.append(("story-corrected", longest.filter(corrected_at__isnull=False).first(), 200))
    found.append(("withdrawn", Story.objects.withdrawn().first(), 410))
    return [Page(name, story.get_absolute_url(), status=status) for name, story, status in found if story]


def _latest(pattern: str, language: str) -> list[Page]:
    """Return the newest of all stories, and the end of the list."""
    url = reverse(pattern)
    return [
        Page(_named("latest", language), url),
        Page(_named("no-older", language), f"{url}?date=2000-01-01"),
    ]


def _archive(pattern: str, language: str) -> list[Page]:
    """Return the years, and a date that is none."""
    url = reverse(pattern)
    return [
        Page(_named("archive", language), url),
        Page(_named("archive-bad-date", language), f"{url}?date=soon"),
    ]


def _archived(numbers: int) -> Callable[[str, str], list[Page]]:
    """Return how to find the newest year, month or day of stories, and an empty one."""
    name = ("", "archive-year", "archive-month", "archive-day")[numbers]

    def found(pattern: str, language: str) -> list[Page]:
        newest = Story.objects.live().filter(language=language).newest().first()
        if newest is None or newest.publish_at is None:
            return []
        day = timezone.localdate(newest.publish_at)
        return [
            Page(_named(name, language), reverse(pattern, args=[day.year, day.month, day.day][:numbers])),
            Page(_named(f"{name}-empty", language), reverse(pattern, args=[1991, 12, 26][:numbers])),
        ]

    return found


def _corrections(pattern: str, language: str) -> list[Page]:
    """Return the page of corrections, and the end of it."""
    url, long_ago = reverse(pattern), Cursor(datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC))
    return [
        Page(_named("corrections", language), url),
        Page(_named("no-older-corrections", language), f"{url}?before={long_ago}"),
    ]


def _search(pattern: str, language: str) -> list[Page]:
    """Return the empty form, what is found, what is not, and a filter that is none."""
    url = reverse(pattern)
    return [
        Page(_named("search", language), url),
        Page(_named("search-found", language), f"{url}?q=harbor+or+порт&order=date"),
        Page(_named("search-nothing", language), f"{url}?q=qwertyuiop"),
        Page(_named("search-refused", language), f"{url}?q=harbor&year=last", status=400),
    ]


def _card_file(_pattern: str, _language: str) -> list[Page]:
    """Return the card of a story without a photo, if it is drawn."""
    story = Story.objects.live().filter(lead_image__isnull=True).order_by("pk").first()
    if story is None:
        return []
    url = reverse("articles:card_file", args=[story.pk, cards.digest_of(story)])
    return unseen("card-file", url, status=200 if cards.is_drawn(story) else 404)


def _photo_file(_pattern: str, _language: str) -> list[Page]:
    photo = Photo.objects.order_by("pk").first()
    return unseen("photo-file", photo.file.url) if photo else []


def _machine(status: int) -> Callable[[str, str], list[Page]]:
    return lambda pattern, _language: unseen(pattern.rpartition(":")[2], reverse(pattern), status=status)


HEADINGS: dict[str, Any] = {"category": Category, "topic": Topic, "author": Author}
NOUNS: dict[str, Callable[[str, str], list[Page]]] = {
    "articles:front": _front,
    "articles:latest": _latest,
    "articles:archive": _archive,
    "articles:archive_year": _archived(1),
    "articles:archive_month": _archived(2),
    "articles:archive_day": _archived(3),
    "articles:category": _category,
    "articles:topic": _topic,
    "articles:author": _author,
    "articles:corrections": _corrections,
    "articles:search": _search,
    **{f"articles:sitemap_{kind}": _machine(200) for kind in ("index", "pages", "news")},
    "articles:index_now_key": _no_key,
    "articles:lite_front": _lite_front,
    "articles:lite_category": _lite_category,
    "articles:lite_story": _lite_story,
    "articles:saved_story": _saved_story,
    "articles:sitemap_month": _sitemap_month,
    "articles:story": _story,
    "articles:card_file": _card_file,
    "articles:photo_file": _photo_file,
    **{f"articles:{kind}_feed": _feed for kind in ("front", "corrections", *HEADINGS)},
    **supporters.NOUNS,
    "donations:webhook": _machine(405),
    "healthz": _machine(200),
    "readyz": _machine(200),
    "robots": _machine(200),
    "favicon": _machine(302),
}


def examples(pattern: str) -> list[Page] | None:
    """Return the examples of a pattern by its name; None if nobody said what they are."""
    space, _colon, noun = pattern.rpartition(":")
    language = next((code for code in LANGUAGES if noun.startswith(f"{code}-")), LANGUAGES[0])
    make = NOUNS.get(f"{space}:{noun.removeprefix(f'{language}-')}".lstrip(":"))
    return make(pattern, language) if make else None
