"""Life of a subscription: first invoice, renewals, failed payments, retries and cancelling."""

from typing import Any

from newsroom.demo.sandbox import billing_things as things
from newsroom.demo.sandbox import charging
from newsroom.demo.sandbox.events import emit
from newsroom.demo.sandbox.things import payment_intent
from newsroom.demo.sandbox.wire import Refused
from newsroom.demo.sandbox.world import World

Thing = dict[str, Any]
HOUR, DAY = 3600, 24 * 3600
# A failed renewal is tried again a day later, so often; then the subscription ends.
RETRIES = 3


def start(world: World, session: Thing, *, customer: Thing, method: Thing, intent: Thing) -> Thing:
    """Make a page's subscription, whose first payment succeeded or is on its way; return its invoice."""
    facts = world.secret(session["id"])
    subscription = things.subscription(
        world,
        customer_id=customer["id"],
        method_id=method["id"],
        line=facts["line_items"][0],
        metadata=facts["subscription_data"].get("metadata", {}),
    )
    invoice = things.invoice(world, subscription, "subscription_create")
    subscription["latest_invoice"] = invoice["id"]
    world.save(subscription)
    emit(world, "customer.subscription.created", subscription)
    world.save(invoice)
    emit(world, "invoice.created", invoice)
    _finalize(world, invoice)
    _link(world, invoice, intent)
    _attempted(world, invoice, intent["status"])
    world.plan(_item(subscription)["current_period_end"], "renew", subscription["id"])
    return invoice


def _item(subscription: Thing) -> Thing:
    item: Thing = subscription["items"]["data"][0]
    return item


def _finalize(world: World, invoice: Thing) -> None:
    number = f"{world.find(invoice['customer'])['invoice_prefix']}-{len(world.table('invoice')) + 1:04d}"
    transitions = invoice["status_transitions"] | {"finalized_at": world.seconds()}
    invoice |= {"status": "open", "number": number, "status_transitions": transitions}
    invoice["effective_at"] = world.seconds()
    world.save(invoice)
    emit(world, "invoice.finalized", invoice)


def _link(world: World, invoice: Thing, intent: Thing) -> None:
    """Store which payment intent pays this invoice."""
    reference = invoice["parent"]["subscription_details"]["metadata"].get("contribution", "")
    world.note(intent["id"], invoice=invoice["id"], reference=reference)
    payment = world.save(things.invoice_payment(world, invoice, intent))
    world.note(invoice["id"], intent=intent["id"], payment=payment["id"])


def renew(world: World, subscription: Thing) -> None:
    """Begin the next period with a draft invoice, or end the subscription where that was asked for."""
    if subscription["status"] == "canceled":
        return
    if subscription["cancel_at_period_end"]:
        cancel(world, subscription)
        return
    item, number = _item(subscription), world.secret(subscription["id"]).get("periods", 1) + 1
    world.note(subscription["id"], periods=number)
    anchor, interval = subscription["billing_cycle_anchor"], item["price"]["recurring"]["interval"]
    item["current_period_start"] = item["current_period_end"]
    item["current_period_end"] = things.period_end(anchor, interval, number)
    invoice = world.save(things.invoice(world, subscription, "subscription_cycle"))
    subscription["latest_invoice"] = invoice["id"]
    world.save(subscription)
    emit(world, "customer.subscription.updated", subscription)
    emit(world, "invoice.created", invoice)
    world.plan(world.now() + HOUR, "finalize", invoice["id"])
    world.plan(item["current_period_end"], "renew", subscription["id"])


def finalize(world: World, invoice: Thing) -> None:
    """Turn the draft into an invoice and charge it."""
    _finalize(world, invoice)
    attempt(world, invoice)


def attempt(world: World, invoice: Thing) -> None:
    """Charge an open invoice to the subscription's present payment method."""
    subscription = _subscription(world, invoice)
    if invoice["status"] != "open" or subscription["status"] == "canceled":
        return
    world.unplan("retry", invoice["id"])
    known = world.secret(invoice["id"]).get("intent")
    method = world.find(subscription["default_payment_method"])
    intent = world.find(known) if known else _intent(world, invoice, method)
    if intent["status"] == "processing":
        return
    intent["payment_method_types"] = [method["type"]]
    _attempted(world, invoice, charging.confirm(world, intent, method))


def _intent(world: World, invoice: Thing, method: Thing) -> Thing:
    intent = payment_intent(
        world,
        amount=invoice["amount_due"],
        currency=invoice["currency"],
        customer_id=invoice["customer"],
        kind=method["type"],
    )
    world.save(intent)
    _link(world, invoice, intent)
    return intent


