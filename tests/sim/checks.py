"""Invariants of the simulation that hold after every commit."""

from __future__ import annotations

from donations.ledger import invariants
from tests.sim.hub import Violation
from tests.sim.stage import Stage

ALWAYS = " UNION ALL ".join(f"SELECT '{name}', row_id FROM donations_{name}" for name in invariants.ALWAYS)
STATUSES = """SELECT c.id, c.status, c.interval = 'once',
    ARRAY(SELECT l.kind FROM donations_letter l WHERE l.contribution_id = c.id)
    FROM donations_contribution c ORDER BY c.id"""
ENDED = """SELECT c.id, c.subscription_id, w.number FROM donations_course w
    JOIN donations_contribution c ON c.id = w.contribution_id
    WHERE w.wanted = 'end' AND w.number = w.done_number"""
RUNNING = ("active", "past_due", "paused", "lapsed", "cancelled")


def views(stage: Stage) -> None:
    """Raise Violation where a committed row breaks an invariant."""
    if broken := stage.backends.eye.execute(ALWAYS).fetchall():
        raise Violation(f"after a commit: {broken}")


class Always:
    """Checks after a commit, with what they saw after the one before."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.statuses: dict[int, tuple[str, list[str]]] = {}
        # What was charged when an ending was granted, by contribution and number of the wish.
        self.ended: dict[tuple[int, int], set[str]] = {}

    def __call__(self) -> None:
        views(self.stage)
        self._letters()
        if self.stage.acts["supporter: end"]:
            self._ends()

    def _letters(self) -> None:
        """Raise Violation where a status changed of which the supporter must be told, and no letter did."""
        before = self.statuses
        self.statuses = {}
        for number, status, is_once, kinds in self.stage.backends.eye.execute(STATUSES).fetchall():
            self.statuses[number] = (status, kinds)
            old, known = before.get(number, (status, kinds))
            wanted = told_by(old, status, is_once=is_once)
            if old != status and wanted and not any(kinds.count(one) > known.count(one) for one in wanted):
                raise Violation(f"contribution {number} became {status} after {old}, and no letter says so")

    def _ends(self) -> None:
        """Raise Violation where something is charged after the ending of a subscription was granted."""
        charges = self.stage.processor.charges()
        for number, subscription, wish in self.stage.backends.eye.execute(ENDED).fetchall():
            charged = charges.get(subscription, set())
            if subscription in self.stage.touched:
                self.ended.pop((number, wish), None)
            elif late := charged - self.ended.setdefault((number, wish), set(charged)):
                raise Violation(f"contribution {number} was charged after its end: {sorted(late)}")


def told_by(old: str, new: str, *, is_once: bool) -> tuple[str, ...]:
    """Return the letters of which one tells a supporter about this change; none where none need."""
    if (old, new) == ("processing", "failed"):
        return ("payment_failed",) if is_once else ("first_debit_failed",)
    if new == "cancelled" and old in (*RUNNING, "processing"):
        return ("ended",)
    if old not in RUNNING:
        return ()
    if (old, new) == ("active", "past_due"):
        return ("failed_renewal", "confirmation_needed")
    if new == "active" and old != "past_due":
        return ("resumed",)
    return (new,) if new in ("lapsed", "paused") else ()
