"""Endpoints of API v2: thin events, and the destinations that they are delivered to."""

from typing import Any
from urllib.parse import urlsplit

import stripe

from newsroom.demo.sandbox.call import Call
from newsroom.demo.sandbox.events import iso
from newsroom.demo.sandbox.present import is_within
from newsroom.demo.sandbox.wire import Refused, words
from newsroom.demo.sandbox.world import World

Thing = dict[str, Any]
DESTINATION = frozenset(
    words("description enabled_events event_payload include metadata name type webhook_endpoint")
)
# What a destination hears of unless it says so itself.
USUAL_EVENTS = tuple(
    f"v1.{name}"
    for name in (
        "checkout.session.completed",
        "checkout.session.async_payment_succeeded",
        "checkout.session.async_payment_failed",
        "checkout.session.expired",
        "invoice.paid",
        "invoice.payment_failed",
        "invoice.payment_action_required",
        "customer.subscription.created",
        "customer.subscription.updated",
        "customer.subscription.deleted",
        "customer.subscription.paused",
        "customer.subscription.resumed",
        "customer.deleted",
        "charge.updated",
        "refund.created",
        "refund.updated",
        "refund.failed",
        "charge.dispute.created",
        "charge.dispute.updated",
        "charge.dispute.closed",
        "charge.dispute.funds_withdrawn",
        "charge.dispute.funds_reinstated",
        "payout.paid",
        "payout.failed",
        "payout.reconciliation_completed",
    )
)


def _page(things: list[Thing], limit: int) -> Thing:
    """Return a page of v2; the sandbox has no second one, since nobody here needs it."""
    if len(things) > limit:
        raise Refused("This sandbox has no further pages in v2: ask for fewer", param="limit")
    return {"data": things, "next_page_url": None, "previous_page_url": None}


def list_events(call: Call) -> Thing:
    """List thin events, the newest first."""
    params = call.params
    found = [
        event
        for event in call.world.newest("v2.core.event")
        if ("types" not in params or event["type"] in params["types"])
        and params.get("object_id") in (None, event["related_object"]["id"])
        and is_within(event["created"], params.get("created"))
    ]
    return _page(found[: params.get("limit", 20)], 100)


def list_destinations(call: Call) -> Thing:
    """List the destinations; their URLs only when asked for."""
    params = call.params
    found = [_shown(place, params) for place in call.world.newest("v2.core.event_destination")]
    return _page(found, params.get("limit", 20))


def create_destination(call: Call) -> Thing:
    """Make a destination; its secret is in this answer, if asked for, and in no later one."""
    params = call.params
    call.honour(DESTINATION)
    if params["type"] != "webhook_endpoint":
        raise Refused("This sandbox delivers events to webhook endpoints", param="type")
    url = params.get("webhook_endpoint", {}).get("url", "")
    if not urlsplit(url).netloc:
        raise Refused("Not a valid URL", param="webhook_endpoint[url]", code="url_invalid")
    secret = f"whsec_{call.world.new_id('x', 32)[2:]}"
    place = destination(
        call.world,
        url=url,
        secret=secret,
        events=params["enabled_events"],
        name=params["name"],
        payload=params["event_payload"],
    )
    place |= {name: params[name] for name in ("description", "metadata") if name in params}
    call.world.save(place)
    return _shown(place, params, secret)


def show_destination(call: Call) -> Thing:
    return _shown(call.world.find(call.name, "v2.core.event_destination"), call.params)


def update_destination(call: Call) -> Thing:
    """Change which types of events a destination gets."""
    call.honour(frozenset(("enabled_events", "include")))
    place = call.world.find(call.name, "v2.core.event_destination")
    place |= {"updated": iso(call.world.now())} | {
        name: call.params[name] for name in ("enabled_events",) if name in call.params
    }
    return _shown(call.world.save(place), call.params)


def enable_destination(call: Call) -> Thing:
    """Resume deliveries to a destination."""
    place = call.world.find(call.name, "v2.core.event_destination")
    return _shown(call.world.save(place | {"status": "enabled", "status_details": None}), call.params)


def destination(
    world: World, *, url: str, secret: str, events: list[str], name: str, payload: str = "thin"
) -> Thing:
    """Store a destination for these types of events; `payload` is thin, or snapshot for classic ones."""
    moment = iso(world.now())
    place = {
        "id": world.new_id("ed_test"),
        "object": "v2.core.event_destination",
        "created": moment,
        "description": "",
        "enabled_events": events,
        "event_payload": payload,
        "events_from": ["@self"],
        "livemode": False,
        "metadata": {},
        "name": name,
        "snapshot_api_version": None if payload == "thin" else stripe.api_version,
        "status": "enabled",
        "status_details": None,
        "type": "webhook_endpoint",
        "updated": moment,
        "webhook_endpoint": {"signing_secret": None, "url": url},
    }
    world.note(str(place["id"]), signing_secret=secret)
    return world.save(place)


def _shown(place: Thing, params: Thing, secret: str | None = None) -> Thing:
    included = params.get("include") or []
    endpoint = {
        "signing_secret": secret if "webhook_endpoint.signing_secret" in included else None,
        "url": place["webhook_endpoint"]["url"] if "webhook_endpoint.url" in included else None,
    }
    return place | {"webhook_endpoint": endpoint}
