"""Page that shows what restoring an older version changes, asks, and does it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from articles import desk
from articles.admin.differences import differences
from articles.admin.keeping import LARGEST
from articles.admin.pickers import number_of
from articles.desk.drafts import newest_words
from articles.desk.gone import gone
from articles.desk.restoring import restored, standing, version
from articles.desk.rights import writing_act
from articles.models import Story
from newsroom.core.desk.identity import current_user

if TYPE_CHECKING:
    Admin = admin.ModelAdmin[Story]
else:
    Admin = object


class RestorePage(Admin):
    """The page on which an older version is restored."""

    def get_urls(self) -> list[URLPattern]:
        """Add the page."""
        guard = self.admin_site.admin_view(self.restore_view)
        return [
            path("<str:object_id>/restore/", guard, name="articles_story_restore"),
            *super().get_urls(),
        ]

    def restore_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Show what would change; a press restores, or says why not."""
        by, story = current_user(request), super().get_object(request, object_id)
        if story is None:
            raise Http404
        if not desk.may("restore", story=story, by=by):
            raise PermissionDenied
        given = request.POST if request.method == "POST" else request.GET
        number = min(number_of(given.get("version", "")) or 0, LARGEST)
        problem = ""
        if not number:
            return HttpResponseRedirect(reverse("admin:articles_story_history", args=[story.pk]))
        if request.method == "POST":
            try:
                return self._restored(request, story, number)
            except desk.Changed:
                problem = _(
                    "Somebody changed this story meanwhile. Look once more at what restoring changes."
                )
                story = Story.objects.get(pk=story.pk)
            except desk.Refused as refused:
                problem = str(refused)
        return self._asked(request, story, number, problem)

    def _restored(self, request: HttpRequest, story: Story, number: int) -> HttpResponse:
        by, seen = current_user(request), number_of(request.POST.get("seen", "")) or 0
        left = gone(version(story, number, by).content)
        done = desk.restore(story=story, by=by, number=number, is_meant="is_meant" in request.POST, seen=seen)
        if done.newest_number:
            said = _("Version %(number)s is restored as a draft. What readers get is unchanged.")
        else:
            said = _("Version %(number)s is restored.")
        messages.success(request, said % {"number": number})
        if left:
            said = _("Left out, since it is not there any more: %(things)s.")
            messages.warning(request, said % {"things": "; ".join(each.told() for each in left)})
        return HttpResponseRedirect(reverse("admin:articles_story_change", args=[done.pk]))

    def _asked(self, request: HttpRequest, story: Story, number: int, problem: str) -> HttpResponse:
        by = current_user(request)
        context: dict[str, Any] = {"story": story, "opts": self.opts, "title": _("Restore a version")}
        try:
            revision = version(story, number, by)
        except desk.Refused as refused:
            raise Http404 from refused
        before = newest_words(story)
        context |= {
            "revision": revision,
            "rows": differences(story, before, restored(story, revision, before), by=by),
            "left": [each.told() for each in gone(revision.content)],
            "standing": standing(story),
            "is_draft": writing_act(story=story, by=by) == "save_draft",
            "problem": problem,
        }
        page = self.admin_site.each_context(request) | context
        template = "admin/articles/story/restore.html"
        return TemplateResponse(request, template, page, status=409 if problem else 200)
