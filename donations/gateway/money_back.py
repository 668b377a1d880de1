"""Lines of the processor's balance, and the refunds and disputes behind some of them.

What a line is about is told by its reporting category, never by its type or the beginning of an id: those
differ between ways to pay (docs.stripe.com/reports/reporting-categories).
"""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import stripe

from donations.gateway.client import ask
from donations.gateway.shapes import (
    Kind,
    Line,
    MovementFact,
    PaymentFact,
    PayoutFact,
    ReversalFact,
    Standing,
)

CATEGORIES = frozenset(
    (
        *("charge", "charge_failure", "refund", "refund_failure", "dispute", "dispute_reversal"),
        *("fee", "payout"),
    )
)
SOURCES = {"charge": Kind.CHARGE, "refund": Kind.REFUND, "dispute": Kind.DISPUTE}
CHARGE_PARTS = ["data.balance_transaction", "data.failure_balance_transaction", "data.refunds"]
REFUND_PARTS = ["data.balance_transaction", "data.failure_balance_transaction"]


@dataclass(frozen=True, kw_only=True)
class Back:
    """Refunds, disputes and lines of some payments."""

    reversals: tuple[ReversalFact, ...] = ()
    movements: tuple[MovementFact, ...] = ()


NOTHING = Back()


def of(client: stripe.StripeClient, payments: Sequence[PaymentFact], **which: str) -> Back:
    """Return what belongs to these payments, in one list of charges and one more where money went back."""
    ours = {payment.provider_payment_id for payment in payments}
    params: Any = {**which, "limit": 100, "expand": CHARGE_PARTS}
    reversals: list[ReversalFact] = []
    movements: list[MovementFact] = []
    for charge in client.v1.charges.list(params).auto_paging_iter():
        payment_id = _id(charge.payment_intent)
        if payment_id not in ours:
            continue
        movements += _lines_of_charge(charge, payment_id)
        if charge.refunds and charge.refunds.data:
            asked: Any = {"charge": charge.id, "limit": 100, "expand": REFUND_PARTS}
            for refund in client.v1.refunds.list(asked).auto_paging_iter():
                reversals.append(_refund(refund, payment_id))
                movements += _lines_of_refund(refund, payment_id)
        if charge.disputed:
            for dispute in client.v1.disputes.list({"charge": charge.id, "limit": 100}).auto_paging_iter():
                reversals.append(_dispute(dispute, payment_id))
                movements += _lines_of_dispute(dispute, payment_id)
    return Back(reversals=tuple(reversals), movements=tuple(movements))


def of_customer(client: stripe.StripeClient, customer: Any, payments: Sequence[PaymentFact]) -> Back:
    """Return what belongs to the payments of a customer; of one who was deleted each is asked about alone."""
    if not payments:
        return NOTHING
    if not getattr(customer, "deleted", False):
        return of(client, payments, customer=_id(customer))
    each = [of(client, [one], payment_intent=one.provider_payment_id) for one in payments]
    return Back(
        reversals=tuple(fact for one in each for fact in one.reversals),
        movements=tuple(fact for one in each for fact in one.movements),
    )


def _lines_of_charge(charge: Any, payment_id: str) -> Iterator[MovementFact]:
    about = {"provider_payment_id": payment_id, "reversal_id": "", "currency": charge.currency.upper()}
    if charge.balance_transaction:
        yield _movement(charge.balance_transaction, "charge", charge.amount_captured, **about)
    if charge.failure_balance_transaction:
        yield _movement(
            charge.failure_balance_transaction, "charge_failure", -charge.amount_captured, **about
        )


def _lines_of_refund(refund: Any, payment_id: str) -> Iterator[MovementFact]:
    about = {"provider_payment_id": payment_id, "reversal_id": refund.id, "currency": refund.currency.upper()}
    if refund.balance_transaction:
        yield _movement(refund.balance_transaction, "refund", -refund.amount, **about)
    # A refund can fail long after it succeeded: the money comes back as a line of its own.
    if refund.failure_balance_transaction:
        yield _movement(refund.failure_balance_transaction, "refund_failure", refund.amount, **about)


def _lines_of_dispute(dispute: Any, payment_id: str) -> Iterator[MovementFact]:
    about = {
        "provider_payment_id": payment_id,
        "reversal_id": dispute.id,
        "currency": dispute.currency.upper(),
    }
    for line in dispute.balance_transactions:
        kind = "dispute" if line.amount < 0 else "dispute_reversal"
        yield _movement(line, kind, dispute.amount if line.amount > 0 else -dispute.amount, **about)


