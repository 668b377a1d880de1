"""Admin of contributions: list, export, and a page with everything that belongs to one."""

from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.db.models import Max, QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from donations import books, ledger
from donations.admin import acts, filters
from donations.admin.act_pages import ActingAdmin
from donations.admin.address_search import address_page
from donations.admin.export import Sum
from donations.admin.reading import SearchedAdmin, dashboard_link, status_badge
from donations.admin.search import may_see_emails
from donations.admin.words import REASONS, REFUSALS
from donations.models import Contribution, Movement, RefundOrder, Reversal, StripeEvent
from donations.money import with_code
from newsroom.core import crypto
from newsroom.core.desk.identity import current_user

# Of what belongs to a contribution, the newest so many are shown: 20 years of months.
NEWEST = 240


@admin.register(Contribution)
class ContributionAdmin(ActingAdmin[Contribution], SearchedAdmin[Contribution]):
    """Read-only admin of contributions, with pages for what can be wished of one."""

    place = 61
    receipts = "payments__"
    act_pages = acts.OF_A_CONTRIBUTION
    acts = {"ask": "ask_again", "link": "send_link"}
    buttons = {
        "contribution.ask": gettext_lazy("Ask the processor again"),
        "contribution.send_link": gettext_lazy("Send the manage link"),
    }
    change_form_template = "admin/donations/contribution/change_form.html"
    list_display = ("promise_shown", "badge", "created_at", "last_paid", "from_path")
    ordering = ("-id",)
    list_display_links = ("promise_shown",)
    list_filter = (
        filters.StatusFilter,
        filters.IntervalFilter,
        filters.CurrencyFilter,
        filters.BegunMonthFilter,
        filters.SupporterFilter,
    )
    search_help_text = gettext_lazy("Receipt number as it is printed, or the processor's number")
    columns = (
        ("contribution", lambda it: it.public_id),
        ("begun_at", lambda it: it.created_at),
        ("amount", lambda it: Sum(it.amount, it.currency)),
        ("currency", lambda it: it.currency),
        ("interval", lambda it: it.interval),
        ("status", lambda it: it.status),
        ("last_paid_at", lambda it: it.paid_last),
        ("next_at", lambda it: it.next_at),
        ("ends_at", lambda it: it.ended_at or it.ends_at),
        ("end_reason", lambda it: it.end_reason),
        ("refusal", lambda it: it.refusal),
        ("from", lambda it: it.from_path),
        ("language", lambda it: it.language),
        ("supporter", lambda it: it.supporter_id),
        ("payment_page", lambda it: it.session_id),
        ("subscription", lambda it: it.subscription_id),
    )

    def get_urls(self) -> list[URLPattern]:
        """Add the URL of the search by email address."""
        view = self.admin_site.admin_view(partial(address_page, site=self.admin_site))
        return [path("by-address/", view, name="donations_contribution_by_address"), *super().get_urls()]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Contribution]:
        """Return the contributions with the time of their last payment."""
        return super().get_queryset(request).annotate(paid_last=Max("payments__paid_at"))

    def get_fields(self, request: HttpRequest, obj: Contribution | None = None) -> tuple[str, ...]:
        """Return what the page shows; the email address to those alone who may see it."""
        email = ("email",) if may_see_emails(request) else ()
        return (
            *("promise_shown", "badge", "why_refused", "next_payment", "pause_ends", "end", "why_ended"),
            *("created_at", "expires_at", "language", "from_page"),
            *("supporter_shown", *email, "numbers"),
        )

    def beside(self, request: HttpRequest, row: Contribution) -> dict[str, Any]:
        """Return payments, wishes, letters, findings and events of a contribution."""
        ids = [name for name in (row.session_id, row.subscription_id) if name]
        return super().beside(request, row) | {
            "payments": [(it, with_code(it.amount, it.currency)) for it in row.payments.all()[:NEWEST]],
            "orders": RefundOrder.objects.filter(payment__contribution=row).select_related("payment")[
                :NEWEST
            ],
            "reversals": Reversal.objects.filter(payment__contribution=row)[:NEWEST],
            "terms": row.terms.all()[:NEWEST],
            "totals": books.totals(row.payments.all(), Movement.objects.filter(payment__contribution=row))[0],
            "course": getattr(row, "course", None),
            "cards": row.card_changes.all()[:NEWEST],
            "addresses": row.address_changes.all()[:NEWEST],
            "letters": row.letters.select_related("payment")[:NEWEST],
            "findings": row.findings.all()[:NEWEST],
            "events": StripeEvent.objects.filter(object_id__in=ids)[:NEWEST],
        }

    def ask_again(self, request: HttpRequest, contribution: Contribution) -> None:
        """Sync the contribution with the processor, and say what that changed."""
        if not (contribution.session_id or contribution.subscription_id):
            messages.warning(
                request, _("There is nothing to ask about yet: reconcile looks for the payment page.")
            )
            return
        answer = ledger.ask_again(contribution=contribution, by=current_user(request))
        level = messages.WARNING if answer.is_away else messages.SUCCESS
        messages.add_message(request, level, _told(answer))

    def send_link(self, request: HttpRequest, contribution: Contribution) -> None:
        """Have the link to their own page sent to the supporter."""
        if contribution.supporter_id is None:
            messages.warning(request, _("Nobody is known yet to write to."))
        elif ledger.send_manage_link(contribution=contribution, by=current_user(request)):
            messages.success(
                request, _("The letter with the link is due: the worker sends it within a minute.")
            )
        else:
            messages.info(request, _("The link was sent within the last ten minutes already."))

    @admin.display(description=gettext_lazy("contribution"), ordering="amount")
    def promise_shown(self, contribution: Contribution) -> str:
        """Return amount and interval."""
        return str(contribution)

    @admin.display(description=gettext_lazy("status"), ordering="status")
    def badge(self, contribution: Contribution) -> str:
        return status_badge(contribution)

    @admin.display(description=gettext_lazy("last payment"), ordering="paid_last")
    def last_paid(self, contribution: Contribution) -> Any:
        return getattr(contribution, "paid_last", None)

    @admin.display(description=gettext_lazy("next payment"))
    def next_payment(self, contribution: Contribution) -> str:
        """Return when the processor collects next."""
        return self.moment(contribution.next_at)

    @admin.display(description=gettext_lazy("goes on"))
    def pause_ends(self, contribution: Contribution) -> str:
        """Return when a pause is over."""
        return self.moment(contribution.resumes_at)

    @admin.display(description=gettext_lazy("ends"))
    def end(self, contribution: Contribution) -> str:
        """Return the time of the end, which may be to come."""
        return self.moment(contribution.ended_at or contribution.ends_at)

    @admin.display(description=gettext_lazy("reason of the end"))
    def why_ended(self, contribution: Contribution) -> str:
        """Return the reason as people say it, or in the processor's word."""
        reason = contribution.end_reason
        return str(REASONS.get(reason, reason)) if reason else "-"

    @admin.display(description=gettext_lazy("why it was refused"))
    def why_refused(self, contribution: Contribution) -> str:
        """Return the reason of the last refusal as people say it, or in the processor's word."""
        reason = contribution.refusal
        return str(REFUSALS.get(reason, reason)) if reason else "-"

    @admin.display(description=gettext_lazy("came from"))
    def from_page(self, contribution: Contribution) -> str:
        """Return the page of this site that led to it, as a link."""
        path = contribution.from_path
        is_local = path.startswith("/") and not path.startswith("//")
        return format_html('<a href="{}">{}</a>', path, path) if is_local else path or "-"

    @admin.display(description=gettext_lazy("supporter"))
    def supporter_shown(self, contribution: Contribution) -> str:
        """Return the supporter's id, as a link to all payments of theirs."""
        if contribution.erased_at:
            return _("forgotten") + f", {self.moment(contribution.erased_at)}"
        if not contribution.supporter_id:
            return _("not known yet")
        url = f"{reverse('admin:donations_payment_changelist')}?supporter={contribution.supporter_id}"
        return format_html('<a href="{}">#{}</a>', url, contribution.supporter_id)

    @admin.display(description=gettext_lazy("email address"))
    def email(self, contribution: Contribution) -> str:
        """Return the email address, decrypted for those who may see it."""
        if contribution.supporter is None or contribution.erased_at:
            return "-"
        try:
            return crypto.open_sealed(contribution.supporter.email_sealed)
        except crypto.CannotOpen:
            return _("sealed with a key that is not at hand")

    @admin.display(description=gettext_lazy("the processor's numbers"))
    def numbers(self, contribution: Contribution) -> str:
        """Return the processor's ids of it, with links into its dashboard."""
        ids = (contribution.session_id, contribution.subscription_id, contribution.customer_id)
        linked = [(dashboard_link(name),) for name in ids if name]
        return format_html_join(", ", "{}", linked) or "-"


def _told(answer: ledger.Answer) -> str:
    """Return the sentence about what a sync changed."""
    if answer.is_away:
        return _("The processor does not answer. Nothing was changed; try again later.")
    told = []
    if answer.before != answer.after:
        names = dict(Contribution.Status.choices)
        told.append(
            _("It was “%(before)s” and is now “%(after)s”.")
            % {"before": names[answer.before], "after": names[answer.after]}
        )
    if answer.new_payments:
        told.append(
            ngettext("%(count)d payment is new.", "%(count)d payments are new.", answer.new_payments)
            % {"count": answer.new_payments}
        )
    return " ".join(told) or _("The processor says the same as the books: nothing changed.")
