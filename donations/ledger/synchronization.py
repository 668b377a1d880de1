"""Sync of a contribution with the processor: the fetched object is the truth, events are only hints."""

from django.conf import settings
from django.db import connection, transaction

from donations import gateway
from donations.ledger import findings, writing
from donations.ledger.homes import lock_home
from donations.models import Contribution, Finding
from donations.models.inbox import StripeEvent
from donations.money import with_code


def sync(kind: gateway.Kind, provider_id: str, *, patient: bool = True) -> StripeEvent.Outcome:
    """Fetch this object from the processor and apply it; safe to call at any time, any number of times.

    Two syncs can fetch old and new and arrive in reverse order, and a fetched object carries no version:
    so a number is drawn before the fetch, and if the contribution was synced with a later one until the lock
    is held, the object is fetched once more under the lock. Not patient: one try, for a page that can do
    without. Raises `GatewayError`; then nothing was changed.
    """
    began = tick()
    snapshot = gateway.fetch(kind, provider_id, patient=patient)
    if is_of_another_site(snapshot.site):
        return StripeEvent.Outcome.IGNORED
    with transaction.atomic():
        contribution = lock_home(snapshot)
        if contribution is None:
            return _unknown(snapshot, provider_id)
        if contribution.sync_seq > began:
            snapshot = gateway.fetch(kind, provider_id, patient=False)
        writing.apply(contribution, snapshot, number=tick())
    return StripeEvent.Outcome.APPLIED


def sync_contribution(contribution: Contribution) -> None:
    """Sync every object of this contribution at the processor; raises `GatewayError`."""
    if contribution.session_id:
        sync(gateway.Kind.SESSION, contribution.session_id)
    elif contribution.subscription_id:
        sync(gateway.Kind.SUBSCRIPTION, contribution.subscription_id)


def sync_customer(customer_id: str) -> StripeEvent.Outcome:
    """Sync every contribution of a customer at the processor; raises `GatewayError`."""
    outcome = StripeEvent.Outcome.IGNORED
    for contribution in Contribution.objects.filter(customer_id=customer_id).order_by("id"):
        sync_contribution(contribution)
        outcome = StripeEvent.Outcome.APPLIED
    return outcome


def is_of_another_site(mark: str) -> bool:
    """Return whether this mark is of another installation; what is older than the marks has none."""
    return mark not in ("", settings.INSTALLATION_ID)


def tick() -> int:
    """Draw the next number of the sequence that orders fetches and syncs."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('donations_sync_seq')")
        return int(cursor.fetchone()[0])


def _unknown(snapshot: gateway.Snapshot, provider_id: str) -> StripeEvent.Outcome:
    """Ignore a stranger's object; list money that names a contribution which we do not have."""
    if not snapshot.reference or not snapshot.payments:
        return StripeEvent.Outcome.IGNORED
    for payment in snapshot.payments:
        note = f"{with_code(payment.amount, payment.currency)}, {provider_id}"
        findings.list_once(Finding.Kind.ORPHAN, payment.provider_payment_id, note)
    return StripeEvent.Outcome.APPLIED
