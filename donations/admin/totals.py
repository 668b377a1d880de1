"""Totals of the payments in a list, and of the months until now."""

import datetime

from django.db.models import QuerySet
from django.utils import timezone

from donations import books
from donations.models import Movement, Payment

NEWEST = 12


def of_list(payments: QuerySet[Payment]) -> list[books.Total]:
    """Return the total of these payments with all that became of them, and those of the newest months."""
    lines = Movement.objects.filter(payment__in=payments.order_by().values("pk"))
    return books.totals(payments, lines)[: NEWEST + 1]


def months_back(number: int) -> list[datetime.datetime]:
    """Return the first moments of this month and of those before it, the oldest first."""
    first = timezone.localdate().replace(day=1)
    days = [first]
    while len(days) < number:
        days.append((days[-1] - datetime.timedelta(days=1)).replace(day=1))
    return [timezone.make_aware(datetime.datetime.combine(day, datetime.time())) for day in reversed(days)]


def of_months(months: list[datetime.datetime]) -> list[books.Total]:
    """Return the totals of these months, which follow each other until now, the oldest first; two queries."""
    payments = Payment.objects.filter(paid_at__gte=months[0])
    lines = Movement.objects.filter(at__gte=months[0], payment__isnull=False)
    found = {total.month: total for total in books.totals(payments, lines)[1:]}
    return [found.get(month) or books.Total(month) for month in months]
