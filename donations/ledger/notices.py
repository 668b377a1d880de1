"""Letters that are due: each occasion is written down once, with the amounts and times of that moment."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils import timezone

from donations import gateway
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
) -> bool:
    """Write a letter down as due, once for each kind and what it is about; False when it was before.

    Whoever is forgotten hears that, and nothing else any more.
    """
    if contribution.erased_at and kind != K.FORGOTTEN:
        return False
    now = timezone.now()
    _letter, is_new = Letter.objects.get_or_create(
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
    return is_new


@dataclass(frozen=True)
class Before:
    """A contribution before a sync: what a letter tells is the difference."""

    status: str
    interval: str
    amount: int
    currency: str
    ends_at: datetime.datetime | None
    resumes_at: datetime.datetime | None
    # The processor's number of the newest payment, of what has stopped.
    paid: str

    @staticmethod
    def of(contribution: Contribution) -> "Before":
        return Before(
            status=contribution.status,
            interval=contribution.interval,
            amount=contribution.amount,
            currency=contribution.currency,
            ends_at=contribution.ends_at,
            resumes_at=contribution.resumes_at,
            paid=_newest_payment(contribution) if contribution.status in (S.PAUSED, S.LAPSED) else "",
        )


def tell(contribution: Contribution, before: Before, snapshot: gateway.Snapshot) -> None:
    """Write the letter about what a sync has changed, if somebody has to know; in the sync's transaction."""
    kind = _kind(contribution, before)
    if kind is None:
        return
    # What is over for good has no way back, though its end was set for a day to come.
    ends_at = None if contribution.ended_at else contribution.ends_at
    undo = ends_at if ends_at and ends_at > timezone.now() else None
    write(
        contribution,
        kind,
        _about(contribution, kind, _occasion(contribution, kind, before, snapshot)),
        at=(snapshot.stopped_at or timezone.now()).isoformat(),
        undo_until=undo.isoformat() if undo and kind == K.ENDED else "",
        ends_at=_text(contribution.ends_at),
        until=_text(contribution.resumes_at),
        next_at=_text(contribution.next_at),
    )


def _occasion(
    contribution: Contribution, kind: Letter.Kind, before: Before, snapshot: gateway.Snapshot
) -> str:
    """Return by what the processor itself tells this change from others.

    So older books, restored, that meet the change once more give its letter the same key and Message-ID.
    """
    page = contribution.subscription_id or contribution.session_id or ""
    moments = {
        K.ENDED: contribution.ends_at or contribution.ended_at,
        K.ENDS_LATER: contribution.ends_at,
        K.PAUSED: contribution.resumes_at,
        # What goes on is told by what it takes back.
        K.RESUMED: before.ends_at or before.resumes_at,
    }
    if at := moments.get(kind):
        return str(int(at.timestamp()))
    if kind == K.CHANGED:
        return snapshot.price_id or page
    if kind == K.RESUMED:
        return before.paid or page
    return (_newest_payment(contribution) if kind in (K.PAUSED, K.LAPSED) else "") or page


def _about(contribution: Contribution, kind: Letter.Kind, occasion: str) -> str:
    """Return what a letter is about; the same change, made again after it was undone, counts on."""
    about = f"{contribution.public_id}:{occasion}"
    same = Q(dedupe_key=f"{kind}:{about}") | Q(dedupe_key__startswith=f"{kind}:{about}:")
    told = contribution.letters.filter(same).count()
    return f"{about}:{told + 1}" if told else about


def _newest_payment(contribution: Contribution) -> str:
    newest = contribution.payments.first()
    return newest.provider_payment_id if newest else ""


def _kind(contribution: Contribution, before: Before) -> Letter.Kind | None:
    old, new = before.status, contribution.status
    if old != new:
        return _of_status(contribution, old, new)
    if new not in (S.ACTIVE, S.PAST_DUE, S.PAUSED):
        return None
    promise = (contribution.interval, contribution.amount, contribution.currency)
    if promise != (before.interval, before.amount, before.currency):
        return K.CHANGED
    if contribution.ends_at != before.ends_at:
        return K.ENDS_LATER if contribution.ends_at else K.RESUMED
    is_longer = new == S.PAUSED and contribution.resumes_at != before.resumes_at
    return K.PAUSED if is_longer else None


def _of_status(contribution: Contribution, old: str, new: str) -> Letter.Kind | None:
    """Return the letter about another status; before the first money only failures are told."""
    if new == S.FAILED and old in (S.PROCESSING, S.CANCELLED):
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
    is_under_way = new == S.PROCESSING and old == S.CANCELLED
    return K.RESUMED if is_back or is_under_way else None


def _text(at: datetime.datetime | None) -> str:
    return at.isoformat() if at else ""
