"""Controls of money that comes back or goes on: refunds, disputes, payouts, and fees of the account."""

from typing import Any

from newsroom.demo.sandbox import balance, disputing, money, payouts, refunding
from newsroom.demo.sandbox.core import Stripe
from newsroom.demo.sandbox.wire import Refused

Thing = dict[str, Any]


def _charge(stripe: Stripe, given: Thing) -> Thing:
    named: Thing = {name: given[name] for name in ("charge", "payment_intent") if name in given}
    return refunding.charge_of(stripe.world, named)


def _refund(stripe: Stripe, given: Thing) -> Thing:
    """Refund a charge; `course` is a name of `refunding.COURSES`, or else its card decides."""
    charge = _charge(stripe, given)
    amount, course = money.given(given, charge["currency"]), given.get("course", "")
    return refunding.refund(stripe.world, charge, amount=amount, course=course)


def _move_refund(stripe: Stripe, given: Thing) -> Thing:
    """Move a refund on: `act` is succeed or fail."""
    refund = stripe.world.find(given.get("refund", ""), "refund", "refund")
    acts = {"succeed": refunding.go_on, "fail": refunding.fail}
    if given.get("act") not in acts:
        raise Refused("act is succeed or fail", param="act")
    acts[given["act"]](stripe.world, refund)
    return refund


def _dispute(stripe: Stripe, given: Thing) -> Thing:
    """Dispute a charge; `as` is a name of `disputing.BEGINNINGS`."""
    charge = _charge(stripe, given)
    return disputing.dispute(
        stripe.world,
        charge,
        amount=money.given(given, charge["currency"]),
        as_what=given.get("as", "dispute"),
        reason=given.get("reason", ""),
    )


def _move_dispute(stripe: Stripe, given: Thing) -> Thing:
    """Move a dispute on: `act` is a name of `disputing.STAGES`."""
    dispute = stripe.world.find(given.get("dispute", ""), "dispute", "dispute")
    returns_fee = given.get("returns_fee") in (True, "true")
    return disputing.move(stripe.world, dispute, given.get("act", ""), returns_fee=returns_fee)


def _pay_out(stripe: Stripe, given: Thing) -> Thing:
    """Pay out what is available: `fails` and `manual` are true or false."""
    fails, is_manual = (given.get(name) in (True, "true") for name in ("fails", "manual"))
    return payouts.pay_out(stripe.world, fails=fails, automatic=not is_manual)


def _fee(stripe: Stripe, given: Thing) -> Thing:
    return balance.charge_fee(stripe.world, money.given(given, money.ACCOUNT) or 0)


ACTS = {
    ("POST", "/_control/refund"): _refund,
    ("POST", "/_control/refund/move"): _move_refund,
    ("POST", "/_control/dispute"): _dispute,
    ("POST", "/_control/dispute/move"): _move_dispute,
    ("POST", "/_control/payout"): _pay_out,
    ("POST", "/_control/fee"): _fee,
}
