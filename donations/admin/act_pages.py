"""Pages with one form for one act on one row: they say what happens, and what is wrong by its field."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from donations.admin.reading import ReadingAdmin, Row
from newsroom.core.acts import NotAllowed, Refused
from newsroom.core.desk.identity import current_user
from newsroom.core.models import AuditEntry, User


@dataclass(frozen=True, kw_only=True)
class ActPage:
    """One act: `name` ends its URL, `right` is the permission that it asks for.

    `form` makes the form for a row, of what was sent or empty; None where there is nothing to be done, and
    `why_not` says so. `question` is asked before what cannot be taken back. `do` does it and returns the
    sentence that says what happens now.
    """

    name: str
    right: str
    title: Any
    form: Callable[[Any, dict[str, Any] | None], forms.Form | None]
    do: Callable[[Any, Any, User], str]
    why_not: Any
    button: Any
    hint: Any = ""
    question: Callable[[Any, Any], str] | None = None


class ActingAdmin(ReadingAdmin[Row]):
    """Read-only admin whose rows have pages for acts of the ledger."""

    act_pages: Sequence[ActPage] = ()
    # Of acts that have a button alone, what the history says: by their name in the audit.
    buttons: Mapping[str, Any] = {}

    def told(self, entry: AuditEntry) -> AuditEntry:
        """Let the history say the words of the button that was pressed, and how much was named with it."""
        pages = {f"{self.opts.model_name}.{each.name}": each.title for each in self.act_pages}
        words = (pages | dict(self.buttons)).get(entry.act, entry.act)
        amount = entry.details.get("amount")
        entry.words = f"{words}: {amount}" if isinstance(amount, str) else str(words)  # type: ignore[attr-defined]
        return entry

    def get_urls(self) -> list[URLPattern]:
        """Add a URL for each page."""
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        mine = [
            path(
                f"<path:object_id>/{each.name}/",
                self.admin_site.admin_view(partial(self._act_page, page=each)),
                name=f"{name}_{each.name}",
            )
            for each in self.act_pages
        ]
        return [*mine, *super().get_urls()]

    def beside(self, request: HttpRequest, row: Row) -> dict[str, Any]:
        """Return the links to what this person can do with the row at present."""
        return super().beside(request, row) | {"act_links": self.act_links(request, row)}

    def act_links(self, request: HttpRequest, row: Row) -> list[tuple[str, Any]]:
        """Return URL and title of each page that this person may open, where something can be done."""
        offered = (each for each in self.act_pages if request.user.has_perm(each.right))
        return [(self._url(each.name, row), each.title) for each in offered if each.form(row, None)]

    def _url(self, act: str, row: Row) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{act}", args=[row.pk])

    def _act_page(self, request: HttpRequest, object_id: str, page: ActPage) -> HttpResponse:
        """Show the form of an act, ask once more where that is due, and do it."""
        if not (self.has_view_permission(request) and request.user.has_perm(page.right)):
            raise PermissionDenied
        row = self.get_object(request, unquote(object_id))
        if row is None:
            raise Http404
        is_sent = request.method == "POST"
        form = page.form(row, request.POST.dict() if is_sent else None)
        if form is None:
            return self._shown(request, page, row, None, status=409)
        if not (is_sent and form.is_valid()):
            return self._shown(request, page, row, form, status=422 if is_sent else 200)
        if page.question and request.POST.get("sure") != "yes":
            return self._shown(request, page, row, form, question=page.question(row, form))
        return self._done(request, page, row, form)

    def _done(self, request: HttpRequest, page: ActPage, row: Row, form: forms.Form) -> HttpResponse:
        try:
            said = page.do(row, form, current_user(request))
        except NotAllowed as refused:
            raise PermissionDenied from refused
        except Refused as refused:
            for name, sentence in refused.errors.items():
                form.add_error(name or None, str(sentence))
            return self._shown(request, page, row, form, status=422)
        messages.success(request, said)
        return redirect(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", row.pk)

    def _shown(
        self,
        request: HttpRequest,
        page: ActPage,
        row: Row,
        form: forms.Form | None,
        *,
        status: int = 200,
        question: str = "",
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": page.title,
            "subtitle": None,
            "opts": self.opts,
            "original": row,
            "act": page,
            "form": form,
            "question": question,
        }
        return TemplateResponse(request, "admin/donations/act_page.html", context, status=status)
