"""Refunds: whole or in parts, at once or pending, and those that fail after they succeeded."""

from typing import Any

from newsroom.demo.sandbox import balance, charging
from newsroom.demo.sandbox.call import Call
from newsroom.demo.sandbox.events import emit
from newsroom.demo.sandbox.money import show
from newsroom.demo.sandbox.things import stamped
from newsroom.demo.sandbox.wire import Refused
from newsroom.demo.sandbox.world import World

Thing = dict[str, Any]
DAY = 24 * 3600
# What can become of a refund: the status and the reason for waiting that it begins with.
COURSES = {
    "succeeds": ("succeeded", None),
    "pending": ("pending", "processing"),
    "fails": ("succeeded", None),
    "fails_pending": ("pending", "processing"),
    "insufficient_funds": ("pending", "insufficient_funds"),
    "requires_action": ("requires_action", None),
}
GIVES_BACK = ("succeeded", "pending", "requires_action")
HONOURED = frozenset(("amount", "charge", "expand", "metadata", "payment_intent", "reason"))


def create(call: Call) -> Thing:
    """Refund a payment; its card decides what becomes of it."""
    call.honour(HONOURED)
    params, world = call.params, call.world
    charge = charge_of(world, params)
    return refund(
        world,
        charge,
        amount=params.get("amount"),
        reason=params.get("reason"),
        metadata=params.get("metadata") or {},
    )


def charge_of(world: World, given: Thing) -> Thing:
    """Return the charge that `charge` or `payment_intent` names."""
    if ("charge" in given) == ("payment_intent" in given):
        raise Refused("One of the following params should be provided: payment_intent or charge.")
    if "charge" in given:
        return world.find(given["charge"], "charge", "charge")
    intent = world.find(given["payment_intent"], "payment_intent", "payment_intent")
    if intent["status"] != "succeeded":
        said = f"This PaymentIntent ({intent['id']}) does not have a successful charge to refund."
        raise Refused(said, param="payment_intent", code="payment_intent_unexpected_state")
    return world.find(intent["latest_charge"])


def refund(
    world: World,
    charge: Thing,
    *,
    amount: int | None = None,
    course: str = "",
    reason: str | None = None,
    metadata: Thing | None = None,
) -> Thing:
    """Give back `amount` of a charge, or what is left of it; `course` is a name of `COURSES`."""
    left = charge["amount"] - charge["amount_refunded"]
    wanted = left if amount is None else amount
    _check(world, charge, wanted, left)
    course = course or charging.means_of(world, charge["payment_method"]).refunds
    if course not in COURSES:
        raise Refused(f"course is one of {', '.join(COURSES)}", param="course")
    made = _new(world, charge, wanted) | {"reason": reason, "metadata": metadata or {}}
    world.note(made["id"], course=course)
    if charge["balance_transaction"] is None:
        _stand(world, made, "pending", "charge_pending")
    else:
        _begin(world, made, course)
    _count(world, charge)
    emit(world, "charge.refunded", charge)
    emit(world, "refund.created", made)
    return made


def _check(world: World, charge: Thing, wanted: int, left: int) -> None:
    if charge["status"] != "succeeded":
        raise Refused("This charge has not succeeded", param="charge", code="charge_not_refundable")
    disputes = world.table("dispute").values()
    if any(one["charge"] == charge["id"] and not one["is_charge_refundable"] for one in disputes):
        said = f"Charge {charge['id']} has been charged back; cannot issue a refund."
        raise Refused(said, code="charge_disputed")
    if left <= 0:
        raise Refused(f"Charge {charge['id']} has already been refunded.", code="charge_already_refunded")
    if wanted <= 0:
        raise Refused("Invalid positive integer", param="amount", code="parameter_invalid_integer")
    if wanted > left:
        currency = charge["currency"]
        said = f"Refund amount ({show(wanted, currency)}) is greater than unrefunded amount on charge "
        raise Refused(f"{said}({show(left, currency)})", param="amount")


