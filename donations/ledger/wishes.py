"""Wishes about a regular contribution, of its supporter or of the desk: end, go on, pause, amount."""

import calendar
import datetime

from django.utils import timezone

from donations.ledger.courses import UNDO, Wish, present_course, want, wanted_course
from donations.models import Contribution, Course

Wanted = Course.Wanted


def end(contribution: Contribution, *, by: str) -> None:
    """Ask for its end, now; it can be undone for some days."""
    _want(contribution, Wanted.END, timezone.now() + UNDO, by=by)


def go_on(contribution: Contribution, *, by: str) -> None:
    """Ask that it goes on, after a pause or an ending."""
    _want(contribution, Wanted.RUN, by=by)


def pause(contribution: Contribution, months: int, *, by: str) -> None:
    """Ask for a pause of so many months."""
    _want(contribution, Wanted.PAUSE, months_from_now(months), by=by)


def change_amount(contribution: Contribution, amount: int, *, by: str) -> None:
    """Ask for another amount, on the course that is wanted anyway."""
    pending, present = wanted_course(contribution), present_course(contribution)
    wish = Wish(
        wanted=Wanted(pending.wanted) if pending else present.wanted,
        until=pending.until_at if pending else present.until,
        amount=amount,
    )
    want(contribution, wish, by=by)


def months_from_now(number: int) -> datetime.datetime:
    """Return the same day so many months later, or the last day of that month."""
    now = timezone.now()
    months = now.month - 1 + number
    year, month = now.year + months // 12, months % 12 + 1
    return now.replace(
        year=year, month=month, day=min(now.day, calendar.monthrange(year, month)[1]), microsecond=0
    )


def _want(
    contribution: Contribution, wanted: Wanted, until: datetime.datetime | None = None, *, by: str
) -> None:
    """Ask for a course; an amount that was asked for before and is not granted yet goes on being wanted."""
    pending = wanted_course(contribution)
    amount = pending.amount if pending and wanted != Wanted.END else None
    want(contribution, Wish(wanted=wanted, until=until, amount=amount), by=by)
