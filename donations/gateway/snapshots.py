"""Snapshot of a contribution at the processor, from any object that belongs to it."""

import calendar
import datetime
from collections.abc import Callable, Iterator
from typing import Any

import stripe

from donations.gateway import money_back
from donations.gateway.client import HURRIED, WORKER, ask
from donations.gateway.erasing import MARK
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
SESSION_PARTS = ["payment_intent.latest_charge", "subscription"]
PARTS = ["customer", "default_payment_method"]
LONGEST_WORD = 60
STRANGER = Snapshot(reference="", status="")


Fetcher = Callable[[stripe.StripeClient, str], Snapshot]


def fetch(kind: Kind, provider_id: str, *, patient: bool = True) -> Snapshot:
    """Fetch the snapshot of the contribution behind this object; raises `GatewayError`.

    Status is read before money, so that no payment falls between two calls. Not patient: one try and a short
    timeout, for those who hold a lock.
    """
    fetchers: dict[Kind, Fetcher] = {
        Kind.SESSION: _by_session,
        Kind.INVOICE: _by_invoice,
        Kind.SUBSCRIPTION: _by_subscription,
        Kind.CHARGE: lambda client, name: _by_part(client, client.v1.charges.retrieve(name)),
        Kind.REFUND: lambda client, name: _by_part(client, client.v1.refunds.retrieve(name)),
        Kind.DISPUTE: lambda client, name: _by_part(client, client.v1.disputes.retrieve(name)),
    }
    return ask(lambda client: fetchers[kind](client, provider_id), WORKER if patient else HURRIED)


