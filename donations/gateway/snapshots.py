"""Snapshot of a contribution at the processor, from any object that belongs to it."""

import datetime
from collections.abc import Iterator
from typing import Any

import stripe

from donations.gateway.client import HURRIED, WORKER, ask
from donations.gateway.shapes import GatewayError, Kind, PaymentFact, Snapshot

# Subscription.status in our words; `incomplete` waits for its first payment, `unpaid` stopped trying.
SUBSCRIPTION_STATUSES = {
    "incomplete": "processing",
    "incomplete_expired": "failed",
    "trialing": "active",
    "active": "active",
    "past_due": "past_due",
    "unpaid": "lapsed",
    "paused": "paused",
}
SESSION_PARTS = ["payment_intent.latest_charge.balance_transaction", "subscription"]


def fetch(kind: Kind, provider_id: str, *, patient: bool = True) -> Snapshot:
    """Fetch the snapshot of the contribution behind this object; raises `GatewayError`.

    Status is read before money, so that no payment falls between two calls. Not patient: one try and a short
    timeout, for those who hold a lock.
    """
    fetchers = {Kind.SESSION: _by_session, Kind.INVOICE: _by_invoice, Kind.SUBSCRIPTION: _by_subscription}
    return ask(lambda client: fetchers[kind](client, provider_id), WORKER if patient else HURRIED)


def recurring(since: datetime.datetime | None = None) -> Iterator[str]:
    """Yield the ids of all subscriptions at the processor, ended ones too; raises `GatewayError`."""
    params: Any = {"status": "all", "limit": 100}
    if since:
        params["created"] = {"gte": int(since.timestamp())}
    yield from ask(lambda client: [one.id for one in client.v1.subscriptions.list(params).auto_paging_iter()])


def pages(since: datetime.datetime) -> list[str]:
    """Return the ids of all payment pages made since then; raises `GatewayError`."""
    params: Any = {"created": {"gte": int(since.timestamp())}, "limit": 100}
    return ask(lambda client: [one.id for one in client.v1.checkout.sessions.list(params).auto_paging_iter()])


def _by_session(client: stripe.StripeClient, session_id: str) -> Snapshot:
    session: Any = client.v1.checkout.sessions.retrieve(session_id, params={"expand": SESSION_PARTS})
    common: dict[str, Any] = {
        **_given(session.metadata),
        "interval": "once",
        "amount": session.amount_total,
        "currency": session.currency.upper(),
        "session_id": session.id,
        "customer_id": _id(session.customer),
        "email": _email(session.customer_details),
    }
    if session.mode == "subscription" and session.subscription:
        picture = _by_subscription(client, _id(session.subscription))
        return Snapshot(
            **(vars(picture) | {"session_id": session.id, "email": common["email"] or picture.email})
        )
    intent = session.payment_intent
    paid = session.payment_status == "paid" and intent is not None
    return Snapshot(
        **common, status=_session_status(session, intent), payments=(_by_intent(intent),) if paid else ()
    )


def _session_status(session: Any, intent: Any) -> str:
    """Return the status of a one-time payment, or of one whose subscription does not exist yet."""
    if session.status in ("open", "expired"):
        return str(session.status)
    if session.payment_status == "paid":
        return "paid" if session.mode == "payment" else "processing"
    if intent is not None and intent.status in ("requires_payment_method", "canceled"):
        return "failed"
    return "processing"


def _by_invoice(client: stripe.StripeClient, invoice_id: str) -> Snapshot:
    invoice: Any = client.v1.invoices.retrieve(invoice_id)
    details = invoice.parent.subscription_details if invoice.parent else None
    if not details:
        return Snapshot(reference="", status="")
    return _by_subscription(client, _id(details.subscription))


def _by_subscription(client: stripe.StripeClient, subscription_id: str) -> Snapshot:
    subscription: Any = client.v1.subscriptions.retrieve(subscription_id, params={"expand": ["customer"]})
    params: Any = {"subscription": subscription_id, "limit": 100, "expand": ["data.payments"]}
    invoices: list[Any] = list(client.v1.invoices.list(params).auto_paging_iter())
    failed = [one for one in invoices if one.status == "open" and one.attempted]
    payments = tuple(fact for invoice in invoices for fact in _by_paid_invoice(invoice))
    price = subscription["items"].data[0].price
    return Snapshot(
        **_given(subscription.metadata),
        status=_subscription_status(subscription, is_paid=bool(payments)),
        interval=price.recurring.interval,
        amount=price.unit_amount,
        currency=price.currency.upper(),
        customer_id=_id(subscription.customer),
        subscription_id=subscription.id,
        email=getattr(subscription.customer, "email", None) or "",
        payments=payments,
        failed_invoice_id=failed[0].id if failed and failed[0].billing_reason == "subscription_cycle" else "",
    )


def _subscription_status(subscription: Any, *, is_paid: bool) -> str:
    """Return the status; a subscription is active before its first direct debit has arrived, or failed."""
    if subscription.status == "canceled":
        details = subscription.cancellation_details
        gave_out = details and details.reason == "payment_failed"
        return ("lapsed" if is_paid else "failed") if gave_out else "cancelled"
    try:
        status = SUBSCRIPTION_STATUSES[subscription.status]
    except KeyError as error:
        raise GatewayError("a subscription in a status that we do not know") from error
    return status if is_paid or status == "failed" else "processing"


def _by_paid_invoice(invoice: Any) -> Iterator[PaymentFact]:
    """Yield the payments of an invoice, which has had no payment of its own since version "basil"."""
    for payment in invoice.payments.data if invoice.payments else ():
        if payment.status == "paid" and payment.payment.payment_intent:
            yield PaymentFact(
                provider_payment_id=_id(payment.payment.payment_intent),
                amount=payment.amount_paid,
                currency=invoice.currency.upper(),
                fee=None,
                paid_at=_moment(payment.status_transitions.paid_at or invoice.created),
            )


def _by_intent(intent: Any) -> PaymentFact:
    charge = intent.latest_charge if isinstance(intent.latest_charge, stripe.Charge) else None
    balance = charge.balance_transaction if charge else None
    fee = None
    if isinstance(balance, stripe.BalanceTransaction) and balance.currency == intent.currency:
        fee = balance.fee
    return PaymentFact(
        provider_payment_id=intent.id,
        amount=intent.amount_received,
        currency=intent.currency.upper(),
        fee=fee,
        paid_at=_moment(charge.created if charge else intent.created),
    )


def _given(metadata: Any) -> dict[str, Any]:
    """Return the public id and attempt that we gave; an object of somebody else has none."""
    if not metadata or "contribution" not in metadata:
        return {"reference": ""}
    attempt = metadata["attempt"] if "attempt" in metadata else "0"  # noqa: SIM401  # it has no get
    return {"reference": str(metadata["contribution"]), "attempt": int(attempt) if attempt.isdigit() else 0}


def _id(given: Any) -> str:
    """Return the id of something that is expanded or not."""
    return given if isinstance(given, str) else (given.id if given else "")


def _email(details: Any) -> str:
    return (details.email or "") if details else ""


def _moment(timestamp: int) -> datetime.datetime:
    return datetime.datetime.fromtimestamp(timestamp, tz=datetime.UTC)
