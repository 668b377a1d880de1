"""Words of a letter, and the figures and links that several letters have in common."""

import datetime
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.utils import dateparse
from django.utils.translation import gettext as _

from donations import links, money
from donations.models import Contribution, Letter
from newsroom.core.dates import in_words, in_zone
from newsroom.core.web.page_language import page_url


@dataclass(frozen=True, kw_only=True)
class Words:
    """What one letter says: `facts` are pairs of name and value, `action` is a label and a URL.

    `template` names a pair in `templates/emails`; `context` is what a template of its own wants beside.
    """

    subject: str
    heading: str = ""
    paragraphs: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    action: tuple[str, str] | None = None
    # More labels and URLs, where one letter has several links.
    links: tuple[tuple[str, str], ...] = ()
    template: str = "notice"
    context: dict[str, Any] = field(default_factory=dict)


def named(sentence: str) -> str:
    """Put the publication's name into a sentence."""
    return sentence % {"publication": settings.PUBLICATION_NAME}


def manage_url(letter: Letter) -> str:
    """Return the link to the supporter's page, the same in each copy of the letter."""
    return links.url_of(letter.contribution, language=letter.language, at=letter.created_at)


def support_url(letter: Letter) -> str:
    return settings.SITE_URL + page_url("donations:support", language=letter.language)


def given_already(letter: Letter) -> tuple[tuple[str, str], ...]:
    """Return promise and link of each contribution that ran before this one was given for the first time."""
    this, payment = letter.contribution, letter.payment
    first = this.payments.order_by("paid_at", "id").first()
    if this.supporter is None or payment != first:
        return ()
    running = Contribution.objects.given_regularly().filter(supporter=this.supporter)
    before = running.filter(created_at__lt=this.created_at).order_by("id")
    return tuple(
        (one.promise, links.url_of(one, language=letter.language, at=letter.created_at)) for one in before
    )


def amount_of(letter: Letter) -> str:
    """Return the amount that the letter was written about, or that of the promise."""
    contribution = letter.contribution
    amount = letter.facts.get("amount", contribution.amount)
    return money.for_people(
        amount, letter.facts.get("currency", contribution.currency), language=letter.language
    )


def promise_of(letter: Letter, amount: str) -> str:
    """Return amount and how often: `€9 a month`."""
    sentences = {
        Contribution.Interval.ONCE: "%(amount)s",
        Contribution.Interval.MONTH: _("%(amount)s a month"),
        Contribution.Interval.YEAR: _("%(amount)s a year"),
    }
    return sentences[Contribution.Interval(letter.contribution.interval)] % {"amount": amount}


def last_receipt(letter: Letter) -> tuple[tuple[str, str], ...]:
    """Return the fact by which people at the desk find what a letter is about."""
    payment = letter.contribution.payments.first()
    return ((_("Last receipt"), payment.receipt_number),) if payment else ()


def moment_of(letter: Letter, name: str) -> datetime.datetime | None:
    """Return a moment among the facts of a letter."""
    return dateparse.parse_datetime(letter.facts[name]) if letter.facts.get(name) else None


def dated(*facts: tuple[str, datetime.datetime | None]) -> tuple[tuple[str, str], ...]:
    """Return those facts whose moment is known, with its date in words."""
    return tuple((name, in_words(at, "date")) for name, at in facts if at)


def timed(*facts: tuple[str, datetime.datetime | None]) -> tuple[tuple[str, str], ...]:
    """Return those facts whose moment is known, to the minute: what can be done until then, or since."""
    return tuple((name, in_zone(at, "moment")) for name, at in facts if at)