def _subscription(world: World, invoice: Thing) -> Thing:
    return world.find(invoice["parent"]["subscription_details"]["subscription"])


def _attempted(world: World, invoice: Thing, status: str) -> None:
    """Record an attempt to pay the invoice, and its result."""
    invoice |= {
        "attempted": True,
        "attempt_count": invoice["attempt_count"] + 1,
        "next_payment_attempt": None,
    }
    world.save(invoice)
    if status == "succeeded":
        paid(world, invoice)
    elif status != "processing":
        failed(world, invoice)


def paid(world: World, invoice: Thing) -> None:
    """Mark an invoice as paid; a subscription that was past due becomes active again."""
    transitions = invoice["status_transitions"] | {"paid_at": world.seconds()}
    invoice |= {
        "status": "paid",
        "amount_paid": invoice["amount_due"],
        "amount_remaining": 0,
        "status_transitions": transitions,
        "next_payment_attempt": None,
    }
    world.save(invoice)
    payment = world.find(world.secret(invoice["id"])["payment"])
    payment |= {"status": "paid", "amount_paid": invoice["amount_due"]}
    payment["status_transitions"] = {"canceled_at": None, "paid_at": world.seconds()}
    world.save(payment)
    emit(world, "invoice_payment.paid", payment)
    emit(world, "invoice.paid", invoice)
    emit(world, "invoice.payment_succeeded", invoice)
    subscription = _subscription(world, invoice)
    if subscription["status"] == "past_due":
        subscription["status"] = "active"
        world.save(subscription)
        emit(world, "customer.subscription.updated", subscription)


def failed(world: World, invoice: Thing) -> None:
    """Report that it was not paid, and retry tomorrow; after the last retry the subscription ends."""
    subscription = _subscription(world, invoice)
    is_last = invoice["attempt_count"] > RETRIES or subscription["status"] == "canceled"
    if not is_last:
        invoice["next_payment_attempt"] = world.seconds() + DAY
        world.plan(world.now() + DAY, "retry", invoice["id"])
    else:
        invoice["auto_advance"] = False
    world.save(invoice)
    emit(world, "invoice.payment_failed", invoice)
    if is_last:
        cancel(world, subscription, "payment_failed")
    elif subscription["status"] == "active":
        subscription["status"] = "past_due"
        world.save(subscription)
        emit(world, "customer.subscription.updated", subscription)


def cancel(world: World, subscription: Thing, reason: str = "cancellation_requested") -> None:
    if subscription["status"] == "canceled":
        return
    now = world.seconds()
    subscription |= {"status": "canceled", "canceled_at": now, "ended_at": now}
    subscription["cancellation_details"] = subscription["cancellation_details"] | {"reason": reason}
    world.save(subscription)
    world.unplan("renew", subscription["id"])
    for invoice in open_invoices(world, subscription):
        world.unplan("finalize", invoice["id"])
        world.unplan("retry", invoice["id"])
        invoice |= {"auto_advance": False, "next_payment_attempt": None}
        world.save(invoice)
    emit(world, "customer.subscription.deleted", subscription)


def cancel_later(world: World, subscription: Thing, *, wished: bool) -> None:
    """End a subscription with its period, or let it go on after all."""
    reason = "cancellation_requested" if wished else None
    subscription |= {
        "cancel_at_period_end": wished,
        "cancel_at": _item(subscription)["current_period_end"] if wished else None,
        "canceled_at": world.seconds() if wished else None,
        "cancellation_details": subscription["cancellation_details"] | {"reason": reason},
    }
    world.save(subscription)
    emit(world, "customer.subscription.updated", subscription)


def replace_means(world: World, subscription: Thing, means: charging.Means) -> None:
    """Give a subscription another payment method; what is open is charged to it at once."""
    if subscription["status"] == "canceled":
        raise Refused("A subscription that has ended pays no more", param="subscription")
    customer = world.find(subscription["customer"])
    method = charging.new_method(world, means, customer["email"], customer["id"])
    subscription["default_payment_method"] = method["id"]
    world.save(subscription)
    emit(world, "payment_method.attached", method)
    emit(world, "customer.subscription.updated", subscription)
    for invoice in open_invoices(world, subscription):
        attempt(world, invoice)


def open_invoices(world: World, subscription: Thing) -> list[Thing]:
    """Return the subscription's invoices that are drafts or not paid, the oldest first."""
    return [
        invoice
        for invoice in world.table("invoice").values()
        if invoice["status"] in ("draft", "open")
        and invoice["parent"]["subscription_details"]["subscription"] == subscription["id"]
    ]
