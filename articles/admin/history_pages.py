"""Pages of a story's history: what happened, and any two versions compared."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from articles import desk
from articles.admin import history_words
from articles.admin.differences import differences, person
from articles.admin.keeping import LARGEST
from articles.admin.pickers import number_of
from articles.admin.restore_page import RestorePage
from articles.desk.history import happened, readable
from articles.models import Revision, Story
from newsroom.core.desk.identity import current_user


class HistoryPages(RestorePage):
    """The history of a story, and its versions."""

    def get_urls(self) -> list[URLPattern]:
        """Add the page that compares two versions."""
        guard = self.admin_site.admin_view(self.versions_view)
        return [
            path("<str:object_id>/history/compare/", guard, name="articles_story_versions"),
            *super().get_urls(),
        ]

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show what happened, newest first."""
        story, by = self._seen_story(request, object_id), current_user(request)
        found = happened(story, by=by, before=request.GET.get("before", ""))
        lines = history_words.lines(found.events)
        context = {
            "lines": lines,
            "older": found.older,
            "is_newest": "before" not in request.GET,
            "may_restore": desk.may("restore", story=story, by=by),
            "may_compare": sum(line.revision is not None for line in lines) > 1,
            "title": _("History"),
        }
        return self._history_page(request, story, "admin/articles/story/history.html", context)

    def versions_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Compare the two versions that were chosen; where it is not two, ask again."""
        story, by = self._seen_story(request, object_id), current_user(request)
        allowed = readable(story, by)
        if allowed is None:
            raise PermissionDenied
        numbers = {
            min(number, LARGEST) for each in request.GET.getlist("version") if (number := number_of(each))
        }
        context: dict[str, Any] = {"title": _("Compare versions"), "numbers": sorted(numbers)[:2]}
        if len(numbers) == 2:
            found = story.revisions.filter(allowed, number__in=numbers).select_related("by")
            one, other = _both(list(found.order_by("number")))
            context |= {
                "one": one,
                "other": other,
                "who": [person(each.by) if each.by else _("nobody") for each in (one, other)],
            }
            context["rows"] = differences(story, one.content, other.content, by=by)
        return self._history_page(request, story, "admin/articles/story/versions.html", context)

    def _seen_story(self, request: HttpRequest, object_id: str) -> Story:
        """Return the story as it is stored, if this person may see it."""
        story = super().get_object(request, object_id)
        if story is None:
            raise Http404
        if not desk.may("view", story=story, by=current_user(request)):
            raise PermissionDenied
        return story

    def _history_page(
        self, request: HttpRequest, story: Story, template: str, context: dict[str, Any]
    ) -> HttpResponse:
        given = {"story": story, "opts": self.opts, **context}
        return TemplateResponse(request, template, self.admin_site.each_context(request) | given)


def _both(found: list[Revision]) -> tuple[Revision, Revision]:
    if len(found) != 2:
        raise Http404
    return found[0], found[1]
