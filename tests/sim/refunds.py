"""Invariant of the simulation at the end: each refund that the desk ordered was made once, or refused."""

from __future__ import annotations

from collections import Counter
from typing import Any

from tests.sim.hub import Violation
from tests.sim.stage import Stage

ORDERS = """SELECT o.public_id::text, o.status, p.provider_payment_id, o.amount
    FROM donations_refundorder o JOIN donations_payment p ON p.id = o.payment_id ORDER BY o.id"""


def check_refunds(stage: Stage) -> None:
    """Raise Violation where a form that asked for a refund did not come to one refund, as it asked."""
    there = [one for one in stage.processor.world.table("refund").values() if _order_of(one)]
    made = Counter(_order_of(one) for one in there)
    if twice := [token for token, number in made.items() if number > 1]:
        raise Violation(f"refunds that were made twice: {twice}")
    for one in there:
        asked = stage.refunds.get(_order_of(one))
        if asked != (one["payment_intent"], one["amount"]):
            raise Violation(f"a refund that nobody asked for: {one['id']}, {asked}")
    for token, status, payment, amount in stage.backends.eye.execute(ORDERS).fetchall():
        if stage.refunds.get(token) != (payment, amount):
            raise Violation(f"refund {token} was ordered otherwise than it was asked for")
        if status == "wanted" or (status == "done") != (token in made):
            raise Violation(f"refund {token} is {status}, made {made[token]} times")


def _order_of(refund: dict[str, Any]) -> str:
    return str((refund.get("metadata") or {}).get("order", ""))
