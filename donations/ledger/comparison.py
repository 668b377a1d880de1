"""Comparison of the ledger with the processor, which changes neither."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from donations import gateway
from donations.ledger.synchronization import is_of_another_site
from donations.models import Contribution, Movement, Payment, Reversal
from donations.money import with_code

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
    """Compare payments, lines, refunds, disputes and statuses since then, and all subscriptions.

    Raises `GatewayError`.

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
        if is_of_another_site(snapshot.site):
            continue
        contribution = _home(snapshot)
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
    found += [*_lines(since), *_standings(since)]
    return [*dict.fromkeys(found), *_unknown_there(since, seen)]


def _home(snapshot: gateway.Snapshot) -> Contribution | None:
    """Return the contribution that this page is bound to, or else the one that it names."""
    bound = Q(pk__in=())
    for name in ("session_id", "subscription_id"):
        if known := getattr(snapshot, name):
            bound |= Q(**{name: known})
    home = Contribution.objects.filter(bound).order_by("id").first()
    return home or Contribution.objects.referred_to(snapshot.reference).first()


def _lines(since: datetime.datetime) -> Iterator[Difference]:
    """Yield the lines of the balance that we lack, or have otherwise, or that are not there."""
    there = {line.transaction_id: line for line in gateway.lines(since)}
    here = {one.transaction_id: one for one in Movement.objects.filter(at__gte=since)}
    for name, line in there.items():
        ours, theirs = here.get(name), _booked(line)
        if ours is None and line.at < timezone.now() - UNDER_WAY:
            yield Difference(what="line", provider_id=name, ours="", theirs=theirs)
        elif ours is not None and _booked(ours) != theirs:
            yield Difference(what="line", provider_id=name, ours=_booked(ours), theirs=theirs)
    for name in here.keys() - there.keys():
        yield Difference(what="line", provider_id=name, ours=_booked(here[name]), theirs="")


def _booked(line: gateway.Line | Movement) -> str:
    code = line.account_currency
    return f"{with_code(line.booked, code)}, fee {with_code(line.fee, code)}"


def _standings(since: datetime.datetime) -> Iterator[Difference]:
    for one in unlike_ours(gateway.standings(since)):
        ours = Reversal.objects.filter(provider_id=one.provider_id).first()
        yield Difference(
            what="standing",
            provider_id=one.provider_id,
            ours=ours.standing if ours else "",
            theirs=one.standing,
        )


def unlike_ours(there: Iterable[gateway.Standing]) -> list[gateway.Standing]:
    """Return the refunds and disputes of payments in the books that stand otherwise here, or not at all."""
    there = list(there)
    names = [one.provider_id for one in there]
    here = dict(Reversal.objects.filter(provider_id__in=names).values_list("provider_id", "standing"))
    payments = [one.provider_payment_id for one in there]
    paid = Payment.objects.filter(provider_payment_id__in=payments)
    known = set(paid.values_list("provider_payment_id", flat=True))
    ours = [one for one in there if one.provider_payment_id in known]
    return [one for one in ours if here.get(one.provider_id) != one.standing]


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
        theirs = with_code(fact.amount, fact.currency)
        if ours is None:
            yield Difference(what="payment", provider_id=fact.provider_payment_id, ours="", theirs=theirs)
        elif theirs != (have := with_code(ours.amount, ours.currency)):
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
        have = with_code(payment.amount, payment.currency)
        yield Difference(what="payment", provider_id=payment.provider_payment_id, ours=have, theirs="")
