"""Writing of a fetched snapshot; the caller holds the contribution's lock and a transaction."""

import datetime
from collections.abc import Sequence

from django.utils import timezone

from donations import gateway
from donations.ledger import findings, movements, notices, supporters, tombstones
from donations.ledger.homes import is_possible, is_present_page, takes_over
from donations.models import By, Contribution, Erasure, Finding, Letter, Payment, Term, may_follow
from donations.money import CURRENCIES, with_code
from newsroom.core import mail

S = Contribution.Status
# What somebody must have paid to be.
PAID = frozenset({S.PAID, S.ACTIVE, S.PAST_DUE, S.PAUSED, S.LAPSED})
DATES = ("next_at", "resumes_at", "ends_at", "ended_at", "end_reason", "card_ends_on")
WRITTEN = (
    *("supporter", "session_id", "customer_id", "subscription_id", "status", "attempt"),
    *("interval", "amount", "currency", "sync_seq", "changed_at", "refusal", *DATES),
)


class LostRace(Exception):
    """The row was changed under our lock, which cannot be: nothing may be written."""


def apply(contribution: Contribution, snapshot: gateway.Snapshot, *, number: int) -> None:
    """Write supporter, payments, movements, letters and status; `number` is its new `sync_seq`."""
    old_status, old_seq = contribution.status, contribution.sync_seq
    before = notices.Before.of(contribution)
    if snapshot.is_erased and not contribution.erased_at:
        # These books are older than that.
        tombstones.mark(contribution, Erasure.Cause.PROCESSOR)
    if _bind(contribution, snapshot):
        _know_supporter(contribution, snapshot)
        _agree(contribution, snapshot)
        _record_new(contribution, snapshot.payments)
        movements.write(contribution, snapshot)
        _follow(contribution, snapshot)
    contribution.sync_seq = number
    contribution.changed_at = timezone.now() if contribution.status != old_status else contribution.changed_at
    unchanged = Contribution.objects.filter(pk=contribution.pk, status=old_status, sync_seq=old_seq)
    if unchanged.update(**{name: getattr(contribution, name) for name in WRITTEN}) != 1:
        raise LostRace(f"contribution {contribution.pk}")
    notices.tell(contribution, before, snapshot)


def _bind(contribution: Contribution, snapshot: gateway.Snapshot) -> bool:
    """Store the ids of the page that counts; False for any other page of this form."""
    if not is_present_page(contribution, snapshot):
        if not takes_over(contribution, snapshot):
            return False
        # This was agreed to and paid; so the page that was asked for last is an earlier attempt now.
        contribution.attempt += 1
        contribution.session_id = contribution.subscription_id = None
    contribution.session_id = contribution.session_id or snapshot.session_id
    contribution.customer_id = snapshot.customer_id or contribution.customer_id
    contribution.subscription_id = contribution.subscription_id or snapshot.subscription_id
    return True


def _know_supporter(contribution: Contribution, snapshot: gateway.Snapshot) -> None:
    """Store the encrypted email address that the payment page asked for."""
    if not snapshot.email.strip() or contribution.supporter_id or contribution.erased_at:
        return
    email = mail.canonical_or_typed(snapshot.email)
    contribution.supporter = supporters.of_email(email, language=contribution.language)


def _agree(contribution: Contribution, snapshot: gateway.Snapshot) -> None:
    """Follow what was agreed to, and keep its history; what the books cannot hold is listed."""
    if not snapshot.is_agreed:
        return
    if not is_possible(snapshot):
        amount = with_code(snapshot.amount, snapshot.currency)
        about = snapshot.subscription_id or snapshot.session_id or ""
        note = f"the processor collects {amount}, {snapshot.interval}"
        findings.list_once(Finding.Kind.DIFFERENCE, about, note, contribution=contribution, mark=note)
        return
    said = (snapshot.interval, snapshot.amount, snapshot.currency)
    newest = contribution.terms.first()
    # Also where nothing is new: a change of the form that came to nothing leaves what was agreed to before.
    contribution.interval, contribution.amount, contribution.currency = said
    if newest is None or (newest.interval, newest.amount, newest.currency) != said:
        by = _changed_by(contribution, snapshot.amount) if newest else By.FORM
        _keep_term(contribution, snapshot.amount, snapshot.currency, timezone.now(), by)


def _changed_by(contribution: Contribution, amount: int) -> str:
    """Return who wanted this amount: whoever asked for it here, or somebody in the processor's dashboard."""
    course = getattr(contribution, "course", None)
    return str(course.by) if course and course.amount == amount else By.PROCESSOR


def _record_new(contribution: Contribution, facts: Sequence[gateway.PaymentFact]) -> None:
    """Write the payments that are not in the books, after one look at all that are."""
    known = set(contribution.payments.values_list("provider_payment_id", flat=True)) if facts else set()
    for fact in facts:
        if fact.provider_payment_id not in known:
            _record(contribution, fact)


