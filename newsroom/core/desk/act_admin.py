"""ModelAdmin that saves by acts: what was typed goes to them, and what they refuse comes back to the form."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from django import forms
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from newsroom.core.acts import Gone, InUse, NotAllowed, Refused, Sentence
from newsroom.core.desk import refusal
from newsroom.core.desk.identity import current_user
from newsroom.core.desk.model_admin import AuditedAdmin
from newsroom.core.models import User

if TYPE_CHECKING:
    Form = forms.ModelForm[Any]
else:
    Form = forms.ModelForm

Row = TypeVar("Row", bound=models.Model)


@dataclass(frozen=True)
class Acts:
    """The acts behind an admin; `noun` is the argument in which `change` and `delete` take the row."""

    noun: str
    add: Callable[..., Any]
    change: Callable[..., Any]
    delete: Callable[..., None]


class ActForm(Form):
    """Model form that also shows what an act refused, each sentence beside its field."""

    refused: Refused | None = None

    def clean(self) -> dict[str, Any] | None:
        """Add the sentences of the act; one about a field that is not here stands over the form."""
        cleaned = super().clean()
        for name, sentence in self.sentences().items():
            # One sentence is enough: read again, the field may say the same as the act.
            if not self.has_error(name):
                self.add_error(name if name in self.fields else None, ValidationError(str(sentence)))
        return cleaned

    def sentences(self) -> Mapping[str, Sentence]:
        """Return what was refused, by name of field."""
        return self.refused.errors if self.refused else {}


class ActAdmin(AuditedAdmin[Row]):
    """An admin in front of `acts`, which check the right, save, and write the audit entry."""

    acts: Acts
    form = ActForm

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show the form, or do the act; what was refused is shown again with everything that was typed.

        What was typed about a row that somebody deleted meanwhile comes back as the form of a new one.
        """
        try:
            if request.method == "POST" and object_id and not self.get_object(request, unquote(object_id)):
                raise Gone
            return super().changeform_view(request, object_id, form_url, extra_context)
        except NotAllowed as refused:
            raise PermissionDenied from refused
        except Refused as refused:
            refusal.remember(request, refused)
            if isinstance(refused, Gone):
                object_id, form_url = None, reverse(f"admin:{self.opts.label_lower.replace('.', '_')}_add")
        return super().changeform_view(request, object_id, form_url, extra_context)

    def get_form(
        self, request: HttpRequest, obj: Row | None = None, change: bool = False, **kwargs: Any
    ) -> type[Form]:
        """Hand the form what was refused."""
        made = super().get_form(request, obj, change, **kwargs)
        return type(made.__name__, (made,), {"refused": refusal.of(request)})

    def render_change_form(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer 409 where the row of the form is gone."""
        response = super().render_change_form(request, *args, **kwargs)
        if isinstance(refusal.of(request), Gone):
            response.status_code = 409
        return response

    def save_model(self, request: HttpRequest, obj: Row, form: Any, change: bool) -> None:
        """Hand what was typed to the act, and go on with the number of the row that it saved."""
        by = current_user(request)
        saved = self.change(obj, form, by=by) if change else self.add(form, by=by)
        obj.pk = saved.pk

    def add(self, form: Any, *, by: User) -> Row:
        """Do the act that adds a row."""
        added: Row = self.acts.add(by=by, fields=form.cleaned_data)
        return added

    def change(self, obj: Row, form: Any, *, by: User) -> Row:
        """Do the act that changes a row."""
        changed: Row = self.acts.change(**{self.acts.noun: obj}, by=by, fields=form.cleaned_data)
        return changed

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Ask whether it is meant, do the act, or name what still uses the row."""
        try:
            return super().delete_view(request, object_id, extra_context)
        except NotAllowed as refused:
            raise PermissionDenied from refused
        except InUse:
            return self.still_in_use(request, object_id)
        except Gone:
            # Said by the page of a row that is not there.
            return super().delete_view(request, object_id, extra_context)

    def delete_model(self, request: HttpRequest, obj: Row) -> None:
        """Do the act that deletes a row."""
        self.acts.delete(**{self.acts.noun: obj}, by=current_user(request))

    # The acts write the audit entries.

    def log_addition(self, request: HttpRequest, obj: Row, message: Any) -> None:  # type: ignore[override]
        """Write nothing."""

    def log_change(self, request: HttpRequest, obj: Row, message: Any) -> None:  # type: ignore[override]
        """Write nothing."""

    def log_deletions(self, request: HttpRequest, queryset: Iterable[Row]) -> None:  # type: ignore[override]
        """Write nothing."""
