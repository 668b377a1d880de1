"""Events: a whole one with a copy of the object, and a thin twin, which is what is delivered."""

import datetime
from typing import Any

import stripe
from stripe.events._event_classes import get_v2_event_notification_class
from stripe.v2.core._event import UnknownEventNotification

from newsroom.demo.sandbox.world import World, copied

Thing = dict[str, Any]
ADDRESSES = {
    "checkout.session": "/v1/checkout/sessions/",
    "subscription": "/v1/subscriptions/",
    "invoice": "/v1/invoices/",
    "invoice_payment": "/v1/invoice_payments/",
    "payment_intent": "/v1/payment_intents/",
    "payment_method": "/v1/payment_methods/",
    "charge": "/v1/charges/",
    "setup_intent": "/v1/setup_intents/",
    "refund": "/v1/refunds/",
    "dispute": "/v1/disputes/",
    "payout": "/v1/payouts/",
    "customer": "/v1/customers/",
    "product": "/v1/products/",
}


def is_thin(name: str) -> bool:
    """Return whether the installed library knows this thin event."""
    return get_v2_event_notification_class(name) is not UnknownEventNotification


def emit(world: World, kind: str, thing: Thing) -> None:
    """Store an event about this object, and plan its deliveries to the destinations that want its type.

    A thin destination asks for `v1.invoice.paid`, a classic one for `invoice.paid`.
    """
    is_known = is_thin(f"v1.{kind}")
    wanting = [place for place in _enabled(world) if _wants(place, kind, has_thin=is_known)]
    snapshot = {
        "id": world.new_id("evt"),
        "object": "event",
        "api_version": stripe.api_version,
        "created": world.seconds(),
        "data": {"object": copied(thing)},
        "livemode": False,
        "pending_webhooks": len(wanting),
        "request": {"id": None, "idempotency_key": None},
        "type": kind,
    }
    world.save(snapshot)
    thin = world.save(_thin(world, snapshot, thing)) if is_known else snapshot
    for place in wanting:
        _plan_delivery(world, thin if place["event_payload"] == "thin" else snapshot, snapshot, place)


def _enabled(world: World) -> list[dict[str, Any]]:
    places = world.table("v2.core.event_destination").values()
    return [place for place in places if place["status"] == "enabled"]


def _wants(place: dict[str, Any], kind: str, *, has_thin: bool) -> bool:
    wanted = place["enabled_events"]
    if place["event_payload"] == "thin":
        return has_thin and f"v1.{kind}" in wanted
    return kind in wanted or "*" in wanted


def _thin(world: World, snapshot: Thing, thing: Thing) -> dict[str, Any]:
    """Return the thin twin, which says only which object it is about."""
    kind = thing["object"]
    return {
        "id": world.new_id("evt_test", 40),
        "object": "v2.core.event",
        "type": f"v1.{snapshot['type']}",
        "created": iso(world.now()),
        "livemode": False,
        "reason": None,
        "related_object": {"id": thing["id"], "type": kind, "url": f"{ADDRESSES[kind]}{thing['id']}"},
        "snapshot_event": snapshot["id"],
    }


def _plan_delivery(world: World, event: Thing, snapshot: Thing, place: Thing) -> None:
    number = world.table("counters").get("delivery", 0) + 1
    world.put("counters", "delivery", number)
    world.put(
        "delivery",
        f"delivery_{number}",
        {
            "id": f"delivery_{number}",
            "event": event["id"],
            "snapshot": snapshot["id"],
            "type": event["type"],
            "object": snapshot["data"]["object"]["id"],
            "destination": place["id"],
            "attempts": 0,
            "at": world.now(),
        },
    )
    world.put("undelivered", snapshot["id"], True)


def iso(moment: float) -> str:
    """Format a moment as API v2 does."""
    return (
        datetime.datetime.fromtimestamp(moment, tz=datetime.UTC)
        .isoformat(timespec="milliseconds")
        .replace("+00:00", "Z")
    )
