"""Payments on the payment page: success, refusal, or a question of the bank first."""

import re
from dataclasses import dataclass
from typing import Any, Literal

from newsroom.demo.sandbox import billing, charging, things
from newsroom.demo.sandbox.events import emit
from newsroom.demo.sandbox.lines import check_one_currency
from newsroom.demo.sandbox.wire import Refused
from newsroom.demo.sandbox.world import World

Thing = dict[str, Any]
LONGEST_EMAIL = 254


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """Result of a payment: `reason` says why it was refused."""

    what: Literal["done", "refused", "asks", "closed"]
    reason: str = ""


DONE, ASKS, CLOSED = Outcome(what="done"), Outcome(what="asks"), Outcome(what="closed")


def pay(world: World, session: Thing, *, email: str, means: str, token: str = "") -> Outcome:
    """Pay a page; the same form sent twice (same `token`) pays once and has the same outcome."""
    if session["status"] != "open":
        return DONE if token and world.secret(session["id"]).get("token") == token else CLOSED
    if len(email) > LONGEST_EMAIL or not re.fullmatch(r"[^@\s]+@[^@\s]+", email.strip()):
        return Outcome(what="refused", reason="email")
    chosen = charging.MEANS.get(means)
    if chosen is None or chosen.kind not in session["payment_method_types"]:
        return Outcome(what="refused", reason="means")
    world.note(session["id"], email=email.strip(), means=means, token=token)
    return ASKS if chosen.asks else _charge(world, session)


def answer_bank(world: World, session: Thing, *, approves: bool) -> Outcome:
    """Answer the question that the bank asked (3-D Secure)."""
    if session["status"] != "open":
        return DONE if session["status"] == "complete" else CLOSED
    if not charging.MEANS[world.secret(session["id"]).get("means", "succeeds")].asks:
        return CLOSED
    return _charge(world, session, refused="" if approves else "authentication_required")


def _charge(world: World, session: Thing, refused: str = "") -> Outcome:
    facts = world.secret(session["id"])
    means, email = charging.MEANS[facts["means"]], facts["email"]
    reason = refused or means.declines
    if session["mode"] == "setup":
        return _set_up(world, session, means, email, refused)
    if session["mode"] == "payment":
        return _once(world, session, means, email, reason)
    if not reason and _clashes(world, session):
        reason = "currency"
    if reason:
        # Since basil, nothing of a subscription exists before its first payment.
        return Outcome(what="refused", reason=reason)
    return _subscribe(world, session, means, email)


def _set_up(world: World, session: Thing, means: charging.Means, email: str, refused: str) -> Outcome:
    """Save the payment method for later; a card that has no money now can be saved all the same."""
    reason = refused or (means.declines if means.declines == "generic_decline" else "")
    if reason:
        return Outcome(what="refused", reason=reason)
    method = charging.new_method(world, means, email, session["customer"])
    intent = world.find(session["setup_intent"])
    intent |= {"status": "succeeded", "payment_method": method["id"]}
    world.save(intent)
    if session["customer"]:
        emit(world, "payment_method.attached", method)
    emit(world, "setup_intent.succeeded", intent)
    _complete(world, session, email, payment_status="no_payment_required")
    return DONE


def _once(world: World, session: Thing, means: charging.Means, email: str, reason: str) -> Outcome:
    if session["customer_creation"] == "always":
        session["customer"] = _customer(world, session, email)["id"]
    intent = _intent(world, session, means, session["customer"])
    method = charging.new_method(world, means, email, session["customer"])
    if not reason and charging.is_first_refused(world, means, intent):
        reason = "generic_decline"
    if reason:
        charging.decline(world, intent, method, reason)
        return Outcome(what="refused", reason=reason)
    status = charging.confirm(world, intent, method, is_present=True)
    _complete(world, session, email, payment_status="paid" if status == "succeeded" else "unpaid")
    return DONE


def _intent(world: World, session: Thing, means: charging.Means, customer_id: str | None) -> Thing:
    """Return the page's payment intent; it is made at the first attempt to pay."""
    if session["payment_intent"]:
        intent = world.find(session["payment_intent"])
        intent["payment_method_types"] = [means.kind]
        return intent
    intent = things.payment_intent(
        world,
        amount=session["amount_total"],
        currency=session["currency"],
        customer_id=customer_id,
        kind=means.kind,
    )
    if session["mode"] == "payment":
        data = world.secret(session["id"])["payment_intent_data"]
        intent["metadata"] = data.get("metadata", {})
        intent["statement_descriptor_suffix"] = data.get("statement_descriptor_suffix")
        session["payment_intent"] = intent["id"]
        world.save(session)
    world.save(intent)
    reference = intent["metadata"].get("contribution", "")
    world.note(intent["id"], session=session["id"], reference=reference)
    emit(world, "payment_intent.created", intent)
    return intent


def _subscribe(world: World, session: Thing, means: charging.Means, email: str) -> Outcome:
    customer = _customer(world, session, email)
    method = charging.new_method(world, means, email, customer["id"])
    intent = _intent(world, session, means, customer["id"])
    # A card that refuses once (`Means.recovers`) does not refuse here: nothing exists for a second try.
    world.note(intent["id"], is_tried=True)
    status = charging.confirm(world, intent, method, is_present=True)
    invoice = billing.start(world, session, customer=customer, method=method, intent=intent)
    session |= {
        "customer": customer["id"],
        "invoice": invoice["id"],
        "subscription": invoice["parent"]["subscription_details"]["subscription"],
    }
    _complete(world, session, email, payment_status="paid" if status == "succeeded" else "unpaid")
    return DONE


def _clashes(world: World, session: Thing) -> bool:
    """Return whether the customer meanwhile subscribed in another currency, on another page."""
    try:
        if session["customer"]:
            check_one_currency(world, session["customer"], session["currency"])
    except Refused:
        return True
    return False


def _customer(world: World, session: Thing, email: str) -> Thing:
    if session["customer"]:
        return world.find(session["customer"])
    customer = things.customer(world, email) | {"currency": session["currency"]}
    world.save(customer)
    emit(world, "customer.created", customer)
    return customer


def _complete(world: World, session: Thing, email: str, *, payment_status: str) -> None:
    details = dict.fromkeys(("address", "business_name", "individual_name", "name", "phone"))
    session |= {
        "status": "complete",
        "payment_status": payment_status,
        "url": None,
        "customer_details": details | {"email": email, "tax_exempt": "none", "tax_ids": []},
    }
    world.save(session)
    world.unplan("expire", session["id"])
    emit(world, "checkout.session.completed", session)


def settle(world: World, intent: Thing) -> None:
    """Finish a direct debit with the bank's answer, and update page and invoice."""
    is_paid = charging.settle(world, intent) == "succeeded"
    facts = world.secret(intent["id"])
    if "invoice" in facts:
        invoice = world.find(facts["invoice"])
        billing.paid(world, invoice) if is_paid else billing.failed(world, invoice)
    if facts.get("session"):
        # Its page hears of the first answer only; a later attempt is between invoice and bank.
        world.note(intent["id"], session="")
        session = world.find(facts["session"])
        session["payment_status"] = "paid" if is_paid else "unpaid"
        world.save(session)
        what = "async_payment_succeeded" if is_paid else "async_payment_failed"
        emit(world, f"checkout.session.{what}", session)
