"""Invariants of the simulation at the end, when everybody had time."""

from __future__ import annotations

import time
from collections import Counter
from typing import Any

from donations import books
from donations.ledger import invariants
from donations.models import Movement, Payment
from tests.sim.hub import Violation
from tests.sim.refunds import check_refunds
from tests.sim.stage import Stage
from tests.sim.stories import is_part_of_the_story, stands, still_stands, truth

EVENTUALLY = " UNION ALL ".join(
    f"SELECT '{name}', row_id FROM donations_{name}" for name in invariants.EVENTUALLY
)
WISHES = """SELECT c.id, c.subscription_id, w.wanted, extract(epoch FROM w.until_at)::float, w.amount,
    w.number, w.done_number, extract(epoch FROM w.asked_at)::float FROM donations_course w
    JOIN donations_contribution c ON c.id = w.contribution_id"""


def in_the_end(stage: Stage, *, has_reconcile: bool, was_restored: bool = False) -> None:
    """Raise Violation where books, letters or statuses are not as the processor's journal says."""
    _pages(stage)
    _books(stage)
    _lines(stage, has_reconcile=has_reconcile)
    _payouts(stage)
    if has_reconcile:
        stage.hub.run_alone("adds up", lambda: _totals(stage))
    _letters(stage, was_restored=was_restored)
    _statuses(stage)
    _wishes(stage)
    _stood(stage)
    check_refunds(stage)
    stage.forgettings.in_the_end()
    _views(stage, has_reconcile=has_reconcile)


def _rows(stage: Stage, sql: str) -> list[Any]:
    return stage.backends.eye.execute(sql).fetchall()


def _pages(stage: Stage) -> None:
    """Check that one attempt at a form has one payment page, however often it was asked for."""
    sessions = stage.processor.world.table("checkout.session").values()
    paying = [one["metadata"] for one in sessions if one["mode"] != "setup"]
    pages = Counter((one["contribution"], one["attempt"]) for one in paying)
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


def _lines(stage: Stage, *, has_reconcile: bool) -> None:
    """Check that each line of the balance is here to the cent, and each refund and dispute stands as there.

    Of lines that are about no payment no event tells: without reconcile only those of payouts come.
    """
    sql = "SELECT transaction_id, booked, fee FROM donations_movement"
    sql += "" if has_reconcile else " WHERE payment_id IS NOT NULL"
    ours, theirs = set(_rows(stage, sql)), stage.processor.lines(of_payments=not has_reconcile)
    if ours != theirs:
        missing, extra = sorted(theirs - ours), sorted(ours - theirs)
        raise Violation(f"lines differ: missing {missing}, extra {extra}")
    standing = set(_rows(stage, "SELECT provider_id, standing FROM donations_reversal"))
    if standing != stage.processor.standings():
        raise Violation(f"refunds and disputes stand otherwise: {standing}, {stage.processor.standings()}")


def _payouts(stage: Stage) -> None:
    """Check that each payout whose lines the processor knows has the same lines here."""
    sql = """SELECT o.provider_id, m.transaction_id FROM donations_payout o
        JOIN donations_movement m ON m.payout_id = o.id"""
    ours: dict[str, set[str]] = {}
    for payout, line in _rows(stage, sql):
        ours.setdefault(payout, set()).add(line)
    for payout, lines in stage.processor.paid_out().items():
        if ours.get(payout, set()) != lines:
            raise Violation(f"lines of payout {payout} differ: {ours.get(payout)}, {lines}")


def _totals(stage: Stage) -> None:
    """Check that the one gate of totals says what the processor's payments and lines come to."""
    total = books.totals(Payment.objects.all(), Movement.objects.all())[0]
    sums = {"gross": total.gross, "back": total.back, "fees": total.fees, "net": total.net}
    ours = {name: {code: sum_ for code, sum_ in found.items() if sum_} for name, found in sums.items()}
    if ours != stage.processor.totals():
        raise Violation(f"totals differ: {ours}, {stage.processor.totals()}")


def _letters(stage: Stage, *, was_restored: bool) -> None:
    # A receipt that the desk sends once more has another key; letters go with whoever is forgotten.
    sql = """SELECT p.id, count(l.id), count(l.id) FILTER (WHERE l.status = 'sent') FROM donations_payment p
        JOIN donations_contribution c ON c.id = p.contribution_id AND c.erased_at IS NULL
        LEFT JOIN donations_letter l ON l.dedupe_key = 'receipt:' || p.provider_payment_id GROUP BY 1"""
    if wrong := [row for row in _rows(stage, sql) if row[1:] != (1, 1)]:
        raise Violation(f"payments without exactly one receipt that was sent: {wrong}")
    if was_restored:
        return  # What went out before that does not stand in the older copy.
    accepted, sent = stage.mail.accepted, stage.mail.committed(status="sent")
    emails = stage.forgettings.emails
    gone = {name for name in accepted if name not in sent and not stage.mail.is_to(name, emails)}
    if gone or sent - set(accepted):
        raise Violation(f"letters differ: accepted {sorted(gone)}, sent {sorted(sent - set(accepted))}")
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


def _wishes(stage: Stage) -> None:
    """Check that each last wish was granted and stands, unless somebody changed it at the processor since."""
    for number, subscription_id, wanted, until, amount, wish, done, asked_at in _rows(stage, WISHES):
        if wish != done:
            raise Violation(f"wish {wish} of contribution {number} was not granted")
        said = stage.wishes.last.get(number)
        if said and (said.wanted or wanted, said.amount or amount) != (wanted, amount):
            raise Violation(f"contribution {number} was to {said}, and the wish says {wanted} {amount}")
        touched = stage.touched | stage.ends_there
        if subscription_id in touched or number not in stage.wishes.last:
            continue
        found = stage.processor.world.find(subscription_id)
        drafts = stage.processor.stopped_drafts(subscription_id) if wanted == "run" else []
        if drafts or not stands(found, wanted=wanted, until=until, amount=amount):
            raise Violation(f"the last wish of contribution {number}, {wanted} {amount}, does not stand")
        if wanted == "end" and (left := stage.processor.collecting(subscription_id, asked_at)):
            raise Violation(f"what was due when contribution {number} ended is still being collected: {left}")


def _stood(stage: Stage) -> None:
    """Check that what was wished and granted before an older copy was restored stands after it, too."""
    for wish in stage.stood:
        if not still_stands(stage, wish):
            raise Violation(f"the restored copy undid a wish that was granted: {wish}")


def _views(stage: Stage, *, has_reconcile: bool) -> None:
    moment = time.time()
    stage.backends.eye.execute("SELECT set_config('newsroom.now', to_timestamp(%s)::text, false)", [moment])
    for view, row_id in _rows(stage, EVENTUALLY):
        if not is_part_of_the_story(stage, view, row_id, has_reconcile=has_reconcile):
            sql = "SELECT kind, provider_id, note FROM donations_finding ORDER BY id"
            raise Violation(f"in the end: {view} {row_id}; findings: {_rows(stage, sql)}")
