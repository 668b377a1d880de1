"""List filters of contributions and payments: status, interval, currency, month, one supporter."""

import datetime
from typing import Any

from django.contrib import admin
from django.db.models import Max, Min, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from donations.models import Contribution
from donations.money import CURRENCIES


class ChoiceFilter(admin.SimpleListFilter):
    """One of a few values of a field; `way` leads from the row to the table that has it."""

    options: Any = ()
    field = ""
    way = ""

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(self.options)

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        chosen = self.value()
        if chosen not in dict(self.options):
            return queryset
        return queryset.filter(**{f"{self.way}{self.field}": chosen})


class StatusFilter(ChoiceFilter):
    """Filter by the status of a contribution."""

    title, parameter_name, field = _("status"), "status", "status"
    options = Contribution.Status.choices


class IntervalFilter(ChoiceFilter):
    title, parameter_name, field = _("how often"), "interval", "interval"
    options = Contribution.Interval.choices


class CurrencyFilter(ChoiceFilter):
    title, parameter_name, field = _("currency"), "currency", "currency"
    options = [(code, code) for code in CURRENCIES]


class PaymentStatusFilter(StatusFilter):
    """Filter by the status of a payment's contribution."""

    way = "contribution__"


class PaymentIntervalFilter(IntervalFilter):
    """Filter by the interval of a payment's contribution."""

    way = "contribution__"


class MonthFilter(admin.SimpleListFilter):
    """One month, in the newsroom's zone; `field` is the time that counts."""

    title, parameter_name = _("month"), "month"
    field = "paid_at"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return the months from the newest row back to the oldest."""
        ends = model_admin.model._default_manager.aggregate(first=Min(self.field), last=Max(self.field))
        if not ends["first"]:
            return []
        first, at = (timezone.localtime(ends[name]).date().replace(day=1) for name in ("first", "last"))
        months = []
        while at >= first:
            months.append((f"{at:%Y-%m}", date_format(at, "YEAR_MONTH_FORMAT")))
            at = (at - datetime.timedelta(days=1)).replace(day=1)
        return months

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        bounds = month_bounds(self.value() or "")
        if bounds is None:
            return queryset
        return queryset.filter(**{f"{self.field}__gte": bounds[0], f"{self.field}__lt": bounds[1]})


class BegunMonthFilter(MonthFilter):
    """Filter by the month in which a contribution began."""

    field = "created_at"


class SupporterFilter(admin.SimpleListFilter):
    """Filter by one supporter; it shows only when one was picked or searched for."""

    title, parameter_name = _("supporter"), "supporter"
    way = ""

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        value = request.GET.get("supporter", "")
        if not value.isdecimal():
            return []
        return [(value, f"#{int(value)}" if int(value) else _("nobody"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value()
        return queryset.filter(**{f"{self.way}supporter": value}) if value else queryset


class PaymentSupporterFilter(SupporterFilter):
    way = "contribution__"


def month_bounds(month: str) -> tuple[datetime.datetime, datetime.datetime] | None:
    """Return the first moment of a month such as `2026-11` and of the next, in the newsroom's zone."""
    try:
        first = datetime.datetime.strptime(month, "%Y-%m")
        after = (first + datetime.timedelta(days=32)).replace(day=1)
    except (OverflowError, ValueError):
        return None
    return timezone.make_aware(first), timezone.make_aware(after)
