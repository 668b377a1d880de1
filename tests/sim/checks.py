"""Invariants of the simulation: always, after every commit; and at the end, when everybody had time."""

from __future__ import annotations

import time
from collections import Counter
from typing import Any

from donations.ledger import invariants
from tests.sim.hub import Violation
from tests.sim.stage import Stage
from tests.sim.stories import is_part_of_the_story, truth

ALWAYS = " UNION ALL ".join(f"SELECT '{name}', row_id FROM donations_{name}" for name in invariants.ALWAYS)
EVENTUALLY = " UNION ALL ".join(
    f"SELECT '{name}', row_id FROM donations_{name}" for name in invariants.EVENTUALLY
)


def always(stage: Stage) -> None:
    """Raise Violation where a committed row breaks an invariant."""
    if broken := stage.backends.eye.execute(ALWAYS).fetchall():
        raise Violation(f"after a commit: {broken}")


def in_the_end(stage: Stage, *, has_reconcile: bool) -> None:
    """Raise Violation where books, letters or statuses are not as the processor's journal says."""
    _pages(stage)
    _books(stage)
    _lines(stage)
    _letters(stage)
    _statuses(stage)
    _views(stage, has_reconcile=has_reconcile)


def _rows(stage: Stage, sql: str) -> list[Any]:
    return stage.backends.eye.execute(sql).fetchall()


def _pages(stage: Stage) -> None:
    """Check that one attempt at a form has one payment page, however often it was asked for."""
    sessions = stage.processor.world.table("checkout.session").values()
    pages = Counter((one["metadata"]["contribution"], one["metadata"]["attempt"]) for one in sessions)
    if twice := [name for name, number in pages.items() if number > 1]:
        raise Violation(f"attempts with more than one payment page: {twice}")


def _books(stage: Stage) -> None:
    ours = _rows(stage, "SELECT provider_payment_id, amount, currency FROM donations_payment")
    if len(ours) != len(set(ours)):
        raise Violation("a payment is in the books twice")
    theirs = stage.processor.books()
    if set(ours) != theirs:
        missing, extra = sorted(theirs - set(ours)), sorted(set(ours) - theirs)
        raise Violation(f"books differ: missing {missing}, extra {extra}")


def _lines(stage: Stage) -> None:
    """Check that each line of a payment is here to the cent, and each refund and dispute stands as there."""
    sql = """SELECT transaction_id, booked, fee FROM donations_movement WHERE payment_id IS NOT NULL"""
    ours, theirs = set(_rows(stage, sql)), stage.processor.lines()
    if ours != theirs:
        missing, extra = sorted(theirs - ours), sorted(ours - theirs)
        raise Violation(f"lines differ: missing {missing}, extra {extra}")
    standing = set(_rows(stage, "SELECT provider_id, standing FROM donations_reversal"))
    if standing != stage.processor.standings():
        raise Violation(f"refunds and disputes stand otherwise: {standing}, {stage.processor.standings()}")


def _letters(stage: Stage) -> None:
    sql = """SELECT p.id, count(l.id), count(l.id) FILTER (WHERE l.status = 'sent') FROM donations_payment p
        LEFT JOIN donations_letter l ON l.payment_id = p.id AND l.kind = 'receipt' GROUP BY 1"""
    if wrong := [row for row in _rows(stage, sql) if row[1:] != (1, 1)]:
        raise Violation(f"payments without exactly one receipt that was sent: {wrong}")
    sent = _rows(stage, "SELECT count(*) FROM donations_letter WHERE status = 'sent'")[0][0]
    accepted = stage.mail.accepted
    if len(accepted) != sent:
        raise Violation(f"{sent} letters sent, {len(accepted)} accepted")
    surplus = sum(accepted.values()) - len(accepted)
    if surplus > stage.hub.interruptions:
        raise Violation(f"{surplus} copies of letters for {stage.hub.interruptions} interruptions")


def _statuses(stage: Stage) -> None:
    """Compare each contribution with the object at the processor that it is bound to."""
    sql = "SELECT id, status, session_id, subscription_id FROM donations_contribution ORDER BY id"
    for row_id, status, session_id, subscription_id in _rows(stage, sql):
        allowed = truth(stage.processor.world, session_id, subscription_id)
        if allowed and status != allowed:
            raise Violation(f"contribution {row_id} is {status}, at the processor {allowed}")


def _views(stage: Stage, *, has_reconcile: bool) -> None:
    moment = time.time()
    stage.backends.eye.execute("SELECT set_config('newsroom.now', to_timestamp(%s)::text, false)", [moment])
    for view, row_id in _rows(stage, EVENTUALLY):
        if not is_part_of_the_story(stage, view, row_id, has_reconcile=has_reconcile):
            raise Violation(f"in the end: {view} {row_id}")
