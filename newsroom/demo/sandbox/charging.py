"""Test cards and accounts, and what charging each of them does."""

import datetime
from dataclasses import dataclass
from typing import Any

from newsroom.demo.sandbox import balance, things
from newsroom.demo.sandbox.events import emit
from newsroom.demo.sandbox.world import World

Thing = dict[str, Any]
HOUR = 3600
A_MONTH = 30 * 24 * HOUR


@dataclass(frozen=True, kw_only=True)
class Means:
    """A payment method: `declines` is the reason; a delayed one settles or fails (`fails_later`) later.

    `asks_always`: the bank also asks when nobody is there to answer; `expires`: with the month after next.
    `recovers`: each payment is declined once, and paid at the second try. `refunds`: a course of `refunding`.
    """

    name: str
    number: str
    is_sepa: bool = False
    declines: str = ""
    asks: bool = False
    fails_later: bool = False
    asks_always: bool = False
    expires: bool = False
    recovers: bool = False
    refunds: str = "succeeds"

    @property
    def kind(self) -> str:
        """Stripe's type of this payment method, such as `card`."""
        return "sepa_debit" if self.is_sepa else "card"

    def details(self) -> Thing:
        """Return what a payment method shows of it."""
        if self.is_sepa:
            shown = {"bank_code": "37040044", "branch_code": "", "country": "DE", "fingerprint": None}
            shown |= {"generated_from": None, "last4": self.number[-4:]}
            return {"type": "sepa_debit", "sepa_debit": shown}
        return {
            "type": "card",
            "card": {
                "brand": "visa",
                "checks": None,
                "country": "US",
                "display_brand": "visa",
                "exp_month": 12,
                "exp_year": 2034,
                "fingerprint": None,
                "funding": "credit",
                "generated_from": None,
                "last4": self.number[-4:],
                "networks": None,
                "three_d_secure_usage": None,
                "wallet": None,
            },
        }


MEANS = {
    means.name: means
    for means in (
        Means(name="succeeds", number="4242 4242 4242 4242"),
        Means(name="declined", number="4000 0000 0000 0002", declines="generic_decline"),
        Means(name="insufficient", number="4000 0000 0000 9995", declines="insufficient_funds"),
        Means(name="3ds", number="4000 0000 0000 3220", asks=True),
        Means(name="sepa", number="DE89 3704 0044 0532 0130 00", is_sepa=True, refunds="pending"),
        Means(name="sepa_fails", number="DE62 3704 0044 0532 0130 01", is_sepa=True, fails_later=True),
        Means(name="3ds_renewals", number="4000 0027 6000 3184", asks=True, asks_always=True),
        Means(name="expires", number="4000 0566 5566 5556", expires=True),
        Means(name="recovers", number="4000 0000 0000 0341", recovers=True),
        Means(name="refund_pending", number="4000 0000 0000 7726", refunds="pending"),
        Means(name="refund_fails", number="4000 0000 0000 5126", refunds="fails"),
    )
}


def means_of(world: World, method_id: str) -> Means:
    """Return the test card or account behind a payment method."""
    return MEANS[world.secret(method_id)["means"]]


def new_method(world: World, means: Means, email: str | None, customer_id: str | None) -> Thing:
    """Make a payment method from a test card or account."""
    details = means.details()
    if means.expires:
        soon = datetime.datetime.fromtimestamp(world.now() + 2 * A_MONTH, tz=datetime.UTC)
        details["card"] |= {"exp_month": soon.month, "exp_year": soon.year}
    method = world.save(things.payment_method(world, details, email, customer_id))
    world.note(method["id"], means=means.name)
    return method


def confirm(world: World, intent: Thing, method: Thing, *, is_present: bool = False) -> str:
    """Charge it now and return the intent's status, such as succeeded, processing or requires_action.

    `is_present`: somebody is there to answer the bank.
    """
    means = means_of(world, method["id"])
    if means.asks_always and not is_present:
        return _ask(world, intent, method)
    if _has_expired(world, method):
        return decline(world, intent, method, "expired_card")
    if is_first_refused(world, means, intent):
        return decline(world, intent, method, "generic_decline")
    if means.declines:
        return decline(world, intent, method, means.declines)
    if means.is_sepa:
        return _begin_debit(world, intent, method)
    charge = world.save(things.charge(world, intent, method, "succeeded"))
    return succeed(world, intent, charge)


