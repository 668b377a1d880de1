"""Read-only admin of movements, the lines of the processor's balance, and of payouts to the bank."""

from typing import Any

from django.contrib import admin
from django.db.models import F, Sum
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from donations.admin.export import Sum as Amount
from donations.admin.reading import ReadingAdmin, dashboard_link
from donations.models import Movement, Payout
from donations.money import with_code


@admin.register(Movement)
class MovementAdmin(ReadingAdmin[Movement]):
    """Every line: what moved, what was booked and what it cost."""

    place = 67
    is_aside = True
    list_display = ("transaction_id", "kind", "sum", "booked_shown", "fee_shown", "at")
    list_filter = ("kind", "account_currency")
    list_select_related = ("payment", "payout")
    columns = (
        ("line", lambda it: it.transaction_id),
        ("booked_at", lambda it: it.at),
        ("kind", lambda it: it.kind),
        ("amount", lambda it: Amount(it.amount, it.currency)),
        ("currency", lambda it: it.currency),
        ("booked", lambda it: Amount(it.booked, it.account_currency)),
        ("fee", lambda it: Amount(it.fee, it.account_currency)),
        ("account_currency", lambda it: it.account_currency),
        ("receipt", lambda it: it.payment and it.payment.receipt_number),
        ("payout", lambda it: it.payout and it.payout.provider_id),
    )
    search_fields = ("transaction_id",)
    search_help_text = _("The processor's number")
    fields = (
        *("transaction_id", "kind", "sum", "booked_shown", "fee_shown", "booked_at"),
        *("of", "payout_shown"),
    )

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        """Find by the exact id of the line, which has an index."""
        word = search_term.strip()
        return (queryset.filter(transaction_id=word) if word else queryset), False

    @admin.display(description=_("amount"), ordering="amount")
    def sum(self, movement: Movement) -> str:
        return movement.amount_shown

    @admin.display(description=_("booked"), ordering="booked")
    def booked_shown(self, movement: Movement) -> str:
        return movement.booked_shown

    @admin.display(description=_("fee"), ordering="fee")
    def fee_shown(self, movement: Movement) -> str:
        return movement.fee_shown

    @admin.display(description=_("booked at"))
    def booked_at(self, movement: Movement) -> str:
        return self.moment(movement.at)

    @admin.display(description=_("payment"))
    def of(self, movement: Movement) -> str:
        """Return its payment as a link, where there is one."""
        if movement.payment is None:
            return "-"
        url = reverse("admin:donations_payment_change", args=[movement.payment_id])
        return format_html('<a href="{}">{}</a>', url, movement.payment.receipt_number)

    @admin.display(description=_("payout"))
    def payout_shown(self, movement: Movement) -> str:
        """Return the payout that it went out with as a link."""
        if movement.payout_id is None:
            return "-"
        url = reverse("admin:donations_payout_change", args=[movement.payout_id])
        return format_html('<a href="{}">{}</a>', url, movement.payout)


@admin.register(Payout)
class PayoutAdmin(ReadingAdmin[Payout]):
    """Payouts, each with what its lines come to: its amount, when all are in the books."""

    place = 68
    is_aside = True
    list_display = ("provider_id", "sum", "lines", "standing", "arrives_at")
    columns = (
        ("payout", lambda it: it.provider_id),
        ("arrives_at", lambda it: it.arrives_at),
        ("amount", lambda it: Amount(it.amount, it.currency)),
        ("lines", lambda it: Amount(it.amount + it.with_own, it.currency)),
        ("currency", lambda it: it.currency),
        ("status", lambda it: it.standing),
    )
    fields = ("number", "sum", "lines", "standing", "arrives")

    def get_queryset(self, request: HttpRequest) -> Any:
        """Return the payouts with the sum of their lines but their own."""
        own = Sum(F("movements__booked") - F("movements__fee"), default=0)
        return super().get_queryset(request).annotate(with_own=own)

    @admin.display(description=_("amount"), ordering="amount")
    def sum(self, payout: Payout) -> str:
        return with_code(payout.amount, payout.currency)

    @admin.display(description=_("the processor's number"))
    def number(self, payout: Payout) -> str:
        """Return the processor's id of it, as a link into its dashboard."""
        return dashboard_link(payout.provider_id)

    @admin.display(description=_("its lines"))
    def lines(self, payout: Payout) -> str:
        """Return the sum of its lines; the payout is one of them, by as much less."""
        return with_code(payout.amount + getattr(payout, "with_own", 0), payout.currency)

    @admin.display(description=_("arrives"), ordering="arrives_at")
    def arrives(self, payout: Payout) -> str:
        return self.moment(payout.arrives_at)
