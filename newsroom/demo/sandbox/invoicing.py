"""Invoices: finalized, linked to the payment that pays them, and closed without being paid."""

from typing import Any

from newsroom.demo.sandbox import billing_things as things
from newsroom.demo.sandbox.events import emit
from newsroom.demo.sandbox.wire import Refused
from newsroom.demo.sandbox.world import World

Thing = dict[str, Any]
CLOSED = {"void": "voided", "uncollectible": "marked_uncollectible"}


def finalized(world: World, invoice: Thing) -> None:
    number = f"{world.find(invoice['customer'])['invoice_prefix']}-{len(world.table('invoice')) + 1:04d}"
    transitions = invoice["status_transitions"] | {"finalized_at": world.seconds()}
    invoice |= {"status": "open", "number": number, "status_transitions": transitions}
    invoice |= {"effective_at": world.seconds(), "hosted_invoice_url": f"{world.origin}/i/{invoice['id']}"}
    world.save(invoice)
    emit(world, "invoice.finalized", invoice)


def link(world: World, invoice: Thing, intent: Thing) -> None:
    """Store which payment intent pays this invoice."""
    reference = invoice["parent"]["subscription_details"]["metadata"].get("contribution", "")
    world.note(intent["id"], invoice=invoice["id"], reference=reference)
    payment = world.save(things.invoice_payment(world, invoice, intent))
    world.note(invoice["id"], intent=intent["id"], payment=payment["id"])


def subscription_of(world: World, invoice: Thing) -> Thing:
    return world.find(invoice["parent"]["subscription_details"]["subscription"])


def open_invoices(world: World, subscription: Thing) -> list[Thing]:
    """Return the subscription's invoices that are drafts or not paid, the oldest first."""
    return [
        invoice
        for invoice in world.table("invoice").values()
        if invoice["status"] in ("draft", "open")
        and invoice["parent"]["subscription_details"]["subscription"] == subscription["id"]
    ]


def close(world: World, invoice: Thing, status: str) -> None:
    """Close an invoice as void or uncollectible: nothing is collected on it any more."""
    known = world.secret(invoice["id"])
    intent = world.find(known["intent"]) if "intent" in known else None
    if intent and intent["status"] == "processing":
        raise Refused("A payment for this invoice is processing: it cannot be voided", param="invoice")
    what = CLOSED[status]
    invoice |= {"status": status, "auto_advance": False, "next_payment_attempt": None}
    invoice["status_transitions"] = invoice["status_transitions"] | {f"{what}_at": world.seconds()}
    for act in ("finalize", "retry"):
        world.unplan(act, invoice["id"])
    world.save(invoice)
    if intent:
        intent |= {
            "status": "canceled",
            "canceled_at": world.seconds(),
            "cancellation_reason": "void_invoice",
        }
        world.save(intent)
        payment = world.find(known["payment"])
        moments = {"canceled_at": world.seconds(), "paid_at": None}
        world.save(payment | {"status": "canceled", "status_transitions": moments})
        emit(world, "payment_intent.canceled", intent)
    emit(world, f"invoice.{what}", invoice)
