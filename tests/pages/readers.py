"""Example URLs of what readers, supporters and machines ask for, the fullest there are."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils import timezone

from articles.models import Author, Category, Photo, Story, Topic
from articles.views.paging import Cursor
from donations import links
from donations.models import AddressChange, Contribution, Supporter
from tests.pages.page import Page, unseen

NOWHERE = "nothing-here/"


def _front(pattern: str, language: str) -> list[Page]:
    front = Page(_named("front", language), reverse(pattern))
    return [front, Page(_named("not-found", language), f"{front.url}{NOWHERE}", status=404)]


def _category(pattern: str, language: str) -> list[Page]:
    """Return the page of a category, of its older stories, and of a day that is none."""
    found = _fullest(Category.objects.filter(language=language), "stories", language)
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
    found = _fullest(Topic.objects.filter(language=language), "stories", language)
    return [Page(_named("topic", language), reverse(pattern, args=[found.slug]))] if found else []


def _author(pattern: str, language: str) -> list[Page]:
    found = _fullest(Author.objects.all(), "bylines__story", language)
    return [Page(_named("author", language), reverse(pattern, args=[found.slug]))] if found else []


def _fullest(rows: QuerySet[Any], stories: str, language: str) -> Any:
    """Return the row with the most live stories in that language, if any has one."""
    live = {f"{stories}__in": Story.objects.live().filter(language=language)}
    return rows.filter(**live).annotate(held=Count(stories)).order_by("-held", "pk").first()


def _story(_pattern: str, _language: str) -> list[Page]:
    """Return the longest story of each kind and language, and one that is gone."""
    longest = Story.objects.live().order_by("-word_count", "id")
    found = [
        (_named(f"story-{kind}", language), longest.filter(kind=kind, language=language).first(), 200)
        for language in LANGUAGES
        for kind in Story.Kind
    ]
    found.append(("withdrawn", Story.objects.withdrawn().first(), 410))
    return [Page(name, story.get_absolute_url(), status=status) for name, story, status in found if story]


def _photo_file(_pattern: str, _language: str) -> list[Page]:
    photo = Photo.objects.order_by("pk").first()
    return unseen("photo-file", photo.file.url) if photo else []


def _support(pattern: str, language: str) -> list[Page]:
    return [Page(_named("support", language), reverse(pattern))]


def _question(pattern: str, language: str) -> list[Page]:
    return unseen(_named("question", language), reverse(pattern), status=303)


def _thanks(pattern: str, language: str) -> list[Page]:
    return [Page(_named("thanks-for-nothing", language), f"{reverse(pattern)}?s=nothing", status=404)]


def _machine(status: int) -> Callable[[str, str], list[Page]]:
    return lambda pattern, _language: unseen(pattern.rpartition(":")[2], reverse(pattern), status=status)


def _ask_for_link(pattern: str, language: str) -> list[Page]:
    return [Page(_named("ask-for-link", language), reverse(pattern))]


def _card(pattern: str, language: str) -> list[Page]:
    return [Page(_named("card", language), reverse(pattern))]


def _manage(pattern: str, language: str) -> list[Page]:
    """Return the page of whoever gave most often, an old link to it, and a forged one."""
    gave = Contribution.objects.filter(supporter__isnull=False).annotate(held=Count("payments"))
    found = gave.order_by("-held", "pk").first()
    pages = [Page(_named("manage-forged", language), reverse(pattern, args=["nobody"]), status=404)]
    if found:
        old = timezone.now() - links.LIVES - datetime.timedelta(days=2)
        pages += [
            Page(_named("manage", language), reverse(pattern, args=[links.token_of(found)])),
            Page(
                _named("manage-old", language),
                reverse(pattern, args=[links.token_of(found, at=old)]),
                status=410,
            ),
        ]
    return pages


def _address(pattern: str, language: str) -> list[Page]:
    """Return the page for a change of address that waits for its answer, and a forged one."""
    pages = [Page(_named("address-forged", language), reverse(pattern, args=["nobody"]), status=404)]
    change = AddressChange.objects.filter(confirmed_at__isnull=True).order_by("pk").first()
    if change:
        token = links.answer_token("confirm", str(change.public_id))
        pages.append(Page(_named("address", language), reverse(pattern, args=[token])))
    return pages


def _forget(pattern: str, language: str) -> list[Page]:
    """Return the page of whoever asked to be forgotten, fresh, too old, done already, and forged."""
    pages = [Page(_named("forget-forged", language), reverse(pattern, args=["nobody"]), status=404)]
    now = timezone.now()
    old = now - datetime.timedelta(days=4)
    gave = Supporter.objects.filter(contributions__isnull=False).order_by("pk").first()
    done = links.forget_token(UUID(int=0), now)
    pages.append(Page(_named("forget-done", language), reverse(pattern, args=[done])))
    if gave:
        fresh, late = (links.forget_token(gave.public_id, at) for at in (now, old))
        pages += [
            Page(_named("forget", language), reverse(pattern, args=[fresh])),
            Page(_named("forget-late", language), reverse(pattern, args=[late]), status=410),
        ]
    return pages


LANGUAGES = [code for code, _name in settings.LANGUAGES]
NOUNS: dict[str, Callable[[str, str], list[Page]]] = {
    "articles:front": _front,
    "articles:category": _category,
    "articles:topic": _topic,
    "articles:author": _author,
    "articles:story": _story,
    "articles:photo_file": _photo_file,
    "donations:support": _support,
    "donations:question": _question,
    "donations:thanks": _thanks,
    "donations:ask_for_link": _ask_for_link,
    "donations:card": _card,
    "donations:manage": _manage,
    "donations:address": _address,
    "donations:forget": _forget,
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


def _named(name: str, language: str) -> str:
    return name if language == LANGUAGES[0] else f"{name}-{language}"
