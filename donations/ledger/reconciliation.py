"""Reconciliation with the processor: payment pages, subscriptions and events that were missed."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import TypeVar

from django.db.models import F, Sum
from django.utils import timezone

from donations import gateway
from donations.ledger.bell import ring
from donations.ledger.checkout import bind_session, order_of
from donations.ledger.comparison import unlike_ours
from donations.ledger.inbox import take_in
from donations.ledger.payouts import sync_payout
from donations.ledger.payouts import take_in as take_in_line
from donations.ledger.synchronization import sync, sync_contribution
from donations.models import Contribution, Movement, Payment, Payout, Reversal, StripeEvent

T = TypeVar("T")
S = Contribution.Status
STALE = datetime.timedelta(minutes=15)
# How long the processor remembers an idempotency key at least.
KEY_LIVES = datetime.timedelta(hours=23)
# The processor tells of events for 30 days.
LOOK_BACK = datetime.timedelta(days=28)
# A refund or dispute in these words of the processor can still become something else.
UNDECIDED = (
    *("pending", "requires_action", "needs_response", "under_review", "warning_needs_response"),
    *("warning_under_review", "appeal_needs_response", "appeal_under_review"),
)


@dataclass
class Report:
    """Result of one run: numbers by step, and what failed, by provider id or contribution number."""

    counts: dict[str, int] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)

    def attempt(self, step: str, name: str, act: Callable[[], object]) -> None:
        """Do one thing of a step; the processor's failure is noted and the run goes on."""
        try:
            act()
        except gateway.GatewayError as error:
            self.failures.append(f"{step} {name}: {error}")
        else:
            self.counts[step] = self.counts.get(step, 0) + 1

    def listed(self, step: str, ask: Callable[[], list[T]]) -> list[T]:
        """Return a list of the processor's, or nothing where it could not be had, which is noted."""
        try:
            return ask()
        except gateway.GatewayError as error:
            self.failures.append(f"{step} list: {error}")
            return []


def reconcile(*, everything: bool = False) -> Report:
    """Apply what was missed and return what was done; with `everything` also all subscriptions (nightly)."""
    report = Report()
    if not gateway.is_open():
        return report
    stale = timezone.now() - STALE
    for contribution in Contribution.objects.filter(status=S.PENDING, changed_at__lte=stale):
        report.attempt("pending", str(contribution.pk), partial(_find_page, contribution))
    for contribution in Contribution.objects.filter(status__in=[S.OPEN, S.PROCESSING], changed_at__lte=stale):
        report.attempt("open", str(contribution.pk), partial(sync_contribution, contribution))
    report.attempt("events", "list", _take_in_missed)
    if everything:
        _subscriptions(report)
        walk_money(report, timezone.now() - LOOK_BACK)
    if StripeEvent.objects.filter(outcome=StripeEvent.Outcome.WAITING).exists():
        ring()
    return report


def _find_page(contribution: Contribution) -> None:
    """Find the payment page whose answer was lost, by asking for it again with the same key."""
    now = timezone.now()
    try:
        if now - contribution.created_at > KEY_LIVES:
            raise gateway.GatewayError("the key is too old", is_final=True)
        checkout = gateway.start_checkout(order_of(contribution))
    except gateway.GatewayError as error:
        if not error.is_final:
            raise
        # The processor never made a page for this attempt, and will not: nothing can be paid any more.
        if now > contribution.expires_at:
            Contribution.objects.filter(
                pk=contribution.pk, status=S.PENDING, attempt=contribution.attempt, session_id__isnull=True
            ).update(status=S.EXPIRED, changed_at=now)
        return
    bind_session(contribution, checkout.session_id)
    sync(gateway.Kind.SESSION, checkout.session_id)


def _take_in_missed() -> None:
    missed = {notice.event_id: notice for notice in gateway.missed_events(timezone.now() - LOOK_BACK)}
    known = set(StripeEvent.objects.filter(event_id__in=list(missed)).values_list("event_id", flat=True))
    for event_id, notice in missed.items():
        if event_id not in known:
            take_in(notice)


def walk_money(report: Report, since: datetime.datetime) -> None:
    """Walk the processor's balance, refunds, disputes and payouts since then, whatever event was lost."""
    lines = report.listed("lines", lambda: gateway.lines(since))
    ids = [line.transaction_id for line in lines]
    known = set(Movement.objects.filter(transaction_id__in=ids).values_list("transaction_id", flat=True))
    for line in lines:
        if line.transaction_id not in known:
            report.attempt("lines", line.transaction_id, partial(take_in_line, line))
    for kind, provider_id in _changed_standings(report.listed("standings", lambda: gateway.standings(since))):
        report.attempt("standings", provider_id, partial(sync, kind, provider_id))
    without = Payment.objects.filter(movements__isnull=True).values_list("contribution", flat=True)
    for contribution in Contribution.objects.filter(pk__in=without):
        report.attempt("fees", str(contribution.pk), partial(sync_contribution, contribution))
    for payout_id in _open_payouts(report.listed("payouts", lambda: gateway.payouts(since))):
        report.attempt("payouts", payout_id, partial(sync_payout, payout_id))


def _open_payouts(there: list[str]) -> list[str]:
    """Return the payouts whose lines are not all in the books: with its own they come to nothing.

    One can be complete there while a line of it is money that has no contribution here yet.
    """
    rest = Sum(F("movements__booked") - F("movements__fee"))
    complete = Payout.objects.filter(is_complete=True).annotate(rest=rest)
    settled = set(complete.filter(rest=0).values_list("provider_id", flat=True))
    return sorted({*there, *complete.values_list("provider_id", flat=True)} - settled)


def _changed_standings(there: list[gateway.Standing]) -> list[tuple[gateway.Kind, str]]:
    """Return the refunds and disputes that stand otherwise there, or that can have changed since."""
    listed = {(one.kind, one.provider_id) for one in there}
    unlike = [(one.kind, one.provider_id) for one in unlike_ours(there)]
    open_here = Reversal.objects.filter(standing__in=UNDECIDED)
    older = {(gateway.Kind(one.kind), one.provider_id) for one in open_here} - listed
    return [*unlike, *sorted(older)]


def _subscriptions(report: Report) -> None:
    """Sync every subscription that is not ended here or at the processor."""
    ours = Contribution.objects.filter(subscription_id__isnull=False).exclude(
        status__in=[S.CANCELLED, S.LAPSED]
    )
    known = set(ours.values_list("subscription_id", flat=True))
    known |= set(report.listed("subscriptions", lambda: list(gateway.recurring())))
    for subscription_id in sorted(name for name in known if name):
        report.attempt(
            "subscriptions",
            subscription_id,
            partial(sync, gateway.Kind.SUBSCRIPTION, subscription_id),
        )
