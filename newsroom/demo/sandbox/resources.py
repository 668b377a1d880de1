"""Endpoints of products, customers, subscriptions, payments and events."""

from collections.abc import Callable, Mapping
from typing import Any

from newsroom.demo.sandbox import billing, things
from newsroom.demo.sandbox.call import Call, Endpoint
from newsroom.demo.sandbox.events import emit
from newsroom.demo.sandbox.present import PAGING, page
from newsroom.demo.sandbox.wire import Refused

Thing = dict[str, Any]
EVENTS_LIVE = 30 * 24 * 3600
MOST_TYPES = 20


def show(kind: str) -> Endpoint:
    """Return an endpoint that shows one object of a kind."""
    return lambda call: call.world.find(call.name, kind)


def listing(kind: str, url: str, filters: Mapping[str, Callable[[Thing], Any]]) -> Endpoint:
    """Return an endpoint that lists a kind; each filter says what of an object must equal the parameter."""

    def endpoint(call: Call) -> Thing:
        call.honour(PAGING | set(filters))
        wanted = {name: call.params[name] for name in filters if name in call.params}
        found = (
            thing
            for thing in call.world.newest(kind)
            if "deleted" not in thing and all(filters[name](thing) == value for name, value in wanted.items())
        )
        return page(found, call.params, url)

    return endpoint


def field(*names: str) -> Callable[[Thing], Any]:
    """Return a function that reads this field, however deep."""

    def read(thing: Thing) -> Any:
        value: Any = thing
        for name in names:
            value = value.get(name) if value else None
        return value

    return read


def update_metadata(kind: str) -> Endpoint:
    """Return an endpoint that changes the metadata of a kind, and tells nobody."""

    def endpoint(call: Call) -> Thing:
        call.honour(frozenset(("expand", "metadata")))
        thing = call.world.find(call.name, kind)
        thing["metadata"] = things.merged(thing["metadata"], call.params.get("metadata", {}))
        return call.world.save(thing)

    return endpoint


def update_product(call: Call) -> Thing:
    call.honour(frozenset(("active", "description", "expand", "metadata", "name", "statement_descriptor")))
    product, given = call.world.find(call.name, "product"), dict(call.params)
    given.pop("expand", None)
    given["metadata"] = things.merged(product["metadata"], given.get("metadata", {}))
    product |= given | {"updated": call.world.seconds()}
    call.world.save(product)
    emit(call.world, "product.updated", product)
    return product


def create_product(call: Call) -> Thing:
    call.honour(frozenset(("id", "name", "active", "description", "metadata", "expand")))
    name = call.params.get("id", "")
    if name in call.world.table("product"):
        raise Refused("Product already exists.", param="id", code="resource_already_exists")
    product = call.world.save(things.product(call.world, call.params))
    emit(call.world, "product.created", product)
    return product


def list_subscriptions(call: Call) -> Thing:
    """List subscriptions: those that have not ended, unless a status or all are asked for."""
    call.honour(PAGING | {"customer", "status"})
    status, customer = call.params.get("status"), call.params.get("customer")
    found = [
        subscription
        for subscription in call.world.newest("subscription")
        if customer in (None, subscription["customer"])
        and (
            status in ("all", subscription["status"])
            or (status is None and subscription["status"] != "canceled")
            or (status == "ended" and subscription["status"] in ("canceled", "incomplete_expired"))
        )
    ]
    return page(found, call.params, "/v1/subscriptions")


def cancel_subscription(call: Call) -> Thing:
    call.honour(frozenset(("expand",)))
    subscription = call.world.find(call.name, "subscription")
    if subscription["status"] == "canceled":
        raise Refused(f"No such subscription: '{call.name}'", param="id", code="resource_missing", status=404)
    billing.cancel(call.world, subscription)
    return subscription


def list_invoice_payments(call: Call) -> Thing:
    """List payments of invoices: of an invoice, or the one that a payment intent pays."""
    call.honour(PAGING | {"invoice", "payment", "status"})
    wanted = {name: call.params[name] for name in ("invoice", "status") if name in call.params}
    payment = call.params.get("payment", {})
    found = [
        one
        for one in call.world.newest("invoice_payment")
        if all(one[name] == value for name, value in wanted.items())
        and all(one["payment"].get(name) == value for name, value in payment.items())
    ]
    return page(found, call.params, "/v1/invoice_payments")


def list_events(call: Call) -> Thing:
    """List the events of 30 days; `delivery_success=false`: those that a destination did not take in yet."""
    call.honour(PAGING | {"type", "types", "delivery_success"})
    params, undelivered = call.params, call.world.table("undelivered")
    types = params.get("types") or ([params["type"]] if "type" in params else None)
    if types and len(types) > MOST_TYPES:
        raise Refused(f"You can ask for up to {MOST_TYPES} types", param="types")
    wanted = params.get("delivery_success")
    found = [
        event
        for event in call.world.newest("event")
        if event["created"] >= call.world.now() - EVENTS_LIVE
        and (types is None or event["type"] in types)
        and (wanted is None or wanted == (event["id"] not in undelivered))
    ]
    return page(found, params, "/v1/events")
