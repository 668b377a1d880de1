"""Comparison of the ledger with the processor, which changes neither."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from donations import gateway
from donations.models import Contribution, Payment

# Whatever is younger may just be under way.
UNDER_WAY = datetime.timedelta(minutes=15)


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One difference: what, its id at the processor, what we have, what the processor has."""

    what: str
    provider_id: str
    ours: str
    theirs: str


def compare(since: datetime.datetime) -> list[Difference]:
    """Compare payments and statuses since then, and of all subscriptions; raises `GatewayError`.

    It only reads, so what changes meanwhile can show as a difference; asked again, it is gone.
    """
    found: list[Difference] = []
    seen: set[str] = set()
    for kind, provider_id in _things(since):
        try:
            snapshot = gateway.fetch(kind, provider_id)
        except gateway.GatewayError as error:
            if not error.is_final:
                raise
            found += _not_there(provider_id)
            continue
        contribution = Contribution.objects.referred_to(snapshot.reference).first()
        if contribution is None and not (snapshot.reference and snapshot.payments):
            continue  # A stranger's, or a page that was never paid.
        seen |= {fact.provider_payment_id for fact in snapshot.payments}
        found += _payments(snapshot.payments)
        if contribution and _is_behind(contribution, snapshot):
            found.append(
                Difference(
                    what="status", provider_id=provider_id, ours=contribution.status, theirs=snapshot.status
                )
            )
    return [*dict.fromkeys(found), *_unknown_there(since, seen)]


def _things(since: datetime.datetime) -> Iterator[tuple[gateway.Kind, str]]:
    """Yield every payment page since then, and every subscription that either side knows."""
    yield from ((gateway.Kind.SESSION, name) for name in gateway.pages(since))
    ours = Contribution.objects.filter(subscription_id__isnull=False)
    names = {*gateway.recurring(), *ours.values_list("subscription_id", flat=True)}
    yield from ((gateway.Kind.SUBSCRIPTION, name) for name in sorted(name for name in names if name))


def _payments(facts: Iterable[gateway.PaymentFact]) -> Iterator[Difference]:
    """Yield the payments that we lack, or have with another amount or currency."""
    for fact in facts:
        ours = Payment.objects.filter(provider_payment_id=fact.provider_payment_id).first()
        theirs = f"{fact.amount} {fact.currency}"
        if ours is None:
            yield Difference(what="payment", provider_id=fact.provider_payment_id, ours="", theirs=theirs)
        elif theirs != f"{ours.amount} {ours.currency}":
            have = f"{ours.amount} {ours.currency}"
            yield Difference(what="amount", provider_id=fact.provider_payment_id, ours=have, theirs=theirs)


def _is_behind(contribution: Contribution, snapshot: gateway.Snapshot) -> bool:
    """Return whether the page that counts has another status there, and has for long enough."""
    bound = {contribution.session_id, contribution.subscription_id} - {None}
    is_ours = bool(bound & {snapshot.session_id, snapshot.subscription_id})
    is_young = timezone.now() - contribution.changed_at < UNDER_WAY
    return is_ours and not is_young and contribution.status != snapshot.status


def _not_there(subscription_id: str) -> Iterator[Difference]:
    """Yield what we have of a subscription that the processor refuses to show."""
    for contribution in Contribution.objects.filter(subscription_id=subscription_id):
        yield Difference(what="status", provider_id=subscription_id, ours=contribution.status, theirs="")


def _unknown_there(since: datetime.datetime, seen: set[str]) -> Iterator[Difference]:
    """Yield payments that we have and the processor did not list."""
    asked = Q(contribution__created_at__gte=since) | Q(contribution__subscription_id__isnull=False)
    ours = Payment.objects.filter(asked)
    for payment in ours.exclude(provider_payment_id__in=seen).order_by("id"):
        have = f"{payment.amount} {payment.currency}"
        yield Difference(what="payment", provider_id=payment.provider_payment_id, ours=have, theirs="")
