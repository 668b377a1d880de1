"""A story's page at the desk. It saves nothing itself: what was typed goes to `articles.desk`."""

from __future__ import annotations

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
from django.utils.translation import gettext_lazy

from articles import desk
from articles.admin import left_out, new_story, opening, refusal, together, unsaved
from articles.admin.beside import Beside
from articles.admin.buttons import arguments, press, pressed
from articles.admin.differences import label
from articles.admin.edition_pages import with_sisters
from articles.admin.form_opening import FormOpening, is_form
from articles.admin.pickers import Picker, only_pick, only_seen
from articles.admin.rows import BylineRows, RelatedRows, RowFormSet, TopicRows
from articles.admin.showing_again import ShowingAgain
from articles.admin.story_form import StoryForm
from articles.admin.story_list import StoryList
from articles.admin.story_page import StoryPage
from articles.desk import due
from articles.desk.acts import UNFINISHED, Act
from articles.desk.revisions import with_newest_content
from articles.desk.rights import visible, writing_act
from articles.desk.working import settle
from articles.models import Story
from articles.models.story import StoryQuerySet
from newsroom.core import audit
from newsroom.core.desk.identity import current_user
from newsroom.core.desk.model_admin import AuditedAdmin
from newsroom.core.models import User

if TYPE_CHECKING:
    from django.db.models.fields.related import ForeignKey

# No act: the form comes back with words that only the browser has (`mended_words.js`).
SHOW = "show"
TYPED_BEFORE = gettext_lazy("You typed these words here before. Publish them, or go back to the draft.")
# What these buttons do is done when the words are saved.
SAVING = frozenset({"write", "save_draft"})


