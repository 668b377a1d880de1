"""Payouts to the bank account: made from the lines that are available, paid two days later, or failed."""

from typing import Any

from newsroom.demo.sandbox import balance, money
from newsroom.demo.sandbox.call import Call
from newsroom.demo.sandbox.events import emit
from newsroom.demo.sandbox.present import PAGING, page
from newsroom.demo.sandbox.things import stamped
from newsroom.demo.sandbox.wire import Refused
from newsroom.demo.sandbox.world import World

Thing = dict[str, Any]
HOUR, DAY = 3600, 24 * 3600
ARRIVES_AFTER = 2 * DAY
FILTERS = frozenset(("status",))


def pay_out(world: World, *, fails: bool = False, automatic: bool = True) -> Thing:
    """Pay out every line that is available and in no payout yet."""
    lines = [
        line
        for line in world.table("balance_transaction").values()
        if line["status"] == "available" and "payout" not in world.secret(line["id"])
    ]
    total = sum(line["net"] for line in lines)
    if total <= 0:
        said = "You have insufficient funds in your account: nothing is available to pay out yet."
        raise Refused(said, code="balance_insufficient")
    payout = _new(world, total, automatic=automatic)
    own = balance.book(world, "payout", payout, -total)
    payout["balance_transaction"] = own["id"]
    world.save(payout)
    for line in (*lines, own):
        world.note(line["id"], payout=payout["id"])
    world.note(payout["id"], fails=fails)
    emit(world, "payout.created", payout)
    world.plan(payout["arrival_date"], "arrive", payout["id"])
    return payout


def _new(world: World, total: int, *, automatic: bool) -> Thing:
    return stamped(
        world,
        "payout",
        world.new_id("po"),
        amount=total,
        arrival_date=world.seconds() + ARRIVES_AFTER,
        automatic=automatic,
        currency=money.ACCOUNT,
        description="STRIPE PAYOUT",
        metadata={},
        method="standard",
        reconciliation_status="in_progress" if automatic else "not_applicable",
        source_type="card",
        status="pending",
        type="bank_account",
    )


def arrive(world: World, payout: Thing) -> None:
    """Tell that a payout arrived, or that the bank refused it and the money is in the account again."""
    if world.secret(payout["id"])["fails"]:
        line = balance.book(world, "payout_reversal", payout, payout["amount"])
        payout |= {
            "status": "failed",
            "failure_balance_transaction": line["id"],
            "failure_code": "account_closed",
            "failure_message": "The bank account has been closed.",
        }
        world.save(payout)
        emit(world, "payout.failed", payout)
        return
    payout["status"] = "paid"
    world.save(payout)
    emit(world, "payout.paid", payout)
    if payout["automatic"]:
        world.plan(world.now() + HOUR, "reconciled", payout["id"])


def reconciled(world: World, payout: Thing) -> None:
    """Tell that the lines of a payout are complete."""
    payout["reconciliation_status"] = "completed"
    world.save(payout)
    emit(world, "payout.reconciliation_completed", payout)


def listed(call: Call) -> Thing:
    """List payouts, the newest first."""
    call.honour(PAGING | FILTERS | {"arrival_date"})
    if "arrival_date" in call.params:
        raise Refused("This sandbox lists payouts by created", param="arrival_date", code="not_in_sandbox")
    status = call.params.get("status")
    found = (one for one in call.world.newest("payout") if status in (None, one["status"]))
    return page(found, call.params, "/v1/payouts")
