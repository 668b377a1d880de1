"""What the processor told us, and what people must look at."""

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from donations import ledger
from donations.admin.reading import ReadingAdmin, badge
from donations.models import Finding, StripeEvent
from newsroom.core.desk.identity import current_user

OUTCOMES = {"waiting": "scheduled", "applied": "live", "ignored": "withdrawn", "gave_up": "embargo"}


class OpenFilter(admin.SimpleListFilter):
    """What still waits for somebody, or what was settled."""

    title, parameter_name = gettext_lazy("settled"), "settled"

    def lookups(self, request: HttpRequest, model_admin: object) -> list[tuple[str, str]]:
        """Return yes and no."""
        return [("no", _("no")), ("yes", _("yes"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Finding]) -> QuerySet[Finding]:
        """Return those that wait, or those that are settled."""
        if self.value() not in ("no", "yes"):
            return queryset
        return queryset.filter(settled_at__isnull=self.value() == "no")


@admin.register(Finding)
class FindingAdmin(ReadingAdmin[Finding]):
    """What no rule could put right; somebody looks at it, acts, and settles it."""

    place = 62
    acts = {"settle": "settle"}
    change_form_template = "admin/donations/finding/change_form.html"
    list_display = ("kind", "standing", "provider_id", "note", "found_at")
    list_filter = (OpenFilter, "kind")
    fields = ("kind", "standing", "note", "of", "provider_id", "found_at", "settled_at")

    def may_act(self, request: HttpRequest) -> bool:
        """Say whether this person may settle findings."""
        return bool(request.user.has_perm("donations.change_finding"))

    def settle(self, request: HttpRequest, finding: Finding) -> None:
        """Note that it is dealt with."""
        if ledger.settle(finding=finding, by=current_user(request)):
            messages.success(request, _("Settled."))
        else:
            messages.info(request, _("It was settled before."))

    @admin.display(description=gettext_lazy("settled"), ordering="settled_at")
    def standing(self, finding: Finding) -> str:
        """Return whether somebody dealt with it."""
        return badge("live", _("settled")) if finding.settled_at else badge("in_review", _("waits"))

    @admin.display(description=gettext_lazy("contribution"))
    def of(self, finding: Finding) -> str:
        """Return its contribution as a link, where we know it."""
        if finding.contribution_id is None:
            return "-"
        url = reverse("admin:donations_contribution_change", args=[finding.contribution_id])
        return format_html('<a href="{}">{}</a>', url, finding.contribution)


@admin.register(StripeEvent)
class StripeEventAdmin(ReadingAdmin[StripeEvent]):
    """The processor's hints, and what became of them."""

    place = 64
    list_display = ("kind", "standing", "about", "received", "tries")
    list_filter = ("outcome",)
    search_fields = ("event_id", "object_id")
    search_help_text = gettext_lazy("The processor's number")
    fields = ("kind", "event_id", "about", "standing", "received", "tries", "next_try")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[StripeEvent], search_term: str
    ) -> tuple[QuerySet[StripeEvent], bool]:
        """Find by the exact number of an event or of what it is about, both of which have an index."""
        word = search_term.strip()
        found = queryset.filter(object_id=word) | queryset.filter(event_id=word)
        return (found if word else queryset), False

    @admin.display(description=gettext_lazy("event"), ordering="type")
    def kind(self, event: StripeEvent) -> str:
        """Return its type."""
        return event.type

    @admin.display(description=gettext_lazy("outcome"), ordering="outcome")
    def standing(self, event: StripeEvent) -> str:
        """Return what became of it."""
        return badge(OUTCOMES[event.outcome], event.get_outcome_display())

    @admin.display(description=gettext_lazy("about"), ordering="object_id")
    def about(self, event: StripeEvent) -> str:
        """Return the number of what changed."""
        return event.object_id

    @admin.display(description=gettext_lazy("received"), ordering="received_at")
    def received(self, event: StripeEvent) -> str:
        """Return when it came."""
        return self.moment(event.received_at)

    @admin.display(description=gettext_lazy("attempts"), ordering="attempts")
    def tries(self, event: StripeEvent) -> int:
        """Return how often it was tried."""
        return event.attempts

    @admin.display(description=gettext_lazy("next try"))
    def next_try(self, event: StripeEvent) -> str:
        """Return when it is tried again, while it waits."""
        return self.moment(event.next_at if event.outcome == StripeEvent.Outcome.WAITING else None)
