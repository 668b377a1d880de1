"""Example URLs of supporters' pages."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from uuid import UUID

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone

from donations import links
from donations.models import AddressChange, Contribution, Supporter
from tests.pages.page import Page, named, unseen


def _support(pattern: str, language: str) -> list[Page]:
    return [Page(named("support", language), reverse(pattern))]


def _question(pattern: str, language: str) -> list[Page]:
    return unseen(named("question", language), reverse(pattern), status=303)


def _thanks(pattern: str, language: str) -> list[Page]:
    return [Page(named("thanks-for-nothing", language), f"{reverse(pattern)}?s=nothing", status=404)]


def _ask_for_link(pattern: str, language: str) -> list[Page]:
    return [Page(named("ask-for-link", language), reverse(pattern))]


def _card(pattern: str, language: str) -> list[Page]:
    return [Page(named("card", language), reverse(pattern))]


def _manage(pattern: str, language: str) -> list[Page]:
    """Return the page of whoever gave most often, an old link to it, and a forged one."""
    gave = Contribution.objects.filter(supporter__isnull=False).annotate(held=Count("payments"))
    found = gave.order_by("-held", "pk").first()
    pages = [Page(named("manage-forged", language), reverse(pattern, args=["nobody"]), status=404)]
    if found:
        old = timezone.now() - links.LIVES - datetime.timedelta(days=2)
        pages += [
            Page(named("manage", language), reverse(pattern, args=[links.token_of(found)])),
            Page(
                named("manage-old", language),
                reverse(pattern, args=[links.token_of(found, at=old)]),
                status=410,
            ),
        ]
    return pages


def _address(pattern: str, language: str) -> list[Page]:
    """Return the page for a change of address that waits for its answer, and a forged one."""
    pages = [Page(named("address-forged", language), reverse(pattern, args=["nobody"]), status=404)]
    change = AddressChange.objects.filter(confirmed_at__isnull=True).order_by("pk").first()
    if change:
        token = links.answer_token("confirm", str(change.public_id))
        pages.append(Page(named("address", language), reverse(pattern, args=[token])))
    return pages


def _forget(pattern: str, language: str) -> list[Page]:
    """Return the page of whoever asked to be forgotten, fresh, too old, done already, and forged."""
    pages = [Page(named("forget-forged", language), reverse(pattern, args=["nobody"]), status=404)]
    now = timezone.now()
    old = now - datetime.timedelta(days=4)
    gave = Supporter.objects.filter(contributions__isnull=False).order_by("pk").first()
    done = links.forget_token(UUID(int=0), now)
    pages.append(Page(named("forget-done", language), reverse(pattern, args=[done])))
    if gave:
        fresh, late = (links.forget_token(gave.public_id, at) for at in (now, old))
        pages += [
            Page(named("forget", language), reverse(pattern, args=[fresh])),
            Page(named("forget-late", language), reverse(pattern, args=[late]), status=410),
        ]
    return pages


NOUNS: dict[str, Callable[[str, str], list[Page]]] = {
    "donations:support": _support,
    "donations:question": _question,
    "donations:thanks": _thanks,
    "donations:ask_for_link": _ask_for_link,
    "donations:card": _card,
    "donations:manage": _manage,
    "donations:address": _address,
    "donations:forget": _forget,
}
