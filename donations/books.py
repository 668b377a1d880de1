"""Totals of the books: the one gate.

What came in and went is a sum of payments and of lines that stand in the processor's balance; what is
promised for each month is a sum of contributions that run.
"""

import datetime
from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Count, F, QuerySet, Sum
from django.db.models.functions import TruncMonth

from donations.models import BACK, Contribution, Movement, Payment
from donations.money import with_code

Month = datetime.datetime | None
S = Contribution.Status


@dataclass
class Total:
    """Sums of one month, or of all of them (`month` is None), by currency, in minor units.

    `gross` is what was paid and `back` what went back, or returned, since: in the currencies of the payments.
    `fees` and `net` are as the processor booked them: in the currency of its account. A payment counts at
    once; until its line comes, some minutes later, it is in `gross` alone.
    """

    month: Month
    count: int = 0
    gross: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    back: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    fees: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    net: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    @property
    def columns(self) -> list[list[str]]:
        """Gross, back, fees and net as the books show them: `12.50 EUR`."""
        return [_amounts(sums) for sums in (self.gross, self.back, self.fees, self.net)]


@dataclass(frozen=True)
class Regular:
    """Contributions that run: how many, and what they are worth a month, by currency, in minor units."""

    count: int
    worth: dict[str, int]

    @property
    def amounts(self) -> list[str]:
        return _amounts(self.worth)


@dataclass(frozen=True)
class Changed:
    """So many regular contributions that began, ended or lapsed; of the latter two the processor's reason."""

    status: str
    reason: str
    count: int


def regular() -> Regular:
    """Return what runs now, also where a payment has failed and is tried again; one query."""
    running = Contribution.objects.filter(status__in=[S.ACTIVE, S.PAST_DUE]).order_by()
    worth: dict[str, int] = defaultdict(int)
    count = 0
    for row in running.values("interval", "currency").annotate(sum=Sum("amount"), count=Count("pk")):
        count += row["count"]
        worth[row["currency"]] += row["sum"] // (12 if row["interval"] == Contribution.Interval.YEAR else 1)
    return Regular(count=count, worth=worth)


def begun(start: datetime.datetime, end: datetime.datetime) -> int:
    """Return how many regular contributions that were paid began in this time; one query."""
    rows = Contribution.objects.filter(created_at__gte=start, created_at__lt=end)
    regular = rows.exclude(interval=Contribution.Interval.ONCE)
    return regular.filter(status__in=[S.ACTIVE, S.PAST_DUE, S.PAUSED, S.LAPSED, S.CANCELLED]).count()


def ended(start: datetime.datetime, end: datetime.datetime) -> list[Changed]:
    """Return how many regular contributions ended or lapsed in this time, and why; one query."""
    rows = Contribution.objects.filter(
        status__in=[S.CANCELLED, S.LAPSED], changed_at__gte=start, changed_at__lt=end
    )
    regular = rows.exclude(interval=Contribution.Interval.ONCE).order_by("status", "end_reason")
    counted = regular.values("status", "end_reason").annotate(count=Count("pk"))
    return [Changed(row["status"], row["end_reason"], row["count"]) for row in counted]


def totals(payments: QuerySet[Payment], movements: QuerySet[Movement]) -> list[Total]:
    """Return the total of all these payments and lines, then those of each month, newest first; two queries.

    A payment is of the month in which it was made, a line of that in which it was booked.
    """
    months: dict[Month, Total] = {None: Total(None)}
    paid = payments.order_by().annotate(month=TruncMonth("paid_at")).values("month", "currency")
    for row in paid.annotate(sum=Sum("amount"), count=Count("pk", distinct=True)):
        for total in _of(months, row["month"]):
            total.count += row["count"]
            total.gross[row["currency"]] += row["sum"]
    lines = movements.order_by().annotate(month=TruncMonth("at"))
    by = ("month", "kind", "currency", "account_currency")
    for row in lines.values(*by).annotate(
        sum=Sum("amount"), fees=Sum("fee"), rest=Sum(F("booked") - F("fee"))
    ):
        for total in _of(months, row["month"]):
            if row["kind"] in BACK:
                total.back[row["currency"]] += row["sum"]
            total.fees[row["account_currency"]] += row["fees"]
            total.net[row["account_currency"]] += row["rest"]
    newest = sorted((month for month in months if month), reverse=True)
    return [months[None], *(months[month] for month in newest)]


def _of(months: dict[Month, Total], month: datetime.datetime) -> tuple[Total, Total]:
    """Return the totals that a row of this month counts in."""
    return months[None], months.setdefault(month, Total(month))


def _amounts(sums: dict[str, int]) -> list[str]:
    return [with_code(sums[code], code) for code in sorted(sums)]
