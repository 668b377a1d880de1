"""Sample letters: built of invented figures, for people who want to see one before it is sent."""

import datetime
from uuid import UUID

from django.utils import timezone, translation

from donations.letters.kinds import WRITERS
from donations.letters.sending import written
from donations.letters.texts import standing, values_of
from donations.models import Contribution, Letter, Payment, Supporter
from newsroom.core import mail

AMOUNT, CURRENCY = 1234, "EUR"
NOBODY = UUID(int=0)
WEEK = datetime.timedelta(days=7)


def sample(kind: str, language: str) -> Letter:
    """Return a letter that is in no table; its links lead to nobody's page."""
    now = timezone.now()
    contribution = _contribution(kind, language, now)
    later = ("retry_at", "undo_until", "ends_at", "until", "next_at")
    facts: dict[str, object] = {name: (now + WEEK).isoformat() for name in later}
    facts |= {"amount": AMOUNT, "currency": CURRENCY, "at": now.isoformat(), "change": str(NOBODY)}
    has_payment = kind in (Letter.Kind.RECEIPT, Letter.Kind.REFUNDED)
    return Letter(
        pk=0,
        dedupe_key=f"sample:{kind}:{language}:{now.isoformat()}",
        kind=kind,
        contribution=contribution,
        payment=_payment(contribution, now) if has_payment else None,
        facts=facts,
        language=language,
        created_at=now,
    )


def _contribution(kind: str, language: str, now: datetime.datetime) -> Contribution:
    is_annual = kind == Letter.Kind.RENEWS_SOON
    return Contribution(
        pk=0,
        public_id=NOBODY,
        supporter=Supporter(pk=0, public_id=NOBODY),
        interval=Contribution.Interval.YEAR if is_annual else Contribution.Interval.MONTH,
        amount=AMOUNT,
        currency=CURRENCY,
        status=Contribution.Status.ACTIVE,
        next_at=now + 4 * WEEK,
        language=language,
    )


def _payment(contribution: Contribution, now: datetime.datetime) -> Payment:
    return Payment(
        pk=0,
        contribution=contribution,
        amount=AMOUNT,
        currency=CURRENCY,
        paid_at=now,
        receipt_number=f"XX-{now:%y%m}-EXAMPLE234",
    )


def sample_email(kind: str, language: str, *, to: str) -> mail.Email:
    """Return the e-mail that a sample letter is."""
    return written(sample(kind, language), to=to)


def standing_words(kind: str, language: str) -> dict[str, str]:
    """Return subject, heading and text that are sent unless somebody changes them, as a row holds them."""
    letter = sample(kind, language)
    with translation.override(language):
        return standing(WRITERS[Letter.Kind(kind)](letter), values_of(letter))
