"""The editions of a story at the desk: those that are there, and a button for each that is not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import admin, messages
from django.contrib.postgres.expressions import ArraySubquery
from django.core.exceptions import PermissionDenied
from django.db.models import F, OuterRef
from django.db.models.functions import JSONObject
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _

from articles import desk
from articles.admin.pickers import number_of
from articles.desk import editions
from articles.desk.rights import visible
from articles.models import Story
from articles.models.story import StoryQuerySet
from newsroom.core.desk.identity import current_user
from newsroom.core.language_settings import choices
from newsroom.core.models import User

if TYPE_CHECKING:
    Admin = admin.ModelAdmin[Story]
else:
    Admin = object


@dataclass(frozen=True)
class Edition:
    """A language in which a story is or is not there; without a number it can be begun."""

    code: str
    name: str
    pk: int | None


def with_sisters(stories: StoryQuerySet, by: User) -> StoryQuerySet:
    """Read with each story, as `sisters`, its editions in other languages that `by` may see."""
    found = visible(by).order_by().filter(edition_group=OuterRef("edition_group"))
    found = found.exclude(language=OuterRef("language"))
    return stories.annotate(
        sisters=ArraySubquery(found.values(row=JSONObject(language=F("language"), pk=F("pk"))))
    )


def editions_of(story: Story | None) -> list[Edition]:
    """Return the other languages of the site, with the story's edition there; nothing if it was not read."""
    sisters = getattr(story, "sisters", None)
    if story is None or sisters is None:
        return []
    numbers = {row["language"]: row["pk"] for row in sisters}
    return [Edition(code, name, numbers.get(code)) for code, name in choices() if code != story.language]


_BEGUN = _("This edition begins with the words of its sister. Translate them.")
_THERE = _("This edition is there already. Nothing was changed in it.")


class EditionPages(Admin):
    """Beginning an edition by one press."""

    def get_urls(self) -> list[URLPattern]:
        """Add the address of the button."""
        guard = self.admin_site.admin_view(self.edition_view)
        return [path("<str:object_id>/edition/", guard, name="articles_story_edition"), *super().get_urls()]

    def edition_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Begin the edition and go to its form, or to the one that is there."""
        by, number = current_user(request), number_of(object_id)
        story = visible(by).filter(pk=number).first() if number else None
        if story is None:
            raise Http404
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        try:
            begun, is_new = editions.begin(story=story, by=by, language=request.POST.get("language", ""))
        except desk.NotAllowed as refused:
            raise PermissionDenied from refused
        except desk.Refused as refused:
            messages.error(request, str(refused))
            begun = story
        else:
            messages.success(request, _BEGUN if is_new else _THERE)
        return HttpResponseRedirect(reverse("admin:articles_story_change", args=[begun.pk]))
