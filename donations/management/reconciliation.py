"""Output of `manage.py reconcile`: what was applied, where ledger and processor differ, what is broken."""

import datetime
import re
from argparse import ArgumentTypeError
from dataclasses import dataclass, field

from django.utils import timezone

from donations import ledger

STEPS = {
    "pending": "contributions whose payment page is unknown",
    "open": "open payment pages and delayed payments",
    "events": "lists of events that were not delivered",
    "subscriptions": "subscriptions and their renewals",
    "lines": "lines of the balance that were not in the books",
    "standings": "refunds and disputes that changed",
    "fees": "contributions with a payment without its line",
    "payouts": "payouts",
}
TO_DO = {
    "payment": "run `manage.py reconcile`; if it stays, look it up at the processor",
    "amount": "look it up at the processor; the books keep what they were told first",
    "line": "run `manage.py reconcile`; if it stays, a finding says which money the books do not know",
    "standing": "run `manage.py reconcile`",
    "status": "run `manage.py reconcile`, or press Ask the processor again on the contribution",
}


# As far back as Stripe can have known us: ten years.
LONGEST = 3650


def days(text: str) -> int:
    """Parse a number of days; raises ArgumentTypeError with a sentence."""
    if re.fullmatch("[1-9][0-9]{0,3}", text) and int(text) <= LONGEST:
        return int(text)
    raise ArgumentTypeError(f"must be a number from 1 to {LONGEST}.")


@dataclass
class Table:
    """Lines to print, and whether somebody has something to do."""

    lines: list[str] = field(default_factory=list)
    is_bad: bool = False


def day(text: str) -> datetime.datetime:
    """Parse a day such as 2026-11-30, as its first moment here; raises ArgumentTypeError with a sentence."""
    try:
        return timezone.make_aware(datetime.datetime.strptime(text, "%Y-%m-%d"))
    except (OverflowError, ValueError) as error:
        raise ArgumentTypeError("must be a day such as 2026-11-30.") from error


def adopt(since: datetime.datetime, *, unmarked: bool) -> Table:
    """Make contributions of what is not in the books, and return what to print; raises `GatewayError`."""
    report = ledger.adopt(since, unmarked=unmarked)
    made = Table(lines=[f"Pages and subscriptions of ours since then: {report.counts.get('adopted', 0)}"])
    made.lines.append(f"Payment pages that the books do not know, closed: {report.counts.get('closed', 0)}")
    made.lines.append(
        f"Contributions whose links in letters offer a fresh one now: {report.counts.get('links', 0)}"
    )
    made.lines += [f"  failed: {failure}" for failure in report.failures]
    made.is_bad = bool(report.failures)
    return made


def table(*, days: int, heal: bool) -> Table:
    """Reconcile if asked to, compare, and return what to print; raises `GatewayError`."""
    made = Table()
    if heal:
        _heal(made)
    differences = ledger.compare(timezone.now() - datetime.timedelta(days=days))
    made.lines.append(
        f"Differences from the processor, last {days} days and all subscriptions: {len(differences)}"
    )
    for one in differences:
        ours, theirs = one.ours or "nothing", one.theirs or "nothing"
        made.lines.append(f"  {one.what:8} {one.provider_id}: here {ours}, there {theirs}")
        made.lines.append(f"           {TO_DO[one.what]}")
    broken = ledger.broken()
    made.lines.append(f"Broken invariants: {len(broken)}")
    made.lines += [f"  {one.what} {one.row_id}: {one.to_do}" for one in broken]
    made.is_bad = bool(made.is_bad or differences or broken)
    return made


def _heal(made: Table) -> None:
    report = ledger.reconcile(everything=True)
    while ledger.drain():
        pass
    made.lines.append("Asked the processor about:")
    made.lines += [f"  {report.counts.get(step, 0):6} {words}" for step, words in STEPS.items()]
    made.lines += [f"  failed: {failure}" for failure in report.failures]
    made.is_bad = bool(report.failures)