def _by_session(client: stripe.StripeClient, session_id: str) -> Snapshot:
    session: Any = client.v1.checkout.sessions.retrieve(session_id, params={"expand": SESSION_PARTS})
    if session.mode == "setup":
        return STRANGER  # A new card: neither amount nor currency, and nothing is promised there.
    common: dict[str, Any] = {
        **given(session.metadata),
        "interval": "once",
        "amount": session.amount_total or 0,
        "currency": (session.currency or "").upper(),
        "session_id": session.id,
        "customer_id": _id(session.customer),
        "email": _email(session.customer_details),
        "locale": (session.locale or "").lower(),
    }
    if session.mode == "subscription" and session.subscription:
        picture = _by_subscription(client, _id(session.subscription))
        mine = {name: common[name] for name in ("session_id", "email", "locale") if common[name]}
        return Snapshot(**(vars(picture) | mine))
    intent = session.payment_intent
    paid = session.payment_status == "paid" and intent is not None
    payments = (_by_intent(intent, asked=common["amount"]),) if paid else ()
    back = money_back.of(client, payments, payment_intent=intent.id) if payments else money_back.NOTHING
    return Snapshot(
        **common,
        status=_session_status(session, intent),
        refusal=_refusal(intent),
        payments=payments,
        reversals=back.reversals,
        movements=back.movements,
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


def _by_part(client: stripe.StripeClient, part: Any) -> Snapshot:
    """Find the contribution behind a charge, refund or dispute: their own metadata do not tell."""
    intent_id = _id(part.payment_intent)
    if not intent_id:
        return STRANGER
    paying: Any = {"payment": {"type": "payment_intent", "payment_intent": intent_id}, "limit": 1}
    for payment in client.v1.invoice_payments.list(paying).data:
        return _by_invoice(client, _id(payment.invoice))
    for session in client.v1.checkout.sessions.list({"payment_intent": intent_id, "limit": 1}).data:
        return _by_session(client, session.id)
    return STRANGER


def _by_invoice(client: stripe.StripeClient, invoice_id: str) -> Snapshot:
    invoice: Any = client.v1.invoices.retrieve(invoice_id)
    details = invoice.parent.subscription_details if invoice.parent else None
    if not details:
        return STRANGER
    return _by_subscription(client, _id(details.subscription))


def _by_subscription(client: stripe.StripeClient, subscription_id: str) -> Snapshot:
    subscription: Any = client.v1.subscriptions.retrieve(subscription_id, params={"expand": PARTS})
    params: Any = {"subscription": subscription_id, "limit": 100, "expand": ["data.payments"]}
    invoices: list[Any] = list(client.v1.invoices.list(params).auto_paging_iter())
    failed = _refused_invoices(invoices, subscription)
    if subscription.status == "past_due" and not failed:
        # It failed before the first answer and was mended before the second one, which counts.
        subscription = client.v1.subscriptions.retrieve(subscription_id, params={"expand": PARTS})
    payments = tuple(fact for invoice in invoices for fact in _by_paid_invoice(invoice))
    status = _subscription_status(subscription, is_paid=bool(payments))
    if status in ("failed", "lapsed"):
        # Nothing has to be open any more of what was refused last.
        failed = [one for one in invoices if one.status in ("open", "void", "uncollectible")][:1]
    customer_id = _id(subscription.customer)
    back = money_back.of_customer(client, subscription.customer, payments)
    price = subscription["items"].data[0].price
    every = price.recurring.interval_count
    return Snapshot(
        **given(subscription.metadata),
        **_dates(subscription),
        status=status,
        interval=price.recurring.interval if every == 1 else f"{every} {price.recurring.interval}",
        amount=(price.unit_amount or 0) * subscription["items"].data[0].quantity,
        currency=price.currency.upper(),
        price_id=price.id,
        customer_id=customer_id,
        subscription_id=subscription.id,
        email=getattr(subscription.customer, "email", None) or "",
        payments=payments,
        reversals=back.reversals,
        movements=back.movements,
        card_ends_on=_card_ends_on(subscription.default_payment_method),
        **(_failure(client, failed[0]) if failed else {}),
    )


def _refused_invoices(invoices: list[Any], subscription: Any) -> list[Any]:
    """Return the newest open invoice that was refused, if one was.

    The first of all is open while its page is; once its debit was refused the subscription is past due.
    """
    is_due = subscription.status == "past_due"
    tried = [one for one in invoices if one.status == "open" and one.attempted]
    return [one for one in tried if is_due or one.billing_reason != "subscription_create"][:1]


def _failure(client: stripe.StripeClient, invoice: Any) -> dict[str, Any]:
    """Return which renewal failed, when it is tried again, and whether the bank wants it confirmed."""
    attempts = [intent_id for one in invoice.payments.data if (intent_id := _intent_of(one))]
    intent: Any = client.v1.payment_intents.retrieve(attempts[0]) if attempts else None
    retry = invoice.next_payment_attempt
    return {
        "failed_invoice_id": invoice.id,
        "retry_at": _moment(retry) if retry else None,
        "is_confirmation_needed": intent is not None and intent.status == "requires_action",
        "refusal": _refusal(intent),
    }


def _refusal(intent: Any) -> str:
    """Return why the last try was refused: the bank's reason, or else the processor's."""
    error = intent.last_payment_error if intent else None
    return (getattr(error, "decline_code", None) or error.code or "")[:LONGEST_WORD] if error else ""


def _card_ends_on(method: Any) -> datetime.date | None:
    """Return the last day of the card that pays; None for another way of paying."""
    card = getattr(method, "card", None)
    if not card:
        return None
    last = calendar.monthrange(card.exp_year, card.exp_month)[1]
    return datetime.date(card.exp_year, card.exp_month, last)


def _dates(subscription: Any) -> dict[str, Any]:
    """Return when it collects next, goes on and ends, as the processor says."""
    period_end = subscription["items"].data[0].current_period_end
    pause, details = subscription.pause_collection, subscription.cancellation_details
    ends = subscription.cancel_at or (period_end if subscription.cancel_at_period_end else None)
    # An ending that can be undone has stopped the collection, and comes to its end by itself.
    stopped = subscription.ended_at or (subscription.canceled_at if pause and ends else None)
    collects = subscription.status in ("active", "past_due", "trialing") and not pause
    return {
        "next_at": _moment(period_end) if collects and (not ends or ends > period_end) else None,
        "resumes_at": _moment(pause.resumes_at) if pause and pause.resumes_at else None,
        "ends_at": _moment(ends) if ends else None,
        "ended_at": _moment(subscription.ended_at) if subscription.ended_at else None,
        "end_reason": (details.reason or "") if details else "",
        "stopped_at": _moment(stopped) if stopped else None,
    }


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
    if subscription.pause_collection and subscription.cancel_at:
        return "cancelled"  # Nothing is collected any more, and it comes to its end unless it is undone.
    if not is_paid:
        # Where the processor stopped trying, the first payment has failed for good.
        return "failed" if status in ("failed", "lapsed") else "processing"
    return "paused" if subscription.pause_collection else status


def _by_paid_invoice(invoice: Any) -> Iterator[PaymentFact]:
    """Yield the payments of an invoice, which has had no payment of its own since version "basil"."""
    for payment in invoice.payments.data if invoice.payments else ():
        if payment.status == "paid" and (intent_id := _intent_of(payment)):
            yield PaymentFact(
                provider_payment_id=intent_id,
                amount=payment.amount_paid,
                currency=invoice.currency.upper(),
                paid_at=_moment(payment.status_transitions.paid_at or invoice.created),
                asked=_asked(invoice),
            )


def _intent_of(payment: Any) -> str:
    """Return the payment intent of an invoice's payment; one made outside the processor names none."""
    return _id(getattr(payment.payment, "payment_intent", None))


def _asked(invoice: Any) -> int:
    """Return what the prices on an invoice come to: what was promised, whatever is paid in the end."""
    return sum(
        int(line.pricing.unit_amount_decimal) * (line.quantity or 1)
        for line in invoice.lines.data
        if line.pricing and line.pricing.unit_amount_decimal
    )


def _by_intent(intent: Any, *, asked: int) -> PaymentFact:
    charge = intent.latest_charge if isinstance(intent.latest_charge, stripe.Charge) else None
    return PaymentFact(
        provider_payment_id=intent.id,
        amount=intent.amount_received,
        currency=intent.currency.upper(),
        paid_at=_moment(charge.created if charge else intent.created),
        asked=asked,
    )


def given(metadata: Any) -> dict[str, Any]:
    """Return what we gave: public id, attempt and our mark; an object of somebody else has none."""
    if not metadata or "contribution" not in metadata:
        return {"reference": "", "site": ""}
    ours = metadata.to_dict()
    attempt = ours.get("attempt", "0")
    return {
        "reference": str(ours["contribution"]),
        "site": str(ours.get("site", "")),
        "attempt": int(attempt) if attempt.isdigit() else 0,
        "is_erased": MARK in ours,
    }


def _id(given: Any) -> str:
    """Return the id of something that is expanded or not."""
    return given if isinstance(given, str) else (given.id if given else "")


def _email(details: Any) -> str:
    return (details.email or "") if details else ""


def _moment(timestamp: int) -> datetime.datetime:
    return datetime.datetime.fromtimestamp(timestamp, tz=datetime.UTC)
