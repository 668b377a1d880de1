"""Writing of a fetched snapshot; the caller holds the contribution's lock and a transaction."""

from django.utils import timezone

from donations import gateway
from donations.models import Contribution, Finding, Letter, Payment, Supporter, may_follow
from newsroom.core import crypto

S = Contribution.Status
UNPAID = frozenset({S.PENDING, S.OPEN, S.EXPIRED, S.FAILED})
WRITTEN = (
    *("supporter", "session_id", "customer_id", "subscription_id", "status", "attempt"),
    *("interval", "amount", "currency", "sync_seq", "changed_at"),
)


class LostRace(Exception):
    """The row was changed under our lock, which cannot be: nothing may be written."""


def apply(contribution: Contribution, snapshot: gateway.Snapshot) -> None:
    """Write supporter, payments, letters and status, and raise `sync_seq` even when nothing changed."""
    old_status, old_seq = contribution.status, contribution.sync_seq
    _know_supporter(contribution, snapshot)
    is_bound = _bind(contribution, snapshot)
    for fact in snapshot.payments:
        _record(contribution, fact, is_bound=is_bound)
    if is_bound:
        _follow(contribution, snapshot)
    contribution.sync_seq += 1
    contribution.changed_at = timezone.now() if contribution.status != old_status else contribution.changed_at
    unchanged = Contribution.objects.filter(pk=contribution.pk, status=old_status, sync_seq=old_seq)
    if unchanged.update(**{name: getattr(contribution, name) for name in WRITTEN}) != 1:
        raise LostRace(f"contribution {contribution.pk}")


def _know_supporter(contribution: Contribution, snapshot: gateway.Snapshot) -> None:
    """Store the encrypted email address that the payment page asked for."""
    email = snapshot.email.strip()
    if not email or contribution.supporter_id:
        return
    contribution.supporter, _made = Supporter.objects.get_or_create(
        email_hash=crypto.lookup_hash(email.lower()),
        defaults={"email_sealed": crypto.seal(email), "language": contribution.language},
    )


def _record(contribution: Contribution, fact: gateway.PaymentFact, *, is_bound: bool) -> None:
    """Write a payment once, with its receipt; what differs from the promise is listed, never refused."""
    payment, is_new = Payment.objects.get_or_create(
        provider=contribution.provider,
        provider_payment_id=fact.provider_payment_id,
        defaults={
            "contribution": contribution,
            "amount": fact.amount,
            "currency": fact.currency,
            "fee": fact.fee,
            "paid_at": fact.paid_at,
        },
    )
    if not is_new:
        return
    _write_letter(contribution, Letter.Kind.RECEIPT, fact.provider_payment_id, payment=payment)
    is_as_promised = (fact.amount, fact.currency) == (contribution.amount, contribution.currency)
    if not (is_bound and is_as_promised):
        note = f"{fact.amount} {fact.currency}" + ("" if is_bound else ", on a second payment page")
        _list(contribution, Finding.Kind.DIFFERENCE, fact.provider_payment_id, note)


def _bind(contribution: Contribution, snapshot: gateway.Snapshot) -> bool:
    """Store the ids of the page that counts; False for any other page of this form."""
    if not _is_present_page(contribution, snapshot):
        if not _takes_over(contribution, snapshot):
            return False
        # This was agreed to and paid; so the page that was asked for last is an earlier attempt now.
        contribution.attempt += 1
        contribution.session_id = contribution.subscription_id = None
        contribution.interval, contribution.amount = snapshot.interval, snapshot.amount
        contribution.currency = snapshot.currency
    contribution.session_id = contribution.session_id or snapshot.session_id
    contribution.customer_id = snapshot.customer_id or contribution.customer_id
    contribution.subscription_id = contribution.subscription_id or snapshot.subscription_id
    return True


def _is_present_page(contribution: Contribution, snapshot: gateway.Snapshot) -> bool:
    """Return whether this page counts: by its ids, and by the attempt where we know none yet."""
    for name in ("session_id", "subscription_id"):
        ours, theirs = getattr(contribution, name), getattr(snapshot, name)
        if ours and theirs:
            return bool(ours == theirs)
    return snapshot.attempt == contribution.attempt


def _takes_over(contribution: Contribution, snapshot: gateway.Snapshot) -> bool:
    """Return whether another page counts from now on: it was or is being paid, and ours is not."""
    if contribution.status == S.PROCESSING:
        return bool(snapshot.payments)
    return contribution.status in UNPAID and (bool(snapshot.payments) or snapshot.status == S.PROCESSING)


def _follow(contribution: Contribution, snapshot: gateway.Snapshot) -> None:
    """Take the new status where it may follow; make a finding where it may not."""
    if snapshot.failed_invoice_id and snapshot.status == S.PAST_DUE:
        _write_letter(contribution, Letter.Kind.FAILED_RENEWAL, snapshot.failed_invoice_id)
    if snapshot.status == contribution.status:
        return
    if may_follow(contribution.status, snapshot.status):
        contribution.status = snapshot.status
    else:
        change = f"{contribution.status} to {snapshot.status}"
        provider_id = snapshot.subscription_id or snapshot.session_id or ""
        _list(contribution, Finding.Kind.REFUSED, f"{provider_id}:{change}", change)


def _write_letter(
    contribution: Contribution, kind: Letter.Kind, about: str, *, payment: Payment | None = None
) -> None:
    Letter.objects.get_or_create(
        dedupe_key=f"{kind}:{about}",
        defaults={
            "kind": kind,
            "contribution": contribution,
            "payment": payment,
            "language": contribution.language,
            "next_at": timezone.now(),
            "created_at": timezone.now(),
        },
    )


def _list(contribution: Contribution, kind: Finding.Kind, about: str, note: str) -> None:
    Finding.objects.get_or_create(
        dedupe_key=f"{kind}:{about}",
        defaults={
            "kind": kind,
            "contribution": contribution,
            "provider_id": about.partition(":")[0],
            "note": note,
            "found_at": timezone.now(),
        },
    )
