"""Letters that are due: each occasion is written down once, with the amounts and times of that moment."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from donations.models import Contribution, Letter, Payment, Supporter

S = Contribution.Status
K = Letter.Kind


def write(
    contribution: Contribution,
    kind: Letter.Kind,
    about: str,
    *,
    payment: Payment | None = None,
    supporter: Supporter | None = None,
    language: str = "",
    **facts: Any,
) -> None:
    """Write a letter down as due, once for each kind and what it is about."""
    now = timezone.now()
    Letter.objects.get_or_create(
        dedupe_key=f"{kind}:{about}",
        defaults={
            "kind": kind,
            "contribution": contribution,
            "payment": payment,
            "supporter": supporter,
            "facts": {"amount": contribution.amount, "currency": contribution.currency} | facts,
            "language": language or contribution.language,
            "next_at": now,
            "created_at": now,
        },
    )


@dataclass(frozen=True)
class Before:
    """A contribution before a sync: what a letter tells is the difference."""

    status: str
    interval: str
    amount: int
    currency: str
    ends_at: datetime.datetime | None

    @staticmethod
    def of(contribution: Contribution) -> "Before":
        return Before(
            status=contribution.status,
            interval=contribution.interval,
            amount=contribution.amount,
            currency=contribution.currency,
            ends_at=contribution.ends_at,
        )


def tell(contribution: Contribution, before: Before) -> None:
    """Write the letter about what a sync has changed, if somebody has to know; in the sync's transaction."""
    kind = _kind(contribution, before)
    if kind is None:
        return
    undo = contribution.ends_at if contribution.ends_at and contribution.ends_at > timezone.now() else None
    write(
        contribution,
        kind,
        # Each sync has a number of its own.
        f"{contribution.public_id}:{contribution.sync_seq}",
        at=(contribution.ended_at or timezone.now()).isoformat(),
        undo_until=undo.isoformat() if undo and kind == K.ENDED else "",
        ends_at=_text(contribution.ends_at),
        until=_text(contribution.resumes_at),
        next_at=_text(contribution.next_at),
    )


def _kind(contribution: Contribution, before: Before) -> Letter.Kind | None:
    old, new = before.status, contribution.status
    if old != new:
        return _of_status(contribution, old, new)
    if new not in (S.ACTIVE, S.PAST_DUE, S.PAUSED):
        return None
    promise = (contribution.interval, contribution.amount, contribution.currency)
    if promise != (before.interval, before.amount, before.currency):
        return K.CHANGED
    if contribution.ends_at and contribution.ends_at != before.ends_at:
        return K.ENDS_LATER
    return None


def _of_status(contribution: Contribution, old: str, new: str) -> Letter.Kind | None:
    """Return the letter about another status; before the first money only failures are told."""
    if new == S.FAILED and old == S.PROCESSING:
        return K.FIRST_DEBIT_FAILED if contribution.is_recurring else K.PAYMENT_FAILED
    if old not in (S.ACTIVE, S.PAST_DUE, S.PAUSED, S.LAPSED, S.CANCELLED, S.PROCESSING):
        return None
    if new == S.CANCELLED:
        return K.ENDED
    if old == S.PROCESSING:
        return None
    if new == S.LAPSED:
        return K.LAPSED
    if new == S.PAUSED:
        return K.PAUSED
    is_back = new == S.ACTIVE and old in (S.PAUSED, S.CANCELLED, S.LAPSED)
    return K.RESUMED if is_back else None


def _text(at: datetime.datetime | None) -> str:
    return at.isoformat() if at else ""