def _new(world: World, charge: Thing, amount: int) -> Thing:
    kind = charge["payment_method_details"]["type"]
    name = world.new_id("re" if kind == "card" else "pyr")
    made = stamped(
        world,
        "refund",
        name,
        amount=amount,
        charge=charge["id"],
        currency=charge["currency"],
        customer=charge["customer"],
        destination_details={"type": kind} | ({"card": {"type": "refund"}} if kind == "card" else {}),
        payment_intent=charge["payment_intent"],
        payment_method=charge["payment_method"],
    )
    del made["livemode"]
    return made


def _begin(world: World, refund: Thing, course: str) -> None:
    """Begin a course, and plan what comes next."""
    _stand(world, refund, *COURSES[course])
    if course in ("pending", "insufficient_funds"):
        world.plan(world.now() + DAY, "refund", refund["id"])
    elif course in ("fails", "fails_pending"):
        world.plan(world.now() + 2 * DAY, "fail_refund", refund["id"])


def _stand(world: World, refund: Thing, status: str, waits_for: str | None) -> None:
    """Set the status, and book the line as soon as money leaves the account."""
    refund |= {"status": status, "pending_reason": waits_for}
    has_left = status == "succeeded" or waits_for == "processing"
    if has_left and refund["balance_transaction"] is None:
        refund["balance_transaction"] = balance.book(world, "refund", refund, -refund["amount"])["id"]
    world.save(refund)


def _count(world: World, charge: Thing) -> None:
    """Add up what goes back; a refund that failed counts no more, and the sum goes down again."""
    given = sum(one["amount"] for one in of_charge(world, charge["id"]) if one["status"] in GIVES_BACK)
    charge |= {"amount_refunded": given, "refunded": given == charge["amount"]}
    world.save(charge)


def of_charge(world: World, name: str) -> list[Thing]:
    """Return the refunds of a charge, the newest first."""
    return [one for one in world.newest("refund") if one["charge"] == name]


def go_on(world: World, refund: Thing) -> None:
    """Let a refund that waits go on: to its own course once its charge is booked, or else to success."""
    if refund["status"] not in ("pending", "requires_action"):
        return
    if refund["pending_reason"] == "charge_pending":
        _begin(world, refund, world.secret(refund["id"])["course"])
    else:
        world.unplan("refund", refund["id"])
        _stand(world, refund, "succeeded", None)
    _tell(world, refund, "updated")


def fail(world: World, refund: Thing, reason: str = "expired_or_canceled_card") -> None:
    """Report that the bank sent the money back; it is in the account again, as a line of its own."""
    if refund["status"] in ("failed", "canceled"):
        return
    _undo(world, refund, "failed", reason)
    _tell(world, refund, "updated")
    _tell(world, refund, "failed")


def cancel(call: Call) -> Thing:
    """Cancel a refund that waits for somebody to say where the money goes."""
    call.honour(frozenset(("expand",)))
    refund = call.world.find(call.name, "refund", "refund")
    if refund["status"] != "requires_action":
        raise Refused("You can only cancel a refund that requires action", param="refund")
    _undo(call.world, refund, "canceled", None)
    _tell(call.world, refund, "updated")
    return refund


def _undo(world: World, refund: Thing, status: str, reason: str | None) -> None:
    world.unplan("refund", refund["id"])
    world.unplan("fail_refund", refund["id"])
    refund |= {"status": status, "failure_reason": reason, "pending_reason": None}
    if refund["balance_transaction"]:
        line = balance.book(world, "refund_failure", refund, refund["amount"])
        refund["failure_balance_transaction"] = line["id"]
    world.save(refund)
    _count(world, world.find(refund["charge"]))


def _tell(world: World, refund: Thing, what: str) -> None:
    emit(world, f"refund.{what}", refund)
    if what == "updated":
        emit(world, "charge.refund.updated", refund)


def update(call: Call) -> Thing:
    """Change the metadata of a refund."""
    call.honour(frozenset(("expand", "metadata")))
    refund = call.world.find(call.name, "refund", "refund")
    refund["metadata"] = refund["metadata"] | call.params.get("metadata", {})
    call.world.save(refund)
    _tell(call.world, refund, "updated")
    return refund
