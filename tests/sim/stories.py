"""Expected results, worked out from the processor's own objects."""

from __future__ import annotations

from typing import Any

from newsroom.demo.sandbox.world import World
from tests.sim.stage import Stage


def truth(world: World, session_id: str | None, subscription_id: str | None) -> str:
    """Return the status of a contribution that is bound to these objects; empty where anything will do."""
    if subscription_id:
        return _of_subscription(world, world.find(subscription_id))
    session = world.table("checkout.session").get(session_id or "")
    if session is None:
        return ""
    if session["status"] in ("open", "expired"):
        return str(session["status"])
    if session["payment_status"] == "paid":
        return "paid"
    intent = world.find(session["payment_intent"])
    return "processing" if intent["status"] == "processing" else "failed"


def _of_subscription(world: World, subscription: dict[str, Any]) -> str:
    is_paid = any(
        invoice["status"] == "paid" and _subscription_of(invoice) == subscription["id"]
        for invoice in world.table("invoice").values()
    )
    status = str(subscription["status"])
    if status != "canceled":
        if is_paid and subscription.get("pause_collection"):
            return "cancelled" if subscription["cancel_at"] else "paused"
        return status if is_paid else "processing"
    if subscription["cancellation_details"]["reason"] != "payment_failed":
        return "cancelled"
    return "lapsed" if is_paid else "failed"


def _subscription_of(invoice: dict[str, Any]) -> str:
    return str(invoice["parent"]["subscription_details"]["subscription"])


def is_part_of_the_story(stage: Stage, view: str, row_id: int, *, has_reconcile: bool) -> bool:
    """Return whether a row of an `eventually` view is right, given what people did in this run."""
    if view == "eventually_pending":
        # Without reconcile nobody asks again for a page that was never made, and no event tells of it.
        return not has_reconcile and not _has_page(stage, row_id)
    return False


def _has_page(stage: Stage, row_id: int) -> bool:
    sql = "SELECT public_id::text, attempt::text FROM donations_contribution WHERE id = %s"
    found = stage.backends.eye.execute(sql, [row_id]).fetchone()
    sessions = stage.processor.world.table("checkout.session").values()
    given = [(one["metadata"].get("contribution"), one["metadata"].get("attempt")) for one in sessions]
    return found in given
