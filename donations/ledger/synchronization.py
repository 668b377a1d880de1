"""Sync of a contribution with the processor: the fetched object is the truth, events are only hints."""

from django.db import transaction
from django.utils import timezone

from donations import gateway
from donations.ledger import writing
from donations.models import Contribution, Finding
from donations.models.inbox import StripeEvent


def sync(kind: gateway.Kind, provider_id: str, *, patient: bool = True) -> StripeEvent.Outcome:
    """Fetch this object from the processor and apply it; safe to call at any time, any number of times.

    Two syncs can fetch old and new and arrive in reverse order, and a fetched object carries no version:
    so `sync_seq` is read before the fetch, and if it moved until the lock is held, the object is fetched
    once more under the lock. Not patient: one try, for a page that can do without. Raises `GatewayError`;
    then nothing was changed.
    """
    seen = _sync_seq(kind, provider_id)
    snapshot = gateway.fetch(kind, provider_id, patient=patient)
    with transaction.atomic():
        contribution = _lock(snapshot.reference)
        if contribution is None:
            return _unknown(snapshot, provider_id)
        if contribution.sync_seq != seen:
            snapshot = gateway.fetch(kind, provider_id, patient=False)
        writing.apply(contribution, snapshot)
    return StripeEvent.Outcome.APPLIED


def sync_contribution(contribution: Contribution) -> None:
    """Sync every object of this contribution at the processor; raises `GatewayError`."""
    if contribution.session_id:
        sync(gateway.Kind.SESSION, contribution.session_id)
    elif contribution.subscription_id:
        sync(gateway.Kind.SUBSCRIPTION, contribution.subscription_id)


def _sync_seq(kind: gateway.Kind, provider_id: str) -> int:
    """Return the `sync_seq` of the contribution behind this id: 0 where we do not know it yet."""
    column = {gateway.Kind.SESSION: "session_id", gateway.Kind.SUBSCRIPTION: "subscription_id"}.get(kind)
    if column is None:
        return 0
    known = Contribution.objects.filter(**{column: provider_id}).values_list("sync_seq", flat=True)
    return known.first() or 0


def _lock(reference: str) -> Contribution | None:
    return Contribution.objects.select_for_update().referred_to(reference).first()


def _unknown(snapshot: gateway.Snapshot, provider_id: str) -> StripeEvent.Outcome:
    """Ignore a stranger's object; list money that names a contribution which we do not have."""
    if not snapshot.reference or not snapshot.payments:
        return StripeEvent.Outcome.IGNORED
    for payment in snapshot.payments:
        Finding.objects.get_or_create(
            dedupe_key=f"orphan:{payment.provider_payment_id}",
            defaults={
                "kind": Finding.Kind.ORPHAN,
                "provider_id": payment.provider_payment_id,
                "note": f"{payment.amount} {payment.currency}, {provider_id}",
                "found_at": timezone.now(),
            },
        )
    return StripeEvent.Outcome.APPLIED
