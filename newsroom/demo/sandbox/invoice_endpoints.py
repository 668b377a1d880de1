"""Endpoints that act on invoices: pay, void, mark as uncollectible, stop."""

from typing import Any

from newsroom.demo.sandbox import billing, invoicing, things
from newsroom.demo.sandbox.call import Call
from newsroom.demo.sandbox.events import emit
from newsroom.demo.sandbox.wire import Refused

Thing = dict[str, Any]


def pay(call: Call) -> Thing:
    """Pay an invoice now, with another payment method where one is named."""
    call.honour(frozenset(("expand", "off_session", "payment_method")))
    world, invoice = call.world, call.world.find(call.name, "invoice", "invoice")
    if invoice["status"] not in ("draft", "open", "uncollectible"):
        said = "already paid" if invoice["status"] == "paid" else "void"
        raise Refused(f"Invoice is {said}", param="invoice")
    method = None
    if name := call.params.get("payment_method"):
        method = world.find(name, "payment_method", "payment_method")
        if method["customer"] != invoice["customer"]:
            raise Refused("The payment method is not the customer's", param="payment_method")
    if invoice["status"] == "draft":
        invoicing.finalized(world, invoice)
    billing.charge(world, invoice, method or billing.usual_method(world, invoice))
    if invoice["status"] != "paid":
        _refuse(call, invoice)
    return invoice


def _refuse(call: Call, invoice: Thing) -> None:
    """Raise the card's refusal, unless a direct debit is on its way."""
    known = call.world.secret(invoice["id"]).get("intent")
    intent = call.world.find(known) if known else None
    if intent and intent["status"] == "processing":
        return
    error = (intent or {}).get("last_payment_error") or {}
    code = error.get("code") or "invoice_payment_intent_requires_action"
    refusal = Refused(error.get("message") or "No payment method", code=code, status=402, kind="card_error")
    refusal.error |= {"decline_code": error["decline_code"]} if error.get("decline_code") else {}
    raise refusal


def _close(call: Call, status: str, closes: tuple[str, ...]) -> Thing:
    call.honour(frozenset(("expand",)))
    invoice = call.world.find(call.name, "invoice", "invoice")
    if invoice["status"] not in closes:
        raise Refused(f"This invoice is {invoice['status']}: only open ones are closed so", param="invoice")
    invoicing.close(call.world, invoice, status)
    subscription = invoicing.subscription_of(call.world, invoice)
    owed = [one for one in invoicing.open_invoices(call.world, subscription) if one["attempted"]]
    if not owed:
        billing.mend(call.world, subscription)
    return invoice


def void(call: Call) -> Thing:
    return _close(call, "void", ("open", "uncollectible"))


def mark_uncollectible(call: Call) -> Thing:
    return _close(call, "uncollectible", ("open",))


def update(call: Call) -> Thing:
    """Change metadata, and whether an invoice goes on by itself (`auto_advance`)."""
    call.honour(frozenset(("auto_advance", "expand", "metadata")))
    world, params = call.world, call.params
    invoice = world.find(call.name, "invoice", "invoice")
    if "metadata" in params:
        invoice["metadata"] = things.merged(invoice["metadata"], params["metadata"])
    if "auto_advance" in params:
        if invoice["status"] not in ("draft", "open"):
            raise Refused(f"This invoice is {invoice['status']}", param="auto_advance")
        billing.advance(world, invoice, goes_on=params["auto_advance"])
    world.save(invoice)
    emit(world, "invoice.updated", invoice)
    return invoice
