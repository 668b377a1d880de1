"""Pages about the draft of an approved story: what it changes, and giving it up."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any, cast

from django.contrib import admin, messages
from django.contrib.admin.utils import flatten_fieldsets
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from articles import desk
from articles.admin import unsaved
from articles.admin.differences import differences
from articles.admin.pickers import number_of
from articles.admin.story_form import StoryForm
from articles.desk.content import Content, content_of
from articles.desk.drafts import content_with, newest_words
from articles.desk.working import mine, settle
from articles.models import Story
from newsroom.core.desk.identity import current_user

if TYPE_CHECKING:
    Admin = admin.ModelAdmin[Story]
else:
    Admin = object


class DraftPages(Admin):
    """The pages of a story's draft: compared with what readers get, and discarded."""

    def get_urls(self) -> list[URLPattern]:
        """Add the two pages."""
        guard = self.admin_site.admin_view
        return [
            path("<str:object_id>/compare/", guard(self.compare_view), name="articles_story_compare"),
            path("<str:object_id>/discard/", guard(self.discard_view), name="articles_story_discard"),
            *super().get_urls(),
        ]

    def compare_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Show what the newest words change; a form that is posted here takes its unsaved words along."""
        story = self._held(request, object_id, "save_draft")
        newest = newest_words(story)
        problem = ""
        if request.method == "POST":
            try:
                newest = self._with_typed(request, story, newest)
            except desk.Refused as refused:
                problem = str(refused)
        rows = differences(story, content_of(story), newest)
        context = {"rows": rows, "problem": problem, "is_unsaved": request.method == "POST" and not problem}
        context["title"] = _("Compare with live")
        return self._page(request, story, "admin/articles/story/compare.html", context)

    def discard_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Ask, and then go back to the words that were approved."""
        story = self._held(request, object_id, "discard_draft")
        if request.method == "POST":
            seen = number_of(request.POST.get("seen", ""))
            try:
                desk.discard_draft(story=story, by=current_user(request), seen=seen or 0)
            except desk.Refused as refused:
                messages.error(request, str(refused))
            else:
                messages.success(request, _("The draft is discarded. The story is as it was approved."))
            return HttpResponseRedirect(reverse("admin:articles_story_change", args=[story.pk]))
        rows = differences(story, content_of(story), newest_words(story))
        context = {"rows": rows, "title": _("Discard the draft")}
        return self._page(request, story, "admin/articles/story/discard.html", context)

    def _held(self, request: HttpRequest, object_id: str, act: str) -> Story:
        """Return the story as it is stored, if this person may see it and may do the act to it."""
        story = super().get_object(request, object_id)
        if story is None:
            raise Http404
        if not desk.may(act, story=story, by=current_user(request)):
            raise PermissionDenied
        return story

    def _with_typed(self, request: HttpRequest, story: Story, before: Content) -> Content:
        """Return the words with what stands on the form that was sent, as saving would keep them."""
        # Forms set what was typed on their story; the one that is compared stays as it is stored.
        typed = copy.copy(story)
        names = flatten_fieldsets(self.get_fieldsets(request, typed))
        made = self.get_form(request, typed, change=True, fields=names)
        form = cast(StoryForm, made(request.POST, instance=typed))
        lists = [
            formset(request.POST, instance=typed, prefix=formset.get_default_prefix())
            for formset, _inline in self.get_formsets_with_inlines(request, typed)
        ]
        if not (form.is_valid() and all(each.is_valid() for each in lists)):
            raise desk.Refused(_("What is on the form has mistakes, so this is the draft as it was saved."))
        rows = {each.list_name: each.stated() for each in lists}
        return content_with(story, before, fields=form.written(), rows=rows)

    def settle_what_is_stored(self, request: HttpRequest, story: Story) -> None:
        """Keep nothing as unsaved, after an act that saves no words, where the form says what is stored."""
        by, newest = current_user(request), newest_words(story)
        kept = mine(by, story=story)
        if kept is None or kept.changed_at is None:
            return
        try:
            is_stored = self._with_typed(request, story, newest) == newest
        except desk.Refused:
            return
        if is_stored:
            settle(by=by, story=story, window=unsaved.window(request.POST))

    def _page(
        self, request: HttpRequest, story: Story, template: str, context: dict[str, Any]
    ) -> HttpResponse:
        given = {"story": story, "opts": self.opts, **context}
        return TemplateResponse(request, template, self.admin_site.each_context(request) | given)
