"""Disputes: inquiries, chargebacks with their fee, answers, the bank's decision, and appeals."""

from typing import Any

from newsroom.demo.sandbox import balance
from newsroom.demo.sandbox.call import Call
from newsroom.demo.sandbox.events import emit
from newsroom.demo.sandbox.things import stamped
from newsroom.demo.sandbox.wire import Refused
from newsroom.demo.sandbox.world import World, copied

Thing = dict[str, Any]
DAY = 24 * 3600
FEE = 1500
ANSWER_WITHIN = 14 * DAY
EVIDENCE = (
    "access_activity_log billing_address cancellation_policy cancellation_policy_disclosure "
    "cancellation_rebuttal customer_communication customer_email_address customer_name customer_purchase_ip "
    "customer_signature duplicate_charge_documentation duplicate_charge_explanation duplicate_charge_id "
    "product_description receipt refund_policy refund_policy_disclosure refund_refusal_explanation "
    "service_date service_documentation shipping_address shipping_carrier shipping_date "
    "shipping_documentation shipping_tracking_number uncategorized_file uncategorized_text"
)
# What can be done to a dispute, and the status that follows from each in which it can be done.
STAGES = {
    "respond": {
        "warning_needs_response": "warning_under_review",
        "needs_response": "under_review",
        "appeal_needs_response": "appeal_under_review",
    },
    "escalate": dict.fromkeys(("warning_needs_response", "warning_under_review"), "needs_response"),
    "drop": dict.fromkeys(("warning_needs_response", "warning_under_review"), "warning_closed"),
    "win": dict.fromkeys(("needs_response", "under_review", "appeal_under_review"), "won"),
    "lose": dict.fromkeys(
        ("needs_response", "under_review", "appeal_needs_response", "appeal_under_review"), "lost"
    ),
    "appeal": {"lost": "appeal_needs_response"},
}
# What a dispute can begin as.
BEGINNINGS = {"dispute": "needs_response", "inquiry": "warning_needs_response", "prevented": "prevented"}


def dispute(
    world: World, charge: Thing, *, amount: int | None = None, as_what: str = "dispute", reason: str = ""
) -> Thing:
    """Open a dispute of a charge, or of a part of it; `as_what` is a name of `BEGINNINGS`."""
    if charge["status"] != "succeeded" or charge["disputed"]:
        raise Refused("Only a charge that succeeded and is not disputed can be disputed", param="charge")
    if as_what not in BEGINNINGS:
        raise Refused(f"as is one of {', '.join(BEGINNINGS)}", param="as")
    left = charge["amount"] - charge["amount_refunded"]
    wanted = left if amount is None else amount
    if not 0 < wanted <= charge["amount"]:
        raise Refused("amount is more than 0 and at most that of the charge", param="amount")
    # The bank needs longer than the balance: the line of the charge is there before that of the dispute.
    balance.capture(world, charge)
    opened = world.save(_new(world, charge, wanted, BEGINNINGS[as_what], reason or "fraudulent"))
    charge["disputed"] = True
    world.save(charge)
    emit(world, "charge.dispute.created", opened)
    if as_what == "dispute":
        _withdraw(world, opened)
    elif as_what == "prevented":
        emit(world, "charge.dispute.closed", opened)
    return opened


def _new(world: World, charge: Thing, amount: int, status: str, reason: str) -> Thing:
    is_over = status == "prevented"
    return stamped(
        world,
        "dispute",
        world.new_id("du"),
        amount=amount,
        balance_transactions=[],
        charge=charge["id"],
        currency=charge["currency"],
        enhanced_eligibility_types=[],
        evidence=dict.fromkeys(EVIDENCE.split()) | {"enhanced_evidence": {}},
        evidence_details={
            "due_by": None if is_over else world.seconds() + ANSWER_WITHIN,
            "enhanced_eligibility": {},
            "has_evidence": False,
            "past_due": False,
            "submission_count": 0,
            "submission_method": "not_submitted",
        },
        is_charge_refundable=status == "warning_needs_response",
        metadata={},
        payment_intent=charge["payment_intent"],
        reason=reason,
        status=status,
    )


def _withdraw(world: World, dispute: Thing) -> None:
    """Take the disputed amount and the fee from the account."""
    _book(world, dispute, "dispute", -dispute["amount"], FEE)
    emit(world, "charge.dispute.funds_withdrawn", dispute)


def _book(world: World, dispute: Thing, category: str, amount: int, fee: int) -> None:
    line = balance.book(world, category, dispute, amount, fee=fee)
    dispute["balance_transactions"] = [*dispute["balance_transactions"], copied(line)]
    world.save(dispute)


def move(world: World, dispute: Thing, act: str, *, returns_fee: bool = False) -> Thing:
    """Move a dispute to its next stage; `act` is a name of `STAGES`."""
    if act not in STAGES:
        raise Refused(f"act is one of {', '.join(STAGES)}", param="act")
    status = STAGES[act].get(dispute["status"])
    if status is None:
        raise Refused(f"This dispute is {dispute['status']}: it cannot {act}", param="dispute")
    details = dispute["evidence_details"]
    if act == "respond":
        count = details["submission_count"] + 1
        details = details | {"has_evidence": True, "submission_count": count, "submission_method": "manual"}
    elif act in ("escalate", "appeal"):
        details = details | {"due_by": world.seconds() + ANSWER_WITHIN}
    is_closed = status in ("won", "lost", "warning_closed")
    dispute |= {"status": status, "evidence_details": details | ({"due_by": None} if is_closed else {})}
    dispute["is_charge_refundable"] = status.startswith("warning") or status == "won"
    world.save(dispute)
    emit(world, f"charge.dispute.{'closed' if is_closed else 'updated'}", dispute)
    if act == "escalate":
        _withdraw(world, dispute)
    elif act == "win":
        _book(world, dispute, "dispute_reversal", dispute["amount"], -FEE if returns_fee else 0)
        emit(world, "charge.dispute.funds_reinstated", dispute)
    return dispute


def update(call: Call) -> Thing:
    """Answer a dispute with evidence, or change its metadata."""
    call.honour(frozenset(("evidence", "expand", "metadata", "submit")))
    params, world = call.params, call.world
    dispute = world.find(call.name, "dispute", "dispute")
    dispute["evidence"] = dispute["evidence"] | params.get("evidence", {})
    dispute["metadata"] = dispute["metadata"] | params.get("metadata", {})
    world.save(dispute)
    if params.get("evidence") and params.get("submit", True):
        return move(world, dispute, "respond")
    emit(world, "charge.dispute.updated", dispute)
    return dispute


def close(call: Call) -> Thing:
    """Accept a dispute: it is lost."""
    call.honour(frozenset(("expand",)))
    return move(call.world, call.world.find(call.name, "dispute", "dispute"), "lose")
