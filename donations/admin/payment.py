"""Admin of payments, which nobody edits, with totals by month."""

from typing import Any

from django.contrib import admin, messages
from django.db import models
from django.db.models import F, Max, OuterRef, Subquery, Sum
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from donations import ledger
from donations.admin import acts, export, filters, home, totals
from donations.admin.act_pages import ActingAdmin
from donations.admin.reading import SearchedAdmin, dashboard_link, status_badge
from donations.models import BACK, Movement, Payment
from donations.money import with_code
from newsroom.core.desk.identity import current_user

# Of what belongs to a payment, so many are shown.
NEWEST = 100


def _shown(amount: int | None, currency: str | None) -> str:
    return "-" if amount is None or currency is None else with_code(amount, currency)


@admin.register(Payment)
class PaymentAdmin(ActingAdmin[Payment], SearchedAdmin[Payment]):
    """Read-only list of payments, with the totals of what is in it, and a page that gives one back."""

    place = 60
    act_pages = acts.OF_A_PAYMENT
    acts = {"receipt": "send_receipt"}
    buttons = {"payment.send_receipt": _("Send the receipt again")}
    contribution = "contribution__"
    list_display = ("receipt", "sum", "back_shown", "net_shown", "paid_at", "how_often", "standing")
    list_display_links = ("receipt",)
    list_filter = (
        filters.PaymentStatusFilter,
        filters.PaymentIntervalFilter,
        filters.CurrencyFilter,
        filters.MonthFilter,
        filters.PaymentSupporterFilter,
    )
    list_select_related = ("contribution",)
    search_help_text = _("Receipt number as it is printed, or the processor's number")
    change_form_template = "admin/donations/payment/change_form.html"
    fields = (
        *("receipt", "sum", "back_shown", "fee_shown", "net_shown"),
        *("paid_at", "of", "number", "recorded_at"),
    )
    columns = (
        ("receipt", lambda it: it.receipt_number),
        ("paid_at", lambda it: it.paid_at),
        ("amount", lambda it: export.Sum(it.amount, it.currency)),
        ("currency", lambda it: it.currency),
        ("back", lambda it: export.Sum(it.back or 0, it.currency)),
        ("fee", lambda it: export.Sum(it.fees, it.account)),
        ("net", lambda it: export.Sum(it.rest, it.account)),
        ("account_currency", lambda it: it.account or ""),
        ("interval", lambda it: it.contribution.interval),
        ("status", lambda it: it.contribution.status),
        ("from", lambda it: it.contribution.from_path),
        ("contribution", lambda it: it.contribution.public_id),
        ("processor_number", lambda it: it.provider_payment_id),
    )

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Payment]:
        """Return the payments with what went back of each, and what each cost."""
        mine = Movement.objects.filter(payment=OuterRef("pk")).order_by().values("payment")
        return Payment.objects.select_related("contribution").annotate(
            back=Subquery(mine.filter(kind__in=BACK).annotate(sum=Sum("amount")).values("sum")),
            fees=Subquery(mine.annotate(sum=Sum("fee")).values("sum")),
            rest=Subquery(mine.annotate(sum=Sum(F("booked") - F("fee"))).values("sum")),
            account=Subquery(mine.annotate(code=Max("account_currency")).values("code")),
        )

    def home(self, request: HttpRequest) -> dict[str, Any]:
        """Return the part about donations on the first page of the desk."""
        return home.part()

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the list with the totals of what is in it."""
        answer = super().changelist_view(request, extra_context)
        if isinstance(answer, TemplateResponse) and answer.context_data and "cl" in answer.context_data:
            answer.context_data["totals"] = totals.of_list(answer.context_data["cl"].queryset)
        return answer

    def send_receipt(self, request: HttpRequest, payment: Payment) -> None:
        """Have the receipt sent to the supporter again."""
        if payment.contribution.supporter_id is None:
            messages.warning(request, gettext("Nobody is known yet to write to."))
        elif ledger.send_receipt(payment=payment, by=current_user(request)):
            messages.success(request, gettext("The receipt is due: the worker sends it within a minute."))
        else:
            messages.info(request, gettext("The receipt was sent within the last ten minutes already."))

    @admin.display(description=_("receipt"), ordering="paid_at")
    def receipt(self, payment: Payment) -> str:
        return payment.receipt_number

    @admin.display(description=_("amount"), ordering="amount")
    def sum(self, payment: Payment) -> str:
        return with_code(payment.amount, payment.currency)

    @admin.display(description=_("given back"), ordering="back")
    def back_shown(self, payment: Any) -> str:
        """Return what went back of it: by refunds and disputes, less what returned of those."""
        return _shown(payment.back or None, payment.currency)

    @admin.display(description=_("fees"))
    def fee_shown(self, payment: Any) -> str:
        """Return the processor's fees, once they are known."""
        return _shown(payment.fees, payment.account)

    @admin.display(description=_("net"), ordering="rest")
    def net_shown(self, payment: Any) -> str:
        """Return what remains of it on the processor's account."""
        return _shown(payment.rest, payment.account)

    def beside(self, request: HttpRequest, row: Payment) -> dict[str, Any]:
        """Return refunds, disputes and lines of the balance of a payment."""
        return super().beside(request, row) | {
            "orders": row.refund_orders.all()[:NEWEST],
            "reversals": row.reversals.all()[:NEWEST],
            "movements": row.movements.select_related("payout")[:NEWEST],
        }

    @admin.display(description=_("the processor's number"))
    def number(self, payment: Payment) -> str:
        """Return the processor's id of it, as a link into its dashboard."""
        return dashboard_link(payment.provider_payment_id)

    @admin.display(description=_("how often"), ordering="contribution__interval")
    def how_often(self, payment: Payment) -> str:
        return payment.contribution.get_interval_display()

    @admin.display(description=_("contribution"))
    def standing(self, payment: Payment) -> str:
        """Return the status of its contribution, as a link to it."""
        return format_html('<a href="{}">{}</a>', _url(payment), status_badge(payment.contribution))

    @admin.display(description=_("contribution"))
    def of(self, payment: Payment) -> str:
        """Return its contribution as a link."""
        return format_html('<a href="{}">{}</a>', _url(payment), payment.contribution)


def _url(payment: Payment) -> str:
    return reverse("admin:donations_contribution_change", args=[payment.contribution_id])
