"""Endpoints of customers and their payment methods."""

from typing import Any

from newsroom.demo.sandbox import billing, things
from newsroom.demo.sandbox.call import Call
from newsroom.demo.sandbox.events import emit
from newsroom.demo.sandbox.present import PAGING, page
from newsroom.demo.sandbox.wire import Refused, missing
from newsroom.demo.sandbox.world import World, copied

Thing = dict[str, Any]
HONOURED = frozenset(("email", "expand", "invoice_settings", "metadata", "preferred_locales"))


def living(world: World, name: str) -> Thing:
    """Return a customer who is not deleted."""
    customer = world.find(name, "customer", "customer")
    if customer.get("deleted"):
        raise missing("customer", name, "customer")
    return customer


def create(call: Call) -> Thing:
    call.honour(frozenset(("email", "metadata", "expand")))
    customer = things.customer(call.world, call.params.get("email"), call.params.get("metadata"))
    call.world.save(customer)
    emit(call.world, "customer.created", customer)
    return customer


def update(call: Call) -> Thing:
    call.honour(HONOURED)
    customer, params = living(call.world, call.name), call.params
    if settings := params.get("invoice_settings"):
        if set(settings) != {"default_payment_method"}:
            raise Refused("This sandbox keeps the payment method alone", param="invoice_settings")
        name = settings["default_payment_method"]
        if name and call.world.find(name, "payment_method")["customer"] != customer["id"]:
            raise Refused("The payment method is not attached", param="invoice_settings")
        customer["invoice_settings"] = customer["invoice_settings"] | {"default_payment_method": name or None}
    customer["metadata"] = things.merged(customer["metadata"], params.get("metadata", {}))
    customer |= {name: params[name] for name in ("email", "preferred_locales") if name in params}
    call.world.save(customer)
    emit(call.world, "customer.updated", customer)
    return customer


def delete(call: Call) -> Thing:
    """Delete a customer: what is running ends at once, and only the id is left."""
    return forget(call.world, living(call.world, call.name))


def forget(world: World, customer: Thing) -> Thing:
    for subscription in world.table("subscription").values():
        if subscription["customer"] == customer["id"]:
            billing.cancel(world, subscription)
    for method in of_customer(world, customer["id"]):
        method["customer"] = None
        world.save(method)
    emit(world, "customer.deleted", copied(customer))
    return world.save({"id": customer["id"], "object": "customer", "deleted": True})


def of_customer(world: World, name: str) -> list[Thing]:
    """Return the payment methods of a customer, the newest first."""
    return [one for one in world.newest("payment_method") if one["customer"] == name]


def list_methods(call: Call) -> Thing:
    """List the payment methods of the customer in the path, or in the parameters."""
    call.honour(PAGING | {"customer", "type"})
    customer = living(call.world, call.name or call.params.get("customer", ""))
    kind = call.params.get("type")
    found = [one for one in of_customer(call.world, customer["id"]) if kind in (None, one["type"])]
    return page(found, call.params, f"/v1/customers/{customer['id']}/payment_methods")


def attach(call: Call) -> Thing:
    call.honour(frozenset(("customer", "expand")))
    method = call.world.find(call.name, "payment_method")
    customer = living(call.world, call.params.get("customer", ""))
    if method["customer"] not in (None, customer["id"]):
        raise Refused("The payment method belongs to another customer", param="customer")
    method["customer"] = customer["id"]
    call.world.save(method)
    emit(call.world, "payment_method.attached", method)
    return method


def detach(call: Call) -> Thing:
    """Take a payment method from its customer; it pays nothing any more."""
    call.honour(frozenset(("expand",)))
    world, method = call.world, call.world.find(call.name, "payment_method")
    if method["customer"] is None:
        raise Refused("The payment method is not attached to a customer", param="payment_method")
    customer = living(world, method["customer"])
    if customer["invoice_settings"]["default_payment_method"] == method["id"]:
        customer["invoice_settings"] = customer["invoice_settings"] | {"default_payment_method": None}
        world.save(customer)
    for subscription in world.table("subscription").values():
        if subscription["default_payment_method"] == method["id"]:
            subscription["default_payment_method"] = None
            world.save(subscription)
    method["customer"] = None
    world.save(method)
    emit(world, "payment_method.detached", method)
    return method
