"""Life of a subscription: first invoice, renewals, failed payments, retries and cancelling."""

from typing import Any

from newsroom.demo.sandbox import billing_things as things
from newsroom.demo.sandbox import charging, invoicing
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
    invoicing.finalized(world, invoice)
    invoicing.link(world, invoice, intent)
    _attempted(world, invoice, intent["status"])
    world.plan(_item(subscription)["current_period_end"], "renew", subscription["id"])
    return invoice


def _item(subscription: Thing) -> Thing:
    item: Thing = subscription["items"]["data"][0]
    return item


def renew(world: World, subscription: Thing) -> None:
    """Begin the next period with a draft invoice, or end the subscription where that was asked for."""
    if subscription["status"] == "canceled":
        return
    if subscription["cancel_at_period_end"] or (subscription["cancel_at"] or world.now() + 1) <= world.now():
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
    if not _is_held(world, subscription, invoice):
        world.plan(world.now() + HOUR, "finalize", invoice["id"])
    world.plan(item["current_period_end"], "renew", subscription["id"])


def begin_anew(world: World, subscription: Thing) -> None:
    """Begin a first period now, since the interval changed."""
    item, now = _item(subscription), world.seconds()
    world.note(subscription["id"], periods=1)
    subscription["billing_cycle_anchor"] = item["current_period_start"] = now
    item["current_period_end"] = things.period_end(now, item["price"]["recurring"]["interval"], 1)
    world.plan(item["current_period_end"], "renew", subscription["id"])


def bill_now(world: World, subscription: Thing) -> None:
    """Bill the period that has just begun, and charge it at once."""
    invoice = world.save(things.invoice(world, subscription, "subscription_update"))
    subscription["latest_invoice"] = invoice["id"]
    world.save(subscription)
    emit(world, "invoice.created", invoice)
    if not _is_held(world, subscription, invoice):
        finalize(world, invoice)


def _is_held(world: World, subscription: Thing, invoice: Thing) -> bool:
    """Hold back a new draft where collection is paused or was given up; what is older is collected on.

    Rules: docs.stripe.com/billing/subscriptions/pause-payment.
    """
    pause = subscription["pause_collection"]
    if pause is None and subscription["status"] != "unpaid":
        return False
    invoice["auto_advance"] = False
    world.save(invoice)
    if pause and pause["behavior"] != "keep_as_draft":
        invoicing.finalized(world, invoice)
        invoicing.close(world, invoice, "void" if pause["behavior"] == "void" else "uncollectible")
    return True


def finalize(world: World, invoice: Thing) -> None:
    """Turn a draft into an invoice and charge it, unless somebody stopped it (`auto_advance`)."""
    if invoice["status"] == "draft" and invoice["auto_advance"]:
        invoicing.finalized(world, invoice)
        attempt(world, invoice)


def attempt(world: World, invoice: Thing) -> None:
    """Charge an open invoice to the present payment method, unless its subscription has ended."""
    subscription = invoicing.subscription_of(world, invoice)
    if invoice["status"] == "open" and subscription["status"] != "canceled":
        world.unplan("retry", invoice["id"])
        charge(world, invoice, usual_method(world, invoice))


def usual_method(world: World, invoice: Thing) -> Thing | None:
    """Return the payment method of an invoice: its subscription's own goes before the customer's."""
    subscription = invoicing.subscription_of(world, invoice)
    customer = world.find(subscription["customer"])
    usual = customer.get("invoice_settings", {}).get("default_payment_method")
    name = subscription["default_payment_method"] or usual
    return world.find(name) if name else None


def charge(world: World, invoice: Thing, method: Thing | None, *, is_present: bool = False) -> None:
    """Charge an open invoice to this payment method; without one it fails."""
    if method is None:
        _attempted(world, invoice, "requires_payment_method")
        return
    known = world.secret(invoice["id"]).get("intent")
    intent = world.find(known) if known else _intent(world, invoice, method)
    if intent["status"] == "processing":
        return
    intent["payment_method_types"] = [method["type"]]
    _attempted(world, invoice, charging.confirm(world, intent, method, is_present=is_present))


