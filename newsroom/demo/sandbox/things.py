"""Builders of API objects, each with all the fields that the pinned version always gives."""

from typing import Any

from newsroom.demo.sandbox.fields import NULL
from newsroom.demo.sandbox.world import World

Thing = dict[str, Any]
SELF = {"account": None, "type": "self"}
NO_TAX = {"disabled_reason": None, "enabled": False, "liability": None}
NO_ADDRESS = {"address": None, "email": None, "name": None, "phone": None, "tax_id": None}


def stamped(world: World, kind: str, name: str, /, **facts: Any) -> Thing:
    """Return an object of this kind and id, made now, in test mode."""
    stamp = {"id": name, "object": kind, "created": world.seconds(), "livemode": False}
    return stamp | dict.fromkeys(NULL.get(kind, ())) | facts


def merged(metadata: Thing, given: Any) -> Thing:
    """Return metadata with these changes: an empty value takes a key away, an empty text all of them."""
    return {key: text for key, text in (metadata | given).items() if text} if given else {}


def product(world: World, params: Thing) -> Thing:
    return stamped(
        world,
        "product",
        params.get("id") or world.new_id("prod", 14),
        active=params.get("active", True),
        description=params.get("description"),
        images=[],
        marketing_features=[],
        metadata=params.get("metadata") or {},
        name=params["name"],
        statement_descriptor=params.get("statement_descriptor"),
        type="service",
        updated=world.seconds(),
    )


def price(world: World, *, product_id: str, currency: str, amount: int, interval: str | None) -> Thing:
    """Build a price; with an interval it is a recurring one."""
    recurring = {
        "interval": interval,
        "interval_count": 1,
        "meter": None,
        "trial_period_days": None,
        "usage_type": "licensed",
    }
    return stamped(
        world,
        "price",
        world.new_id("price"),
        active=False,
        billing_scheme="per_unit",
        currency=currency,
        metadata={},
        product=product_id,
        recurring=recurring if interval else None,
        tax_behavior="unspecified",
        type="recurring" if interval else "one_time",
        unit_amount=amount,
        unit_amount_decimal=str(amount),
    )


def line_item(world: World, item_price: Thing, quantity: int) -> Thing:
    """Build a line of a payment page."""
    total = item_price["unit_amount"] * quantity
    return {
        "id": world.new_id("li"),
        "object": "item",
        "amount_discount": 0,
        "amount_subtotal": total,
        "amount_tax": 0,
        "amount_total": total,
        "currency": item_price["currency"],
        "description": world.find(item_price["product"], "product")["name"],
        "price": item_price,
        "quantity": quantity,
    }


def customer(world: World, email: str | None, metadata: Thing | None = None) -> Thing:
    return stamped(
        world,
        "customer",
        world.new_id("cus", 14),
        balance=0,
        delinquent=False,
        email=email,
        invoice_prefix=world.new_id("x", 8)[2:].upper(),
        invoice_settings={
            "custom_fields": None,
            "default_payment_method": None,
            "footer": None,
            "rendering_options": None,
        },
        metadata=metadata or {},
        preferred_locales=[],
        tax_exempt="none",
    )


def payment_method(world: World, details: Thing, email: str | None, customer_id: str | None) -> Thing:
    """Build a payment method; `details` is `{"type": ..., <type>: {...}}`."""
    return stamped(
        world,
        "payment_method",
        world.new_id("pm"),
        allow_redisplay="limited",
        billing_details=NO_ADDRESS | {"email": email},
        customer=customer_id,
        metadata={},
        **details,
    )


def payment_intent(world: World, *, amount: int, currency: str, customer_id: str | None, kind: str) -> Thing:
    """Build a payment intent that waits for its payment method; `kind` is card or sepa_debit."""
    name = world.new_id("pi")
    return stamped(
        world,
        "payment_intent",
        name,
        amount=amount,
        amount_capturable=0,
        amount_details={"tip": {}},
        amount_received=0,
        capture_method="automatic_async",
        client_secret=f"{name}_secret_{world.new_id('x')[2:]}",
        confirmation_method="automatic",
        currency=currency,
        customer=customer_id,
        metadata={},
        payment_method_options={},
        payment_method_types=[kind],
        status="requires_payment_method",
    )


def setup_intent(world: World, *, customer_id: str | None, kinds: list[str], metadata: Thing) -> Thing:
    """Build a setup intent, which saves a payment method for later."""
    name = world.new_id("seti")
    return stamped(
        world,
        "setup_intent",
        name,
        client_secret=f"{name}_secret_{world.new_id('x')[2:]}",
        customer=customer_id,
        metadata=metadata,
        payment_method_options={},
        payment_method_types=kinds,
        status="requires_payment_method",
        usage="off_session",
    )


def charge(world: World, intent: Thing, method: Thing, status: str) -> Thing:
    """Build the charge of a payment intent: succeeded, pending or failed."""
    is_paid = status == "succeeded"
    return stamped(
        world,
        "charge",
        world.new_id("ch" if method["type"] == "card" else "py"),
        amount=intent["amount"],
        amount_captured=intent["amount"] if is_paid else 0,
        amount_refunded=0,
        billing_details=method["billing_details"],
        calculated_statement_descriptor="SANDBOX",
        captured=is_paid,
        currency=intent["currency"],
        customer=intent["customer"],
        description=intent["description"],
        disputed=False,
        fraud_details={},
        metadata=intent["metadata"],
        paid=is_paid,
        payment_intent=intent["id"],
        payment_method=method["id"],
        payment_method_details={"type": method["type"]},
        refunded=False,
        status=status,
    )
