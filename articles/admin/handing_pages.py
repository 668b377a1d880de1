"""Pages of words that reporters handed to the editors: read beside the story, taken, or discarded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from articles import desk
from articles.admin import together, unsaved
from articles.admin.differences import differences, person
from articles.admin.pickers import number_of
from articles.desk.acts import UNFINISHED
from articles.desk.handing import merged_with
from articles.desk.working import settle
from articles.models import HandedWords, Story
from newsroom.core.desk.identity import current_user

if TYPE_CHECKING:
    from articles.admin.unsaved_pages import UnsavedPages as Admin
else:
    Admin = object


class HandingPages(Admin):
    """Handing words over, and the page on which an editor decides about them."""

    def get_urls(self) -> list[URLPattern]:
        """Add the page."""
        guard = self.admin_site.admin_view(self.handed_view)
        return [path("handed/<int:pk>/", guard, name="articles_story_handed"), *super().get_urls()]

    def handed_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show handed words as the story would have them; a press takes or discards them."""
        handed = HandedWords.objects.select_related("revision__story", "revision__by").filter(pk=pk).first()
        if handed is None:
            raise Http404
        story, by = handed.revision.story, current_user(request)
        if not desk.may("take_handed", story=story, by=by):
            raise PermissionDenied
        if handed.is_taken is not None:
            return self._handed_settled(request, handed)
        if request.method == "POST":
            return self._handed_pressed(request, handed)
        merged, who = merged_with(story, handed), person(handed.revision.by)
        given = {
            "handed": handed,
            "who": who,
            "questions": together.questions(
                story, merged, mine=_("Take that of %(who)s") % {"who": who}, theirs=_("Keep what stands now")
            ),
            "rows": differences(story, merged.theirs, merged.content),
            "story": story,
            "is_merged": story.state() in UNFINISHED,
        }
        return self._handed_page(request, given)

    def _handed_settled(self, request: HttpRequest, handed: HandedWords) -> HttpResponse:
        """Say what became of words that wait no more: another window, or a colleague, was quicker."""
        given = {"is_taken": handed.is_taken, "is_settled": True, "story": handed.revision.story}
        return self._handed_page(request, given, status=404)

    def _handed_page(self, request: HttpRequest, given: dict[str, Any], status: int = 200) -> HttpResponse:
        context = {**self.admin_site.each_context(request), "opts": self.opts, **given}
        context["title"] = _("Handed to the editors")
        return TemplateResponse(request, "admin/articles/story/handed.html", context, status=status)

    def _handed_pressed(self, request: HttpRequest, handed: HandedWords) -> HttpResponse:
        given: dict[str, Any] = {
            "story": handed.revision.story,
            "by": current_user(request),
            "handed": handed.pk,
        }
        seen = number_of(request.POST.get("seen", "")) or 0
        try:
            if request.POST.get("act") == "discard":
                desk.discard_handed(**given, seen=seen)
                messages.success(request, _("Discarded. The words stay in the history."))
            else:
                story = desk.take_handed(**given, seen=seen, choices=together.choices(request))
                messages.success(request, _taken(story))
        except desk.Refused as refused:
            messages.error(request, str(refused))
            return HttpResponseRedirect(request.path)
        return HttpResponseRedirect(reverse("admin:articles_story_change", args=[handed.revision.story_id]))

    def hand_over_form(self, request: HttpRequest, story: Story) -> HttpResponse:
        """Hand over what stands on the form of a story that this person may not write any more."""
        unsaved.read_words(request)
        read = self._read_sent(request, request.POST, story)
        by, seen = current_user(request), number_of(request.POST.get("seen", "")) or 0
        done = desk.hand_over(story=story, by=by, fields=read.fields, rows=read.rows, seen=seen)
        settle(by=by, story=done, window=unsaved.window(request.POST))
        messages.success(request, str(desk.ACTS["hand_over"].done))
        if read.unread:
            said = _("Typed halfway, and left out: %(fields)s.")
            messages.warning(request, said % {"fields": ", ".join(read.unread)})
        return HttpResponseRedirect(reverse("admin:articles_story_change", args=[story.pk]))


def _taken(story: Story) -> str:
    if story.state() in UNFINISHED:
        return _("Taken. They are in the story now, in your colleague's name.")
    return _("Taken as a draft in your colleague's name.")