@admin.register(Story)
class StoryAdmin(ShowingAgain, FormOpening, Beside, StoryPage, StoryList, AuditedAdmin[Story]):
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
        is_shown = refusal.of(request) is not None or unsaved.reads_words(request)
        return is_shown or bool(writing_act(story=obj, by=current_user(request)))

    def has_delete_permission(self, request: HttpRequest, obj: Story | None = None) -> bool:
        return desk.may("delete", story=obj, by=current_user(request))

    def get_queryset(self, request: HttpRequest) -> StoryQuerySet:
        """Return what this person may see: for the list, the pickers and the form."""
        found = visible(current_user(request)).order_by(*self.get_ordering(request))
        if not is_form(request):
            return found
        found = with_sisters(with_newest_content(found), current_user(request))
        return found.select_related("lead_image", "front_pin")

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

    # Pressing a button

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show the form; on a press, do the act, or show it again with everything that was typed."""
        # Nobody works on words that have changed by the clock.
        due.apply_due()
        if request.method != "POST":
            is_new = object_id is None and self.has_add_permission(request)
            if is_new and (url := new_story.elsewhere(request)):
                return HttpResponseRedirect(url)
            if is_new:
                unsaved.open_words(request, None, new_story.token_of(request))
            return super().changeform_view(request, object_id, form_url, extra_context)
        if "without_words" in request.POST and object_id:
            return self.show_without_words(request, object_id)
        try:
            with transaction.atomic():
                response = self._pressed(request, object_id, form_url, extra_context)
        except desk.Refused as refused:
            return self.show_again(request, object_id, refused)
        except PermissionDenied:
            return self.show_again(request, object_id, self.why_not(request, object_id))
        if isinstance(response, TemplateResponse):
            response.status_code = 422
        return response

    def _pressed(
        self, request: HttpRequest, object_id: str | None, form_url: str, extra: dict[str, Any] | None
    ) -> HttpResponse:
        if request.POST.get("act") == SHOW:
            raise desk.Refused(TYPED_BEFORE)
        act = pressed(request.POST)
        if object_id is None:
            return super().changeform_view(request, None, form_url, extra)
        story = self.get_object(request, object_id)
        if story is None or (act.name == "mend") != opening.is_mending(request, story):
            raise desk.NotAllowed
        if act.name == "hand_over":
            return self.hand_over_form(request, story)
        if not act.is_saving:
            done = press(act, story=story, by=current_user(request), seen=None, sent=request.POST)
            _tell_what_is_cancelled(request, story, act)
            self.settle_what_is_stored(request, done)
            return self._after(request, done, act)
        return super().changeform_view(request, object_id, form_url, extra)

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
        is_newest = not change or together.seen(request) == form.instance.version
        if is_newest:
            self._require_right(act, form.instance, by)
            form.require_time_is_meant(act)
            form.require_correction_is_answered(act)
        fields, rows = form.written(), {formset.list_name: formset.stated() for formset in formsets}
        if change:
            given = {"by": by, "fields": fields, "rows": rows, **together.opened(request)}
            story = _saved(request, form.instance, act, given)
            if not is_newest:
                # A time that was typed on an older version: dropped by this button, so refused now.
                form.require_time_is_meant(act)
        else:
            token = form.cleaned_data.get("token")
            story = desk.start(by=by, fields=fields, rows=rows, token=token)
        if act.name != "mend":
            # Words that are not saved belong to the draft, which waits.
            settle(by=by, story=story, window=unsaved.window(request.POST))
        if said := left_out.sentence(form.cleaned_data.get("body_source") or ""):
            messages.warning(request, said)
        self.advise(request, form)
        # A form that was sent twice finds its story already made, and perhaps already published.
        if act.name not in SAVING | {"mend"} and (change or story.state() == Story.State.DRAFT):
            story = press(act, story=story, by=by, seen=story.version, sent=request.POST)
        form.instance.pk, form.instance.version = story.pk, story.version
        form.instance.draft_number, form.instance.next_number = story.draft_number, story.next_number

    def _require_right(self, act: Act, story: Story, by: User) -> None:
        """Refuse an act that nobody could do now before what is wrong with its words is said."""
        stands = self._as_it_stands(str(story.pk)) if story.pk else None
        if stands and act.name not in SAVING and not desk.may(act.name, story=stands, by=by):
            raise desk.NotAllowed

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
        if act.name == "save_draft" and together.seen(request) == story.version:
            messages.info(request, _("Nothing has changed since it was saved."))
        else:
            messages.success(request, str(act.done_in.get(story.state(), act.done)))
        _tell_what_waits(request, story, act)
        return HttpResponseRedirect(reverse("admin:articles_story_change", args=[story.pk]))


def _tell_what_is_cancelled(request: HttpRequest, before: Story, act: Act) -> None:
    """Say that the changes do not go out at their hour, after an act that ended that."""
    if act.name == "withdraw" and before.next_at:
        messages.info(request, _("The changes that were scheduled are a draft again."))


def _tell_what_waits(request: HttpRequest, story: Story, act: Act) -> None:
    """Say which words are still to go before readers, after an act that put some there."""
    if act.name == "correct" and story.newest_number:
        messages.info(request, _("The other changes are not public: they wait as before."))
    if act.name == "mend" and (left := audit.entries(story)[0].details["left"]):
        said = _("The draft has its own words for: %(fields)s. Bring what you mended into them.")
        messages.warning(request, said % {"fields": ", ".join(map(label, left))})


def _saved(request: HttpRequest, story: Story, act: Act, given: dict[str, Any]) -> Story:
    """Save the words of a story that is there, and say what others brought in."""
    if act.name == "mend":
        return desk.mend(story=story, **given, **arguments(act, request.POST))
    saved = _saving(story, act)(story=story, **given, merges=act.name in SAVING)
    together.tell(request, saved, opened=given["seen"])
    return saved


def _saving(story: Story, act: Act) -> Callable[..., Story]:
    """Return the act that saves the words before the act of the button is done."""
    if act.name in SAVING:
        # As the form had it: where the story moved on, the desk says so.
        return desk.write if act.name == "write" else desk.save_draft
    return desk.write if story.state() in UNFINISHED else desk.save_draft
