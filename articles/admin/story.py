"""A story's page at the desk. It saves nothing itself: what was typed goes to `articles.desk`."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from articles import desk
from articles.admin import left_out, opening, refusal
from articles.admin.buttons import press, pressed
from articles.admin.draft_pages import DraftPages
from articles.admin.pickers import Picker, only_pick, only_seen
from articles.admin.rows import BylineRows, RelatedRows, RowFormSet, TopicRows
from articles.admin.story_form import StoryForm
from articles.admin.story_list import StoryList
from articles.admin.story_page import StoryPage
from articles.desk.acts import UNFINISHED, Act
from articles.desk.rights import visible, writing_act
from articles.models import Story
from articles.models.story import StoryQuerySet
from newsroom.core.desk.identity import current_user
from newsroom.core.desk.model_admin import AuditedAdmin

if TYPE_CHECKING:
    from django.db.models.fields.related import ForeignKey

# What these buttons do is done when the words are saved.
SAVING = frozenset({"write", "save_draft"})
STATUS: dict[type[desk.Refused], int] = {desk.NotAllowed: 403, desk.Changed: 409}


@admin.register(Story)
class StoryAdmin(DraftPages, StoryPage, StoryList, AuditedAdmin[Story]):
    """Write, submit, publish and withdraw stories."""

    form = StoryForm
    inlines = (TopicRows, BylineRows, RelatedRows)
    autocomplete_fields = ("lead_image",)
    view_on_site = False  # type: ignore[assignment]  # the form has a link of its own
    save_as = False

    # Who may what: one table, at the desk.

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Story | None = None) -> bool:
        return desk.may("view", story=obj, by=current_user(request))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return refusal.of(request) is not None or desk.may("start", story=None, by=current_user(request))

    def has_change_permission(self, request: HttpRequest, obj: Story | None = None) -> bool:
        return refusal.of(request) is not None or bool(writing_act(story=obj, by=current_user(request)))

    def has_delete_permission(self, request: HttpRequest, obj: Story | None = None) -> bool:
        return desk.may("delete", story=obj, by=current_user(request))

    def get_queryset(self, request: HttpRequest) -> StoryQuerySet:
        """Return what this person may see: for the list, the pickers and the form."""
        return visible(current_user(request)).order_by(*self.get_ordering(request))

    # The form

    def formfield_for_dbfield(
        self, db_field: models.Field[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        return only_pick(field, add=db_field.name == "lead_image")

    def formfield_for_foreignkey(
        self, db_field: ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> forms.ModelChoiceField[Any] | None:
        if db_field.name in self.autocomplete_fields:
            kwargs["widget"] = Picker(db_field, self.admin_site)
        if db_field.name == "category":
            kwargs["empty_label"] = _("Choose one")
        kwargs |= only_seen(db_field, request)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_form(
        self, request: HttpRequest, obj: Story | None = None, change: bool = False, **kwargs: Any
    ) -> type[StoryForm]:
        # The form declares the others itself: the story has no such field, or acts alone set it.
        kwargs["fields"] = [name for name in kwargs.get("fields") or () if name in desk.FIELDS]
        made = super().get_form(request, obj, change, **kwargs)
        return type(made.__name__, (made,), {"refused": refusal.of(request)})

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Story | None:
        story: Story | None = super().get_object(request, object_id, from_field)
        # Other pages ask for the story, too: to delete it, and for its history.
        match = request.resolver_match
        is_form = match is not None and match.url_name == "articles_story_change"
        if story is not None and is_form and request.method != "POST":
            opening.open_draft(request, story)
        return story

    def get_formset_kwargs(
        self, request: HttpRequest, obj: Story, inline: Any, prefix: str
    ) -> dict[str, Any]:
        """Open the lists of a draft, which no table holds, as rows that are typed anew."""
        kwargs: dict[str, Any] = super().get_formset_kwargs(request, obj, inline, prefix)
        rows = opening.initial_rows(request, inline.list_name)
        return (
            kwargs if rows is None else {**kwargs, "queryset": inline.model.objects.none(), "initial": rows}
        )

    # Pressing a button

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show the form; on a press, do the act, or show it again with everything that was typed."""
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, extra_context)
        try:
            with transaction.atomic():
                response = self._pressed(request, object_id, form_url, extra_context)
        except desk.Refused as refused:
            return self._show_again(request, object_id, refused)
        except PermissionDenied:
            return self._show_again(request, object_id, self._why_not(request, object_id))
        if isinstance(response, TemplateResponse):
            response.status_code = 422
        return response

    def _pressed(
        self, request: HttpRequest, object_id: str | None, form_url: str, extra: dict[str, Any] | None
    ) -> HttpResponse:
        act = pressed(request.POST)
        if object_id is None:
            return super().changeform_view(request, None, form_url, extra)
        story = self.get_object(request, object_id)
        if story is None:
            raise desk.NotAllowed
        if not act.is_saving:
            done = press(act, story=story, by=current_user(request), seen=None, sent=request.POST)
            return self._after(request, done, act)
        return super().changeform_view(request, object_id, form_url, extra)

    def _why_not(self, request: HttpRequest, object_id: str | None) -> desk.Refused:
        """Say whether a right ended because the story moved on, with what it says now, or otherwise."""
        story = self._as_it_stands(object_id)
        moved = story is not None and _seen(request) not in (None, story.version)
        if story and moved and desk.may("view", story=story, by=current_user(request)):
            return desk.Changed(story)
        return desk.NotAllowed()

    def _show_again(self, request: HttpRequest, object_id: str | None, refused: desk.Refused) -> HttpResponse:
        """Answer with the form as it was typed, and why; the next save may go over what is there now."""
        refusal.remember(request, refused)
        story = self._as_it_stands(object_id)
        typed = request.POST.copy()
        form_url = ""
        if story is None:
            # It was deleted: the words can become a story again.
            object_id, form_url = None, reverse("admin:articles_story_add")
            typed["token"] = typed.get("token") or str(uuid.uuid4())
        elif not desk.may("view", story=story, by=current_user(request)):
            object_id = None
        elif isinstance(refused, desk.Changed):
            typed["seen"] = str(story.version)
        request.POST = typed  # type: ignore[assignment]
        response = super().changeform_view(request, object_id, form_url)
        response.status_code = STATUS.get(type(refused), 422)
        return response

    def save_form(self, request: HttpRequest, form: Any, change: bool) -> Story:
        story: Story = form.instance
        return story

    def save_model(self, request: HttpRequest, obj: Story, form: Any, change: bool) -> None:
        """Save nothing here: the rows are not known yet, and the desk writes all at once."""

    def save_related(
        self, request: HttpRequest, form: StoryForm, formsets: list[RowFormSet], change: bool
    ) -> None:
        """Hand everything to the desk, then do the act whose button was pressed."""
        by, act = current_user(request), pressed(request.POST)
        form.require_time_is_meant(act)
        fields, rows = form.written(), {formset.list_name: formset.stated() for formset in formsets}
        if change:
            seen = form.cleaned_data.get("seen") or 0
            story = _saving(form.instance, act)(
                story=form.instance, by=by, fields=fields, rows=rows, seen=seen
            )
        else:
            token = form.cleaned_data.get("token")
            story = desk.start(by=by, fields=fields, rows=rows, token=token)
        if said := left_out.sentence(form.cleaned_data.get("body_source") or ""):
            messages.warning(request, said)
        self.advise(request, form)
        # A form that was sent twice finds its story already made, and perhaps already published.
        if act.name not in SAVING and (change or story.state() == Story.State.DRAFT):
            story = press(act, story=story, by=by, seen=story.version, sent=request.POST)
        form.instance.pk, form.instance.version = story.pk, story.version

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Delete a draft, unless the desk refuses at the last moment."""
        try:
            return super().delete_view(request, object_id, extra_context)
        except desk.Refused as refused:
            messages.error(request, str(refused))
            return HttpResponseRedirect(reverse("admin:articles_story_changelist"))

    def delete_model(self, request: HttpRequest, obj: Story) -> None:
        desk.delete(story=obj, by=current_user(request))

    # After it

    def response_add(self, request: HttpRequest, obj: Story, post_url_continue: Any = None) -> HttpResponse:
        return self._after(request, obj, pressed(request.POST))

    def response_change(self, request: HttpRequest, obj: Story) -> HttpResponse:
        return self._after(request, obj, pressed(request.POST))

    def _after(self, request: HttpRequest, story: Story, act: Act) -> HttpResponse:
        if act.name == "save_draft" and _seen(request) == story.version:
            messages.info(request, _("Nothing has changed since it was saved."))
        else:
            messages.success(request, str(act.done_in.get(story.state(), act.done)))
        return HttpResponseRedirect(reverse("admin:articles_story_change", args=[story.pk]))


def _saving(story: Story, act: Act) -> Callable[..., Story]:
    """Return the act that saves the words before the act of the button is done."""
    if act.name in SAVING:
        # As the form had it: where the story moved on, the desk says so.
        return desk.write if act.name == "write" else desk.save_draft
    return desk.write if story.state() in UNFINISHED else desk.save_draft


def _seen(request: HttpRequest) -> int | None:
    typed = request.POST.get("seen", "")
    return int(typed) if typed.isdecimal() and len(typed) < 10 else None