def _intent(world: World, invoice: Thing, method: Thing) -> Thing:
    intent = payment_intent(
        world,
        amount=invoice["amount_due"],
        currency=invoice["currency"],
        customer_id=invoice["customer"],
        kind=method["type"],
    )
    world.save(intent)
    invoicing.link(world, invoice, intent)
    return intent


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
        if status == "requires_action":
            emit(world, "invoice.payment_action_required", invoice)
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
    subscription = invoicing.subscription_of(world, invoice)
    mend(world, subscription)


def mend(world: World, subscription: Thing) -> None:
    """Make a subscription that owes nothing any more active again."""
    if subscription["status"] in ("past_due", "unpaid"):
        subscription["status"] = "active"
        world.save(subscription)
        emit(world, "customer.subscription.updated", subscription)


def failed(world: World, invoice: Thing) -> None:
    """Report that it was not paid, and retry tomorrow; after the last retry the subscription ends."""
    subscription = invoicing.subscription_of(world, invoice)
    is_last = invoice["attempt_count"] > RETRIES or subscription["status"] == "canceled"
    if not is_last and invoice["auto_advance"]:
        invoice["next_payment_attempt"] = world.seconds() + DAY
        world.plan(world.now() + DAY, "retry", invoice["id"])
    else:
        invoice["auto_advance"] = False
    world.save(invoice)
    emit(world, "invoice.payment_failed", invoice)
    after = world.setting("after_retries") if is_last else "past_due"
    if after == "cancel":
        cancel(world, subscription, "payment_failed")
    elif subscription["status"] in ("active", "past_due") and subscription["status"] != after:
        subscription["status"] = after
        world.save(subscription)
        emit(world, "customer.subscription.updated", subscription)


def advance(world: World, invoice: Thing, *, goes_on: bool) -> None:
    """Let a draft be finalized and an open invoice be tried again by itself, or stop it."""
    is_draft = invoice["status"] == "draft"
    act, wait = ("finalize", HOUR) if is_draft else ("retry", DAY)
    world.unplan(act, invoice["id"])
    if goes_on:
        world.plan(world.now() + wait, act, invoice["id"])
    moment = world.seconds() + wait if goes_on and not is_draft else None
    invoice |= {"auto_advance": goes_on, "next_payment_attempt": moment}
    world.save(invoice)


def cancel(world: World, subscription: Thing, reason: str = "cancellation_requested") -> None:
    if subscription["status"] == "canceled":
        return
    now = world.seconds()
    subscription |= {"status": "canceled", "canceled_at": now, "ended_at": now}
    subscription["cancellation_details"] = subscription["cancellation_details"] | {"reason": reason}
    world.save(subscription)
    for act in ("renew", "resume", "end"):
        world.unplan(act, subscription["id"])
    for invoice in invoicing.open_invoices(world, subscription):
        world.unplan("finalize", invoice["id"])
        world.unplan("retry", invoice["id"])
        invoice |= {"auto_advance": False, "next_payment_attempt": None}
        world.save(invoice)
    emit(world, "customer.subscription.deleted", subscription)


def cancel_later(world: World, subscription: Thing, *, wished: bool) -> None:
    """End a subscription with its period, or let it go on after all."""
    mark_end_with_period(world, subscription, wished=wished)
    world.save(subscription)
    emit(world, "customer.subscription.updated", subscription)


def mark_end_with_period(world: World, subscription: Thing, *, wished: bool) -> None:
    mark_end(world, subscription, _item(subscription)["current_period_end"] if wished else None)
    subscription["cancel_at_period_end"] = wished


def mark_end(world: World, subscription: Thing, moment: int | None) -> None:
    """Write into a subscription when it ends, or that it does not, without telling it yet."""
    world.unplan("end", subscription["id"])
    if moment:
        world.plan(moment, "end", subscription["id"])
    subscription |= {
        "cancel_at": moment,
        "canceled_at": world.seconds() if moment else None,
        "cancellation_details": subscription["cancellation_details"]
        | {"reason": "cancellation_requested" if moment else None},
    }


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
    for invoice in invoicing.open_invoices(world, subscription):
        attempt(world, invoice)
