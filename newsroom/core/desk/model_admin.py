"""Base classes of the desk's `ModelAdmin`s: audit entries in place of Django's log, no mass deletion."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ERROR_FLAG, ChangeList
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from newsroom.core import audit, text
from newsroom.core.desk.capped import CappedPaginator
from newsroom.core.desk.identity import current_user
from newsroom.core.models import AuditEntry
from newsroom.core.stored_text import typed_columns
from newsroom.core.text_fields import OVERRIDES

Row = TypeVar("Row", bound=models.Model)
HISTORY = 200
# So many words with look-alikes are named.
NAMED = 5
# (what uses it, its URL at the desk or "")
Use = tuple[str, str]


class OfferedChangeList(ChangeList):
    """List view that takes the filters which the page offers, and refuses every other look-up.

    Django also takes any field of the model, and of what is related to it: `?leads=28` on photos would tell
    who may not see story 28 which picture it has.
    """

    def get_filters(self, request: HttpRequest) -> Any:
        """Read the filters; what none of them has taken away is a wrong one."""
        found = super().get_filters(request)
        left_over = set(found[2])
        if self.date_hierarchy and f"{self.date_hierarchy}__year" in request.GET:
            left_over -= {f"{self.date_hierarchy}__{bound}" for bound in ("gte", "lt")}
        if left_over:
            raise IncorrectLookupParameters("no filter of this list has such a name")
        return found


class AuditedAdmin(admin.ModelAdmin[Row]):
    """A `ModelAdmin` whose changes are audit entries, written in the transaction of the change."""

    actions = None
    paginator = CappedPaginator
    formfield_overrides = OVERRIDES
    # Where it stands in the navigation; lower comes first.
    place = 90
    # Whether it may stand behind *More*: what nobody needs each day.
    is_aside = False

    def view_on_site(self, obj: Row) -> str | None:
        """Return the object's page on the site, if it has one."""
        url: Callable[[], str] | None = getattr(obj, "get_absolute_url", None)
        return url() if url else None

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return OfferedChangeList

    def to_field_allowed(self, request: HttpRequest, to_field: str) -> bool:
        """Let pickers have the primary key alone; Django's own answer fails over relations that lead back."""
        return to_field == self.opts.pk.name

    def get_changelist_instance(self, request: HttpRequest) -> ChangeList:
        """Read the list's filters from the query string; what the database cannot hold is a wrong filter."""
        if any("\0" in value for _name, values in request.GET.lists() for value in values):
            raise IncorrectLookupParameters("no row holds this character")
        try:
            return super().get_changelist_instance(request)
        except (OverflowError, ValueError) as error:
            raise IncorrectLookupParameters("no row holds this number") from error

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Lead from wrong filters to the whole list, also again: Django would blame the database then."""
        is_marked = ERROR_FLAG in request.GET
        if is_marked and request.GET.urlencode() != f"{ERROR_FLAG}=1":
            return redirect(f"{request.path}?{ERROR_FLAG}=1")
        return super().changelist_view(request, extra_context)

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet[Row], search_term: str
    ) -> tuple[models.QuerySet[Row], bool]:
        """Search for the words as they are stored, whatever form they were typed in."""
        return super().get_search_results(request, queryset, text.clean_line(search_term))

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Ignore the query string: a link from anybody could fill in a new form with anything."""
        return {}

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        self.advise(request, form)

    def advise(self, request: HttpRequest, form: Any) -> None:
        """Name words of a saved form in which a letter may only look like another; nothing is changed."""
        changed = [name for name in typed_columns(self.model) if name in form.changed_data]
        words = text.lookalike_words("\n".join(str(form.cleaned_data[name]) for name in changed))
        if words:
            sentence = _(
                "Letters that look alike, of two alphabets in one word: %(words)s. Nothing was changed; "
                "type the word again if that was not meant."
            )
            messages.warning(request, sentence % {"words": ", ".join(words[:NAMED])})

    def log_addition(self, request: HttpRequest, obj: Row, message: Any) -> None:  # type: ignore[override]
        """Write the audit entry of a new object."""
        audit.record(act=_act(obj, "create"), by=current_user(request), on=obj)

    def log_change(self, request: HttpRequest, obj: Row, message: Any) -> None:  # type: ignore[override]
        """Write the audit entry of a change; `message` is the names of the changed fields."""
        if message:
            audit.record(act=_act(obj, "change"), by=current_user(request), on=obj, changed=message)

    def log_deletions(self, request: HttpRequest, queryset: Iterable[Row]) -> None:  # type: ignore[override]
        """Write an audit entry for each deleted object."""
        for obj in queryset:
            audit.record(act=_act(obj, "delete"), by=current_user(request), on=obj)

    def construct_change_message(  # type: ignore[override]
        self, request: HttpRequest, form: Any, formsets: Any, add: bool = False
    ) -> list[str]:
        """Return the names of the changed fields, never their values."""
        return sorted(form.changed_data)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the audit entries of the object, newest first."""
        obj = self.get_object(request, object_id)
        if obj is None:
            raise Http404
        if not self.has_view_or_change_permission(request, obj):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "title": _("History"),
            "subtitle": None,
            "entries": [self.told(entry) for entry in audit.entries(obj)[:HISTORY]],
            "object": obj,
            "module_name": self.opts.verbose_name_plural,
            "opts": self.opts,
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/object_history.html", context)

    def told(self, entry: AuditEntry) -> AuditEntry:
        """Return an entry of the history; one with `words` says them in place of the name of its act."""
        return entry

    def render_change_form(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer a form that was sent and not taken with 422."""
        response = super().render_change_form(request, *args, **kwargs)
        if request.method == "POST":
            response.status_code = 422
        return response

    def uses(self, request: HttpRequest, obj: Row) -> list[Use]:
        """Return what would break without the object; while there is anything, it cannot be deleted.

        It names only what the person who asks may see.
        """
        return []

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Refuse with the list of uses, or ask for confirmation."""
        obj = self.get_object(request, object_id)
        if obj is not None and self.has_delete_permission(request, obj) and self.uses(request, obj):
            return self.still_in_use(request, object_id)
        return super().delete_view(request, object_id, extra_context)

    def still_in_use(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Refuse a deletion with links to what uses the row: 409 where it was asked for."""
        obj = self.get_object(request, object_id)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Still in use"),
            "object": obj,
            "opts": self.opts,
            "uses": self.uses(request, obj) if obj is not None else [],
        }
        status = 409 if request.method == "POST" else 200
        return TemplateResponse(request, "admin/still_in_use.html", context, status=status)


class ReadOnlyAdmin(AuditedAdmin[Row]):
    """A `ModelAdmin` without forms: the rows are written by acts and never edited."""

    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Row | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Row | None = None) -> bool:
        return False


def _act(obj: models.Model, verb: str) -> str:
    return f"{obj._meta.model_name}.{verb}"