def _ask(world: World, intent: Thing, method: Thing) -> str:
    """Record that the bank asks, and that nobody was there to answer."""
    intent |= {"status": "requires_action", "payment_method": method["id"]}
    intent["next_action"] = {"type": "use_stripe_sdk", "use_stripe_sdk": {}}
    world.save(intent)
    emit(world, "payment_intent.requires_action", intent)
    return str(intent["status"])


def _has_expired(world: World, method: Thing) -> bool:
    card, now = method.get("card"), datetime.datetime.fromtimestamp(world.now(), tz=datetime.UTC)
    return card is not None and (card["exp_year"], card["exp_month"]) < (now.year, now.month)


def is_first_refused(world: World, means: Means, intent: Thing) -> bool:
    """Return whether this is the first try of a card that is paid at the second; it counts as tried."""
    is_first = not world.secret(intent["id"]).get("is_tried")
    world.note(intent["id"], is_tried=True)
    return means.recovers and is_first


def decline(world: World, intent: Thing, method: Thing, reason: str) -> str:
    """Record that the bank refused."""
    charge = things.charge(world, intent, method, "failed")
    message = (
        "Your card has insufficient funds." if reason == "insufficient_funds" else "Your card was declined."
    )
    charge |= {"failure_code": "card_declined", "failure_message": message}
    return _fail(world, intent, charge, reason)


def _fail(world: World, intent: Thing, charge: Thing, reason: str) -> str:
    world.save(charge)
    error = {
        "charge": charge["id"],
        "code": charge["failure_code"],
        "decline_code": reason,
        "message": charge["failure_message"],
        "type": "card_error",
    }
    intent |= {
        "status": "requires_payment_method",
        "payment_method": None,
        "latest_charge": charge["id"],
        "last_payment_error": error,
    }
    world.save(intent)
    emit(world, "charge.failed", charge)
    emit(world, "payment_intent.payment_failed", intent)
    return str(intent["status"])


def _begin_debit(world: World, intent: Thing, method: Thing) -> str:
    """Begin a direct debit; the bank answers within two days."""
    charge = world.save(things.charge(world, intent, method, "pending"))
    intent |= {"status": "processing", "payment_method": method["id"], "latest_charge": charge["id"]}
    world.save(intent)
    emit(world, "charge.pending", charge)
    emit(world, "payment_intent.processing", intent)
    world.plan(world.now() + world.random.randint(20 * HOUR, 40 * HOUR), "settle", intent["id"])
    return str(intent["status"])


def settle(world: World, intent: Thing) -> str:
    """Finish a direct debit with the bank's answer."""
    charge = world.find(intent["latest_charge"])
    if means_of(world, charge["payment_method"]).fails_later:
        charge |= {
            "status": "failed",
            "failure_code": "insufficient_funds",
            "failure_message": "The customer's account has insufficient funds to cover this payment.",
        }
        return _fail(world, intent, charge, "insufficient_funds")
    charge |= {"status": "succeeded", "paid": True, "captured": True, "amount_captured": charge["amount"]}
    return succeed(world, intent, charge)


def succeed(world: World, intent: Thing, charge: Thing) -> str:
    """Record that money moved: charge and intent at once, the account's balance after the capture's delay."""
    world.save(charge)
    if delay := world.setting("capture_delay"):
        world.plan(world.now() + delay, "capture", charge["id"])
    else:
        balance.book_charge(world, charge)
    intent |= {
        "status": "succeeded",
        "amount_received": intent["amount"],
        "latest_charge": charge["id"],
        "payment_method": charge["payment_method"],
        "last_payment_error": None,
        "next_action": None,
    }
    world.save(intent)
    emit(world, "charge.succeeded", charge)
    emit(world, "payment_intent.succeeded", intent)
    return str(intent["status"])