def _movement(line: Any, kind: str, amount: int, **about: str) -> MovementFact:
    return MovementFact(
        transaction_id=line.id,
        kind=kind,
        amount=amount,
        booked=line.amount,
        fee=line.fee,
        account_currency=line.currency.upper(),
        at=_moment(line.created),
        **about,
    )


def _refund(refund: Any, payment_id: str) -> ReversalFact:
    return ReversalFact(
        provider_id=refund.id,
        provider_payment_id=payment_id,
        kind="refund",
        amount=refund.amount,
        currency=refund.currency.upper(),
        standing=refund.status or "",
        reason=getattr(refund, "failure_reason", None) or refund.reason or "",
        respond_by=None,
        opened_at=_moment(refund.created),
    )


def _dispute(dispute: Any, payment_id: str) -> ReversalFact:
    due = dispute.evidence_details.due_by if dispute.evidence_details else None
    return ReversalFact(
        provider_id=dispute.id,
        provider_payment_id=payment_id,
        kind="dispute",
        amount=dispute.amount,
        currency=dispute.currency.upper(),
        standing=dispute.status,
        reason=dispute.reason,
        respond_by=_moment(due) if due else None,
        opened_at=_moment(dispute.created),
    )


def lines(since: datetime.datetime) -> list[Line]:
    """Return every line of the balance since then; raises `GatewayError`."""
    return ask(lambda client: _lines(client, created={"gte": int(since.timestamp())}))


def standings(since: datetime.datetime) -> list[Standing]:
    """Return how every refund and dispute that was begun since then stands; raises `GatewayError`."""
    params: Any = {"created": {"gte": int(since.timestamp())}, "limit": 100}

    def found(client: stripe.StripeClient) -> list[Standing]:
        refunds = client.v1.refunds.list(params).auto_paging_iter()
        disputes = client.v1.disputes.list(params).auto_paging_iter()
        listed: list[tuple[Kind, Any]] = [
            *((Kind.REFUND, one) for one in refunds),
            *((Kind.DISPUTE, one) for one in disputes),
        ]
        return [
            Standing(
                kind=kind,
                provider_id=one.id,
                standing=one.status or "",
                provider_payment_id=_id(one.payment_intent),
            )
            for kind, one in listed
        ]

    return ask(found)


def payouts(since: datetime.datetime) -> list[str]:
    """Return the ids of the payouts made since then; raises `GatewayError`."""
    params: Any = {"created": {"gte": int(since.timestamp())}, "limit": 100}
    return ask(lambda client: [one.id for one in client.v1.payouts.list(params).auto_paging_iter()])


def payout(payout_id: str) -> PayoutFact:
    """Return a payout; its lines with it once the processor knows them all; raises `GatewayError`."""

    def found(client: stripe.StripeClient) -> PayoutFact:
        one: Any = client.v1.payouts.retrieve(payout_id)
        is_complete = bool(one.automatic and one.reconciliation_status == "completed")
        return PayoutFact(
            provider_id=one.id,
            amount=one.amount,
            currency=one.currency.upper(),
            standing=one.status,
            arrives_at=_moment(one.arrival_date),
            is_complete=is_complete,
            lines=tuple(_lines(client, payout=one.id)) if is_complete else (),
        )

    return ask(found)


def _lines(client: stripe.StripeClient, **which: Any) -> list[Line]:
    params: Any = {**which, "limit": 100, "expand": ["data.source"]}
    return [_line(one) for one in client.v1.balance_transactions.list(params).auto_paging_iter()]


def _line(line: Any) -> Line:
    source, category = line.source, line.reporting_category
    return Line(
        transaction_id=line.id,
        category=category if category in CATEGORIES else "other",
        kind=SOURCES.get(getattr(source, "object", "")),
        source_id=_id(source),
        booked=line.amount,
        fee=line.fee,
        account_currency=line.currency.upper(),
        at=_moment(line.created),
    )


def _id(given: Any) -> str:
    return given if isinstance(given, str) else (given.id if given else "")


def _moment(timestamp: int) -> datetime.datetime:
    return datetime.datetime.fromtimestamp(timestamp, tz=datetime.UTC)
