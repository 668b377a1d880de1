"""Base classes of the read-only admins: badges, buttons, search by number, lists as CSV."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.utils import display_for_value, unquote
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from donations import gateway
from donations.admin import address_search, export, search
from donations.forms import AddressSearchForm
from donations.models import Contribution
from newsroom.core.acts import NotAllowed, Refused
from newsroom.core.desk.model_admin import ReadOnlyAdmin

Row = TypeVar("Row", bound=models.Model)
Act = Callable[[HttpRequest, Any], None]
S = Contribution.Status
# How a status looks (static/css/desk/parts.css): the desk's badges, whose words tell them apart.
LOOKS = {
    S.PENDING: "draft",
    S.OPEN: "draft",
    S.PROCESSING: "scheduled",
    S.PAID: "live",
    S.ACTIVE: "live",
    S.PAST_DUE: "in_review",
    S.PAUSED: "ready",
    S.LAPSED: "embargo",
    S.CANCELLED: "withdrawn",
    S.EXPIRED: "withdrawn",
    S.FAILED: "embargo",
}


def badge(look: str, words: object) -> str:
    """Return a status as a coloured badge in the desk's style."""
    return format_html('<span class="badge {}">{}</span>', look, words)


def status_badge(contribution: Contribution) -> str:
    return badge(LOOKS[S(contribution.status)], contribution.get_status_display())


def dashboard_link(provider_id: str) -> str:
    """Return an id of the processor as a link into its dashboard, where it has a page for it."""
    url = gateway.dashboard_url(provider_id)
    return format_html('<a href="{}" rel="noreferrer">{}</a>', url, provider_id) if url else provider_id


class ReadingAdmin(ReadOnlyAdmin[Row]):
    """Read-only `ModelAdmin` with buttons for acts of the ledger, and its list as CSV."""

    show_facets = admin.ShowFacets.NEVER
    list_per_page = 50
    list_max_show_all = 200
    change_list_template = "admin/donations/list.html"
    # Name of an act, as its URL ends, to the method that does it.
    acts: dict[str, str] = {}
    # Of the list as CSV; without any there is none.
    columns: Sequence[export.Column] = ()

    def moment(self, at: datetime | None) -> str:
        """Return a time as the lists show it; on the page of a row Django would use Python's form."""
        return str(display_for_value(at, self.get_empty_value_display()))

    def may_act(self, request: HttpRequest) -> bool:
        """Return whether this person may press the buttons of the page."""
        return self.has_view_permission(request)

    def get_urls(self) -> list[URLPattern]:
        """Add a URL for each act."""
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        mine = [
            path(
                f"<path:object_id>/{act}/",
                self.admin_site.admin_view(partial(self._act, act=method)),
                name=f"{name}_{act}",
            )
            for act, method in self.acts.items()
        ]
        csv = path("csv/<str:separators>/", self.admin_site.admin_view(self.as_csv), name=f"{name}_csv")
        return [*mine, *([csv] if self.columns else []), *super().get_urls()]

    def as_csv(self, request: HttpRequest, separators: str) -> HttpResponse | StreamingHttpResponse:
        """Send the filtered list, row by row, without email addresses."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        if separators not in export.SEPARATORS:
            raise Http404
        try:
            rows = self.get_changelist_instance(request).get_queryset(request)
        except IncorrectLookupParameters:
            return HttpResponseRedirect("../../?e=1")
        chosen = export.SEPARATORS[separators]
        return export.streamed(rows, self.columns, name=f"{self.opts.model_name}s", separators=chosen)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the list with the ways in which it can be exported."""
        ways = export.SEPARATORS.values() if self.columns else ()
        return super().changelist_view(request, {"exports": ways, **(extra_context or {})})

    def _act(self, request: HttpRequest, object_id: str, act: str) -> HttpResponse:
        """Do one act with one row, then show its page again."""
        return _posted(request, partial(self._do, object_id=object_id, act=act))

    def _do(self, request: HttpRequest, object_id: str, act: str) -> HttpResponse:
        if not self.may_act(request):
            raise PermissionDenied
        row = self.get_object(request, unquote(object_id))
        if row is None:
            raise Http404
        try:
            getattr(self, act)(request, row)
        except NotAllowed as refused:
            raise PermissionDenied from refused
        except Refused as refused:
            messages.warning(request, str(refused))
        return redirect(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", row.pk)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show one row with everything that belongs to it."""
        row = self.get_object(request, unquote(object_id))
        shown = self.beside(request, row) if row is not None and self.has_view_permission(request) else {}
        context = {**shown, "may_act": self.may_act(request), "subtitle": None, **(extra_context or {})}
        return super().change_view(request, object_id, form_url, context)

    def beside(self, request: HttpRequest, row: Row) -> dict[str, Any]:
        """Return what the page of a row shows beside its fields."""
        return {}


@require_POST
def _posted(request: HttpRequest, act: Callable[[HttpRequest], HttpResponse]) -> HttpResponse:
    return act(request)


class SearchedAdmin(ReadingAdmin[Row]):
    """List that is searched by receipt number and by the processor's numbers."""

    change_list_template = "admin/donations/searched_list.html"
    # What a row is called in a query: "" here, "contribution__" one table away.
    contribution = ""
    receipts = ""
    search_fields = ("pk",)

    def get_urls(self) -> list[URLPattern]:
        """Add the URL of the search."""
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        enter = self.admin_site.admin_view
        return [path("find/", enter(self.find), name=f"{name}_find"), *super().get_urls()]

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet[Row], search_term: str
    ) -> tuple[models.QuerySet[Row], bool]:
        """Find by receipt number and by the processor's numbers."""
        condition = search.condition(search_term, self.contribution, self.receipts)
        return (queryset if condition is None else queryset.filter(condition)), False

    def find(self, request: HttpRequest) -> HttpResponse:
        """Take a search by POST, so that no email address stands in a URL, a history or a log."""
        return _posted(request, self._find)

    def _find(self, request: HttpRequest) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        kept = {name: request.POST[name] for name in request.POST if name in search.KEPT}
        words = request.POST.get("q", "").strip()
        if "@" not in words:
            return HttpResponseRedirect(f"../?{urlencode(kept | ({'q': words} if words else {}))}")
        if not search.may_see_emails(request):
            messages.warning(request, _("Only those who may see email addresses can search for one."))
            return HttpResponseRedirect(f"../?{urlencode(kept)}")
        form = AddressSearchForm(initial={"email": words})
        return address_search.ask(request, self.admin_site, form)
