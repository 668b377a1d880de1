"""Invariants of the simulation that hold after every commit."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

import psycopg

from donations.ledger import invariants
from tests.sim.hub import Violation
from tests.sim.stage import Stage

NAMES = tuple(f"donations_{name}" for name in invariants.ALWAYS)
ALWAYS = " UNION ALL ".join(
    f"SELECT '{name}', row_id, false, '{{}}'::varchar[] FROM {name}" for name in NAMES
)
# Of whoever is being forgotten no letter tells any more.
STATUSES = """SELECT c.status, c.id, c.interval = 'once',
    ARRAY(SELECT l.kind FROM donations_letter l WHERE l.contribution_id = c.id)
    FROM donations_contribution c WHERE c.erased_at IS NULL"""
EVERYTHING = f"{ALWAYS} UNION ALL {STATUSES} ORDER BY 2"
# What has ended: by a wish, which can be undone, or for good, with whoever is forgotten.
ENDED = """SELECT c.id, c.subscription_id, w.number, false FROM donations_course w
    JOIN donations_contribution c ON c.id = w.contribution_id
    WHERE w.wanted = 'end' AND w.number = w.done_number
    UNION ALL SELECT c.id, c.subscription_id, 0, true FROM donations_erasure e
    JOIN donations_contribution c ON c.id = e.contribution_id WHERE e.ended_at IS NOT NULL"""
# What the checks below read beside the views.
OWN = {"donations_contribution", "donations_letter", "donations_course", "donations_erasure"}
# Acts after which something has ended.
ENDS = ("supporter: end", "fundraiser: end")
RUNNING = ("active", "past_due", "paused", "lapsed", "cancelled")


@cache
def read_by_checks(eye: psycopg.Connection) -> frozenset[str]:
    """Return the tables that a check reads: a commit that wrote none of them can have broken none."""
    sql = "SELECT table_name FROM information_schema.view_table_usage WHERE view_name = ANY(%s)"
    return frozenset({name for (name,) in eye.execute(sql, [list(NAMES)]).fetchall()} | OWN)


def views(stage: Stage) -> None:
    """Raise Violation where a committed row breaks an invariant."""
    _raise_broken(stage.backends.eye.execute(ALWAYS).fetchall())


def _raise_broken(rows: Iterable[tuple[Any, ...]]) -> None:
    if broken := [row[:2] for row in rows]:
        raise Violation(f"after a commit: {broken}")


class Always:
    """Checks after a commit, with what they saw after the one before."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.statuses: dict[int, tuple[str, list[str]]] = {}
        # What was charged when an ending was granted, by contribution and number of the wish.
        self.ended: dict[tuple[int, int], set[str]] = {}
        self.reads = read_by_checks(stage.backends.eye)

    def __call__(self, written: set[str]) -> None:
        if written.isdisjoint(self.reads):
            return
        rows = self.stage.backends.eye.execute(EVERYTHING).fetchall()
        _raise_broken(row for row in rows if row[0] in NAMES)
        self._letters(rows)
        forgettings = self.stage.forgettings
        if forgettings.is_watched or any(self.stage.acts[act] for act in ENDS):
            self._ends()
        if forgettings.is_watched:
            forgettings.after_commit()

    def _letters(self, rows: list[tuple[Any, ...]]) -> None:
        """Raise Violation where a status changed of which the supporter must be told, and no letter did."""
        before = self.statuses
        self.statuses = {}
        for status, number, is_once, kinds in rows:
            self.statuses[number] = (status, kinds)
            old, known = before.get(number, (status, kinds))
            wanted = told_by(old, status, is_once=is_once)
            if old != status and wanted and not any(kinds.count(one) > known.count(one) for one in wanted):
                raise Violation(f"contribution {number} became {status} after {old}, and no letter says so")

    def _ends(self) -> None:
        """Raise Violation where something is charged after the ending of a subscription was granted."""
        charges = self.stage.processor.charges()
        for number, subscription, wish, is_for_good in self.stage.backends.eye.execute(ENDED).fetchall():
            charged = charges.get(subscription, set())
            if subscription in self.stage.touched and not is_for_good:
                self.ended.pop((number, wish), None)
            elif late := charged - self.ended.setdefault((number, wish), set(charged)):
                raise Violation(f"contribution {number} was charged after its end: {sorted(late)}")


def told_by(old: str, new: str, *, is_once: bool) -> tuple[str, ...]:
    """Return the letters of which one tells a supporter about this change; none where none need."""
    if new == "failed" and old in ("processing", "cancelled"):
        return ("payment_failed",) if is_once else ("first_debit_failed",)
    if new == "cancelled" and old in (*RUNNING, "processing"):
        return ("ended",)
    if old not in RUNNING:
        return ()
    if (old, new) == ("active", "past_due"):
        return ("failed_renewal", "confirmation_needed")
    if (new == "active" and old != "past_due") or (old, new) == ("cancelled", "processing"):
        return ("resumed",)
    return (new,) if new in ("lapsed", "paused") else ()
