"""Totals of the payments in a list, and of this month."""

from django.db.models import QuerySet
from django.utils import timezone

from donations import books
from donations.admin.filters import month_bounds
from donations.models import Movement, Payment

NEWEST = 12


def of_list(payments: QuerySet[Payment]) -> list[books.Total]:
    """Return the total of these payments with all that became of them, and those of the newest months."""
    lines = Movement.objects.filter(payment__in=payments.order_by().values("pk"))
    return books.totals(payments, lines)[: NEWEST + 1]


def this_month() -> books.Total:
    """Return the total since the first of this month."""
    start, end = month_bounds(f"{timezone.localdate():%Y-%m}") or (timezone.now(), timezone.now())
    payments = Payment.objects.filter(paid_at__gte=start, paid_at__lt=end)
    lines = Movement.objects.filter(at__gte=start, at__lt=end, payment__isnull=False)
    return books.totals(payments, lines)[0]
