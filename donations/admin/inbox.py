"""Admin of findings, which people settle, and of the processor's events."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from donations.admin import acts
from donations.admin.act_pages import ActingAdmin
from donations.admin.reading import ReadingAdmin, badge, dashboard_link
from donations.admin.words import FINDINGS
from donations.models import Finding, StripeEvent
from newsroom.core.text import clean_line

OUTCOMES = {"waiting": "scheduled", "applied": "live", "ignored": "withdrawn", "gave_up": "embargo"}


class OpenFilter(admin.SimpleListFilter):
    """Filter of findings that are open, or settled."""

    title, parameter_name = gettext_lazy("settled"), "settled"

    def lookups(self, request: HttpRequest, model_admin: object) -> list[tuple[str, str]]:
        return [("no", _("no")), ("yes", _("yes"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Finding]) -> QuerySet[Finding]:
        if self.value() not in ("no", "yes"):
            return queryset
        return queryset.filter(settled_at__isnull=self.value() == "no")


@admin.register(Finding)
class FindingAdmin(ActingAdmin[Finding]):
    """Admin of findings: somebody looks at what no rule could put right, acts, and settles it."""

    place = 62
    act_pages = acts.OF_A_FINDING
    change_form_template = "admin/donations/finding/change_form.html"
    list_display = ("kind", "standing", "provider_id", "note", "found_at")
    list_filter = (OpenFilter, "kind")
    list_select_related = ("contribution",)
    columns = (
        ("found_at", lambda it: it.found_at),
        ("kind", lambda it: it.kind),
        ("note", lambda it: it.note),
        ("contribution", lambda it: it.contribution and it.contribution.public_id),
        ("number", lambda it: it.provider_id),
        ("settled_at", lambda it: it.settled_at),
    )
    fields = (
        *("kind", "happened", "kept", "to_do", "note", "of", "number"),
        *("standing", "found", "settled", "settled_how"),
    )

    @admin.display(description=gettext_lazy("what happened"))
    def happened(self, finding: Finding) -> str:
        return str(FINDINGS[finding.kind][0])

    @admin.display(description=gettext_lazy("what was kept"))
    def kept(self, finding: Finding) -> str:
        return str(FINDINGS[finding.kind][1])

    @admin.display(description=gettext_lazy("what to do now"))
    def to_do(self, finding: Finding) -> str:
        return str(FINDINGS[finding.kind][2])

    @admin.display(description=gettext_lazy("found"))
    def found(self, finding: Finding) -> str:
        return self.moment(finding.found_at)

    @admin.display(description=gettext_lazy("settled at"))
    def settled(self, finding: Finding) -> str:
        return self.moment(finding.settled_at)

    @admin.display(description=gettext_lazy("settled"), ordering="settled_at")
    def standing(self, finding: Finding) -> str:
        """Return whether it is settled."""
        return badge("live", _("settled")) if finding.settled_at else badge("in_review", _("waits"))

    @admin.display(description=gettext_lazy("the processor's number"))
    def number(self, finding: Finding) -> str:
        """Return the processor's id of what it is about, as a link into its dashboard."""
        return dashboard_link(finding.provider_id) or "-"

    @admin.display(description=gettext_lazy("contribution"))
    def of(self, finding: Finding) -> str:
        """Return its contribution as a link, where there is one."""
        if finding.contribution_id is None:
            return "-"
        url = reverse("admin:donations_contribution_change", args=[finding.contribution_id])
        return format_html('<a href="{}">{}</a>', url, finding.contribution)


@admin.register(StripeEvent)
class StripeEventAdmin(ReadingAdmin[StripeEvent]):
    """Read-only list of the processor's events, with what became of each."""

    place = 64
    is_aside = True
    list_display = ("kind", "standing", "about", "received", "tries")
    list_filter = ("outcome",)
    search_fields = ("event_id", "object_id")
    search_help_text = gettext_lazy("The processor's number")
    fields = ("kind", "event_id", "about", "standing", "received", "tries", "next_try")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[StripeEvent], search_term: str
    ) -> tuple[QuerySet[StripeEvent], bool]:
        """Find by the exact id of an event or of its object; both have an index."""
        word = clean_line(search_term)
        found = queryset.filter(object_id=word) | queryset.filter(event_id=word)
        return (found if word else queryset), False

    @admin.display(description=gettext_lazy("event"), ordering="type")
    def kind(self, event: StripeEvent) -> str:
        return event.type

    @admin.display(description=gettext_lazy("outcome"), ordering="outcome")
    def standing(self, event: StripeEvent) -> str:
        """Return its outcome."""
        return badge(OUTCOMES[event.outcome], event.get_outcome_display())

    @admin.display(description=gettext_lazy("about"), ordering="object_id")
    def about(self, event: StripeEvent) -> str:
        """Return the id of the object that changed."""
        return event.object_id

    @admin.display(description=gettext_lazy("received"), ordering="received_at")
    def received(self, event: StripeEvent) -> str:
        return self.moment(event.received_at)

    @admin.display(description=gettext_lazy("attempts"), ordering="attempts")
    def tries(self, event: StripeEvent) -> int:
        return event.attempts

    @admin.display(description=gettext_lazy("next try"))
    def next_try(self, event: StripeEvent) -> str:
        """Return the time of the next attempt, while it waits."""
        return self.moment(event.next_at if event.outcome == StripeEvent.Outcome.WAITING else None)
