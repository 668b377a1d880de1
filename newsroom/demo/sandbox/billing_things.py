"""Builders of subscriptions, their items, invoices and invoice payments."""

import calendar
import datetime
from typing import Any

from newsroom.demo.sandbox.present import list_object
from newsroom.demo.sandbox.things import NO_TAX, SELF, Thing, stamped
from newsroom.demo.sandbox.wire import words
from newsroom.demo.sandbox.world import World


def add_months(moment: int, months: int) -> int:
    """Return the same day and hour so many months later, or the month's last day where it has no such day."""
    start = datetime.datetime.fromtimestamp(moment, tz=datetime.UTC)
    years, month = divmod(start.month - 1 + months, 12)
    year, month = start.year + years, month + 1
    day = min(start.day, calendar.monthrange(year, month)[1])
    return int(start.replace(year=year, month=month, day=day).timestamp())


def period_end(anchor: int, interval: str, number: int) -> int:
    """Return the end of the period of this number, the first being 1."""
    return add_months(anchor, number * (12 if interval == "year" else 1))


def plan_of(price: Thing) -> Thing:
    """Return the old form of a price, which subscription items still carry."""
    kept = ("id", "active", "billing_scheme", "created", "currency", "livemode", "metadata", "nickname")
    return {name: price[name] for name in (*kept, "product", "tiers_mode")} | {
        "object": "plan",
        "amount": price["unit_amount"],
        "amount_decimal": price["unit_amount_decimal"],
        "interval": price["recurring"]["interval"],
        "interval_count": 1,
        "meter": None,
        "transform_usage": None,
        "trial_period_days": None,
        "usage_type": "licensed",
    }


def _item(world: World, subscription_id: str, price: Thing, quantity: int) -> Thing:
    """Build a subscription's item, which has had the period since API version "basil"."""
    start = world.seconds()
    item = stamped(
        world,
        "subscription_item",
        world.new_id("si", 14),
        billing_thresholds=None,
        current_period_end=period_end(start, price["recurring"]["interval"], 1),
        current_period_start=start,
        discounts=[],
        metadata={},
        plan=plan_of(price),
        price=price,
        quantity=quantity,
        subscription=subscription_id,
        tax_rates=[],
    )
    del item["livemode"]
    return item


def subscription(world: World, *, customer_id: str, method_id: str, line: Thing, metadata: Thing) -> Thing:
    """Build an active subscription to what the line says, from now on."""
    name, now = world.new_id("sub"), world.seconds()
    item = _item(world, name, line["price"], line["quantity"])
    return stamped(
        world,
        "subscription",
        name,
        automatic_tax=NO_TAX,
        billing_cycle_anchor=now,
        billing_mode={"flexible": {"proration_discounts": "included"}, "type": "flexible"},
        billing_schedules=[],
        cancel_at_period_end=False,
        cancellation_details={"comment": None, "feedback": None, "feedback_option": None, "reason": None},
        collection_method="charge_automatically",
        currency=line["currency"],
        customer=customer_id,
        default_payment_method=method_id,
        default_tax_rates=[],
        discounts=[],
        invoice_settings={"account_tax_ids": None, "issuer": SELF},
        items=list_object([item], f"/v1/subscription_items?subscription={name}"),
        metadata=metadata,
        payment_settings={"payment_method_options": None, "save_default_payment_method": "off"},
        start_date=now,
        status="active",
    )


def _invoice_line(world: World, owner: Thing, invoice_id: str, total: int) -> Thing:
    item = owner["items"]["data"][0]
    return {
        "id": world.new_id("il"),
        "object": "line_item",
        "amount": total,
        "currency": owner["currency"],
        "description": None,
        "discount_amounts": [],
        "discountable": True,
        "discounts": [],
        "invoice": invoice_id,
        "livemode": False,
        "metadata": owner["metadata"],
        "parent": _line_parent(owner["id"], item["id"]),
        "period": {"end": item["current_period_end"], "start": item["current_period_start"]},
        "pretax_credit_amounts": [],
        "pricing": {
            "price_details": {"price": item["price"]["id"], "product": item["price"]["product"]},
            "type": "price_details",
            "unit_amount_decimal": item["price"]["unit_amount_decimal"],
        },
        "quantity": item["quantity"],
        "subtotal": total,
        "taxes": [],
    }


def _line_parent(subscription_id: str, item_id: str) -> Thing:
    details = {
        "invoice_item": None,
        "proration": False,
        "proration_details": None,
        "subscription": subscription_id,
        "subscription_item": item_id,
    }
    return {
        "invoice_item_details": None,
        "subscription_item_details": details,
        "type": "subscription_item_details",
    }


def invoice(world: World, owner: Thing, reason: str) -> Thing:
    """Build a draft invoice of a subscription; it keeps a copy of the subscription's metadata."""
    name, item = world.new_id("in"), owner["items"]["data"][0]
    total = item["price"]["unit_amount"] * item["quantity"]
    details = {"metadata": dict(owner["metadata"]), "subscription": owner["id"]}
    facts = {
        "billing_reason": reason,
        "currency": owner["currency"],
        "customer": owner["customer"],
        "customer_email": world.find(owner["customer"])["email"],
        "lines": list_object([_invoice_line(world, owner, name, total)], f"/v1/invoices/{name}/lines"),
        "parent": {"quote_details": None, "subscription_details": details, "type": "subscription_details"},
        "period_end": item["current_period_start"],
        "period_start": item["current_period_start"],
    }
    return _blank_invoice(world, name) | _amounts(total) | facts


def _amounts(total: int) -> dict[str, Any]:
    due = words("amount_due amount_remaining subtotal subtotal_excluding_tax total total_excluding_tax")
    none = words("amount_overpaid amount_paid amount_shipping starting_balance")
    notes = words("post_payment_credit_notes_amount pre_payment_credit_notes_amount")
    return dict.fromkeys(due, total) | dict.fromkeys((*none, *notes), 0)


def _blank_invoice(world: World, name: str) -> Thing:
    moments = ("finalized_at", "marked_uncollectible_at", "paid_at", "voided_at")
    settings = ("default_mandate", "payment_method_options", "payment_method_types")
    return stamped(
        world,
        "invoice",
        name,
        attempt_count=0,
        attempted=False,
        auto_advance=True,
        automatic_tax={
            "disabled_reason": None,
            "enabled": False,
            "liability": None,
            "provider": None,
            "status": None,
        },
        collection_method="charge_automatically",
        customer_tax_exempt="none",
        customer_tax_ids=[],
        default_tax_rates=[],
        discounts=[],
        issuer=SELF,
        metadata={},
        payment_settings=dict.fromkeys(settings),
        status="draft",
        status_transitions=dict.fromkeys(moments),
        total_discount_amounts=[],
        total_pretax_credit_amounts=[],
        total_taxes=[],
    )


def invoice_payment(world: World, owner: Thing, intent: Thing) -> Thing:
    """Build the link between an invoice and the payment intent that pays it."""
    return stamped(
        world,
        "invoice_payment",
        world.new_id("inpay"),
        amount_paid=None,
        amount_requested=owner["amount_due"],
        currency=owner["currency"],
        invoice=owner["id"],
        is_default=True,
        payment={"payment_intent": intent["id"], "type": "payment_intent"},
        status="open",
        status_transitions={"canceled_at": None, "paid_at": None},
    )