def _record(contribution: Contribution, fact: gateway.PaymentFact) -> None:
    """Write a payment once, with its receipt; what differs from the promise is listed, never refused."""
    if fact.amount <= 0 or fact.currency not in CURRENCIES:
        note = f"{with_code(fact.amount, fact.currency)} cannot be in the books"
        findings.list_once(Finding.Kind.DIFFERENCE, fact.provider_payment_id, note, contribution=contribution)
        return
    payment, is_new = Payment.objects.get_or_create(
        provider=contribution.provider,
        provider_payment_id=fact.provider_payment_id,
        defaults={
            "contribution": contribution,
            "amount": fact.amount,
            "currency": fact.currency,
            "paid_at": fact.paid_at,
        },
    )
    if not is_new:
        return
    notices.write(contribution, Letter.Kind.RECEIPT, fact.provider_payment_id, payment=payment)
    if not _was_promised(contribution, fact):
        note = f"{with_code(fact.amount, fact.currency)} were paid"
        findings.list_once(Finding.Kind.DIFFERENCE, fact.provider_payment_id, note, contribution=contribution)
    _list_late(contribution, fact)


def _list_late(contribution: Contribution, fact: gateway.PaymentFact) -> None:
    """List what was collected after its end was asked for, and before the processor had granted that.

    It is in the books like any money. Where somebody has let it run again at the processor, it is no news.
    """
    course = getattr(contribution, "course", None)
    if course is None or course.wanted != course.Wanted.END or fact.paid_at <= course.asked_at:
        return
    if course.is_granted and contribution.status != S.CANCELLED:
        return
    amount, asked = with_code(fact.amount, fact.currency), f"{course.asked_at:%Y-%m-%d %H:%M} UTC"
    note = f"{amount} on {fact.paid_at:%Y-%m-%d %H:%M} UTC, its end was asked for on {asked}"
    findings.list_once(Finding.Kind.AFTER_END, fact.provider_payment_id, note, contribution=contribution)


def _was_promised(contribution: Contribution, fact: gateway.PaymentFact) -> bool:
    """Return whether so much was agreed to, also by a price that changed again before we heard of it."""
    if contribution.terms.filter(amount=fact.amount, currency=fact.currency).exists():
        return True
    if fact.amount != fact.asked or contribution.interval == contribution.Interval.ONCE:
        return False
    newest = contribution.terms.first()
    before = newest.from_at - datetime.timedelta(microseconds=1) if newest else fact.paid_at
    _keep_term(contribution, fact.amount, fact.currency, min(fact.paid_at, before), By.PROCESSOR)
    return True


def _keep_term(
    contribution: Contribution, amount: int, currency: str, from_at: datetime.datetime, by: str
) -> None:
    Term.objects.create(
        contribution=contribution,
        interval=contribution.interval,
        amount=amount,
        currency=currency,
        from_at=from_at,
        by=by,
    )


def _follow(contribution: Contribution, snapshot: gateway.Snapshot) -> None:
    """Take dates and status where it may follow; make a finding where it may not."""
    if snapshot.failed_invoice_id and snapshot.status == S.PAST_DUE:
        needs_person = snapshot.is_confirmation_needed
        kind = Letter.Kind.CONFIRMATION_NEEDED if needs_person else Letter.Kind.FAILED_RENEWAL
        retry_at = snapshot.retry_at.isoformat() if snapshot.retry_at else ""
        notices.write(contribution, kind, snapshot.failed_invoice_id, retry_at=retry_at)
    for name in DATES:
        setattr(contribution, name, getattr(snapshot, name))
    if snapshot.refusal or not _keeps_refusal(contribution, snapshot):
        contribution.refusal = snapshot.refusal
    if contribution.erased_at:
        contribution.card_ends_on = None
    if snapshot.status == contribution.status:
        return
    if snapshot.status in PAID and not contribution.payments.exists():
        return  # Its money could not be written, and is listed.
    if may_follow(contribution.status, snapshot.status):
        contribution.status = snapshot.status
    else:
        change = f"{contribution.status} to {snapshot.status}"
        about = snapshot.subscription_id or snapshot.session_id or ""
        findings.list_once(Finding.Kind.REFUSED, about, change, contribution=contribution, mark=change)


def _keeps_refusal(contribution: Contribution, snapshot: gateway.Snapshot) -> bool:
    """Return whether the last reason still counts: it has stopped for good, or the next try is under way."""
    is_tried_again = snapshot.status in (S.PAST_DUE, S.PROCESSING) and snapshot.status == contribution.status
    return is_tried_again or snapshot.status in (S.LAPSED, S.FAILED)
