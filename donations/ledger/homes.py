"""Which contribution a fetched page belongs to: each page that was paid has one of its own."""

from uuid import uuid5

from django.db.models import Q
from django.utils import timezone

from donations import gateway
from donations.ledger import tombstones
from donations.models import Contribution, Erasure
from donations.money import CURRENCIES

S = Contribution.Status
UNPAID = frozenset({S.PENDING, S.OPEN, S.EXPIRED, S.FAILED})


def lock_home(snapshot: gateway.Snapshot) -> Contribution | None:
    """Lock and return the contribution of this page, made if need be; None where we know none.

    The one that the reference names is locked first, also where the page belongs to another, so that two
    who look for the same page wait for each other.
    """
    origin = Contribution.objects.select_for_update().referred_to(snapshot.reference).first()
    bound = Q(pk__in=())
    for name in ("session_id", "subscription_id"):
        if known := getattr(snapshot, name):
            bound |= Q(**{name: known})
    if home := Contribution.objects.select_for_update().filter(bound).order_by("id").first():
        return home
    if origin is None or _is_at_home(origin, snapshot):
        return origin
    return _sibling(origin, snapshot)


def is_present_page(contribution: Contribution, snapshot: gateway.Snapshot) -> bool:
    """Return whether this page counts: by its ids, and by the attempt where we know none yet."""
    for name in ("session_id", "subscription_id"):
        ours, theirs = getattr(contribution, name), getattr(snapshot, name)
        if ours and theirs:
            return bool(ours == theirs)
    return snapshot.attempt == contribution.attempt


def takes_over(contribution: Contribution, snapshot: gateway.Snapshot) -> bool:
    """Return whether another page counts from now on: it was or is being paid, and ours is not."""
    return contribution.status in UNPAID and snapshot.is_agreed


def is_possible(snapshot: gateway.Snapshot) -> bool:
    """Return whether the books can hold what was agreed to on this page."""
    intervals = Contribution.Interval.values
    return snapshot.amount > 0 and snapshot.currency in CURRENCIES and snapshot.interval in intervals


def _is_at_home(origin: Contribution, snapshot: gateway.Snapshot) -> bool:
    """Return whether the page says something about the contribution that it names, or nothing at all."""
    if is_present_page(origin, snapshot) or takes_over(origin, snapshot):
        return True
    return not (snapshot.is_agreed and is_possible(snapshot))


def _sibling(origin: Contribution, snapshot: gateway.Snapshot) -> Contribution:
    """Return the contribution of a second page of one form that was paid all the same."""
    name = snapshot.subscription_id or snapshot.session_id or ""
    sibling, is_new = Contribution.objects.select_for_update().get_or_create(
        form_token=uuid5(origin.form_token, name),
        defaults={
            "provider": origin.provider,
            "interval": snapshot.interval,
            "amount": snapshot.amount,
            "currency": snapshot.currency,
            "language": origin.language,
            "from_path": origin.from_path,
            "attempt": snapshot.attempt,
            "expires_at": timezone.now(),
        },
    )
    if is_new and origin.erased_at:
        # A page names this contribution only if it was shown before its supporter was to be forgotten.
        tombstones.mark(sibling, Erasure.Cause.PROCESSOR)
    return sibling
