"""Totals of payments per currency and month, always from `Payment.objects.settled()`."""

import datetime
from dataclasses import dataclass

from django.db.models import Count, QuerySet, Sum
from django.db.models.functions import TruncMonth
from django.utils import timezone

from donations.admin.filters import month_bounds
from donations.models import Payment
from donations.money import CURRENCIES, with_code

NEWEST = 12


@dataclass(frozen=True)
class Total:
    """Number and sums of payments in one month, or in all of them (`month` is None), by currency."""

    month: datetime.datetime | None
    count: int
    sums: dict[str, int]

    @property
    def amounts(self) -> list[str]:
        """The sums as the books show them: `12.50 EUR`."""
        return [with_code(self.sums[code], code) for code in CURRENCIES if code in self.sums]


def by_month(payments: QuerySet[Payment]) -> list[Total]:
    """Return the total of all these payments and those of their newest months, in one query."""
    found = payments.order_by().annotate(month=TruncMonth("paid_at")).values("month", "currency")
    months: dict[datetime.datetime | None, Total] = {None: Total(None, 0, {})}
    for row in found.annotate(sum=Sum("amount"), count=Count("pk")).order_by("-month"):
        for month in (None, row["month"]):
            old = months.get(month, Total(month, 0, {}))
            sums = old.sums | {row["currency"]: old.sums.get(row["currency"], 0) + row["sum"]}
            months[month] = Total(month, old.count + row["count"], sums)
    return list(months.values())[: NEWEST + 1]


def this_month() -> Total:
    """Return the total since the first of this month."""
    start, end = month_bounds(f"{timezone.localdate():%Y-%m}") or (timezone.now(), timezone.now())
    payments = Payment.objects.settled().filter(paid_at__gte=start, paid_at__lt=end)
    return by_month(payments)[0]
