"""Expected results, worked out from the processor's own objects."""

from __future__ import annotations

import time
from typing import Any

from newsroom.demo.sandbox.world import World
from tests.sim.stage import Stage
from tests.sim.wishes import Standing


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
        if subscription["pause_collection"] and subscription["cancel_at"]:
            return "cancelled"
        if not is_paid:
            return "failed" if status == "unpaid" else "processing"
        return "paused" if subscription["pause_collection"] else {"unpaid": "lapsed"}.get(status, status)
    if subscription["cancellation_details"]["reason"] != "payment_failed":
        return "cancelled"
    return "lapsed" if is_paid else "failed"


def _subscription_of(invoice: dict[str, Any]) -> str:
    return str(invoice["parent"]["subscription_details"]["subscription"])


def stands(subscription: dict[str, Any], *, wanted: str, until: float | None, amount: int | None) -> bool:
    """Return whether a subscription is as it was wished to be, or has come to its end."""
    if subscription["status"] == "canceled":
        return True
    price = subscription["items"]["data"][0]["price"]["unit_amount"]
    pause, ends = subscription["pause_collection"], subscription["cancel_at"]
    is_over = wanted == "pause" and until is not None and until <= time.time()
    course = {
        "run": not pause and not ends,
        "pause": not ends and (not pause if is_over else bool(pause)),
        "end": bool(pause and ends),
    }
    return course[wanted] and amount in (None, price)


GRANTED = """SELECT c.subscription_id, w.wanted, extract(epoch FROM w.until_at)::float, w.amount
    FROM donations_course w JOIN donations_contribution c ON c.id = w.contribution_id
    WHERE w.number = w.done_number ORDER BY c.id"""


def standing_wishes(stage: Stage) -> list[Standing]:
    """Return the wishes that were granted and stand now, but for what was changed in the dashboard."""
    rows = [Standing(*row) for row in stage.backends.eye.execute(GRANTED).fetchall()]
    touched = stage.touched | stage.ends_there
    return [one for one in rows if one.subscription_id not in touched and still_stands(stage, one)]


def still_stands(stage: Stage, wish: Standing) -> bool:
    """Return whether a subscription is as this wish wanted it to be, or has come to its end."""
    found = stage.processor.world.find(wish.subscription_id)
    return stands(found, wanted=wish.wanted, until=wish.until, amount=wish.amount)


def is_part_of_the_story(stage: Stage, view: str, row_id: int, *, has_reconcile: bool) -> bool:
    """Return whether a row of an `eventually` view is right, given what people did in this run."""
    if view == "eventually_pending":
        # Without reconcile nobody asks again for a page that was never made, and no event tells of it.
        return not has_reconcile and not _has_page(stage, row_id)
    if view == "eventually_finding":
        return _is_news(stage, row_id)
    return False


def _is_news(stage: Stage, finding_id: int) -> bool:
    """Return whether a finding tells people of something that was done at the processor."""
    sql = "SELECT kind, provider_id, note FROM donations_finding WHERE id = %s"
    kind, about, note = stage.backends.eye.execute(sql, [finding_id]).fetchone() or ("", "", "")
    world = stage.processor.world
    if kind == "dispute":
        return about in world.table("dispute")
    if kind == "not_back":
        return world.table("refund")[about]["status"] in ("failed", "canceled")
    if kind == "no_page":
        # Whoever asks for a page long after the form was sent comes too late for the processor.
        # A customer who was deleted in the dashboard has no page for another card.
        return str(note).endswith("expires_at") or (
            str(note).endswith("resource_missing")
            and any(customer.get("deleted") for customer in world.table("customer").values())
        )
    if kind == "to_redact":
        return True  # This account has no redaction: people are told what to do by hand.
    if kind == "not_made":
        return _cannot_go_back(world, about)
    if kind == "after_end":
        return _was_collected_late(stage, about)
    # A wish that came too late is refused by the processor.
    subscription = world.table("subscription").get(about, {})
    return bool(kind == "refused" and subscription.get("status") == "canceled")


def _was_collected_late(stage: Stage, payment_id: str) -> bool:
    """Return whether the wish of this payment's contribution is its end, and older; or it was one before.

    With the person the wish is forgotten, and the finding stays: the money is still to be given back.
    """
    sql = """SELECT coalesce(
            w.wanted = 'end' AND p.paid_at > w.asked_at OR w.number > 1, c.erased_at IS NOT NULL
        )
        FROM donations_payment p JOIN donations_contribution c ON c.id = p.contribution_id
        LEFT JOIN donations_course w ON w.contribution_id = c.id WHERE p.provider_payment_id = %s"""
    return stage.backends.eye.execute(sql, [payment_id]).fetchone() == (True,)


def _cannot_go_back(world: World, payment_id: str) -> bool:
    """Return whether there is a reason to refuse a refund of this payment: a dispute, or one before."""
    [charge] = [one for one in world.table("charge").values() if _paid(one, payment_id)]
    is_refunded = any(one["charge"] == charge["id"] for one in world.table("refund").values())
    return bool(charge["disputed"] or is_refunded)


def _paid(charge: dict[str, Any], payment_id: str) -> bool:
    return bool(charge["payment_intent"] == payment_id and charge["status"] == "succeeded")


def _has_page(stage: Stage, row_id: int) -> bool:
    sql = "SELECT public_id::text, attempt::text FROM donations_contribution WHERE id = %s"
    found = stage.backends.eye.execute(sql, [row_id]).fetchone()
    sessions = stage.processor.world.table("checkout.session").values()
    given = [(one["metadata"].get("contribution"), one["metadata"].get("attempt")) for one in sessions]
    return found in given
