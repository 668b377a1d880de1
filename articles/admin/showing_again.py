"""The form of a story shown again after a refusal, with everything that was typed and what others wrote."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from articles import desk
from articles.admin import redaction_marks, refusal, together, unsaved
from newsroom.core.desk.identity import current_user

if TYPE_CHECKING:
    from articles.admin.story_page import StoryPage as Admin
else:
    Admin = object

STATUS: dict[type[desk.Refused], int] = {desk.NotAllowed: 403, desk.Changed: 409}


class ShowingAgain(Admin):
    """Shows the form again."""

    def why_not(self, request: HttpRequest, object_id: str | None) -> desk.Refused:
        """Say whether a right ended because the story moved on, with what it says now, or otherwise."""
        story = self._as_it_stands(object_id)
        moved = story is not None and together.seen(request) not in (None, story.version)
        if story and moved and desk.may("view", story=story, by=current_user(request)):
            return desk.Changed(story)
        return desk.NotAllowed()

    def show_again(self, request: HttpRequest, object_id: str | None, refused: desk.Refused) -> HttpResponse:
        """Answer with the form as it was typed, and why; the next save may go over what is there now."""
        refusal.remember(request, refused)
        form_url = ""
        if object_id is None and isinstance(refused, desk.Changed):
            # The empty form was sent before, from another window, or an editor took its words over.
            object_id = str(refused.theirs.pk)
            form_url = reverse("admin:articles_story_change", args=[object_id])
        story = self._as_it_stands(object_id)
        typed = request.POST.copy()
        if story is None:
            # It was deleted: the words can become a story again.
            object_id, form_url = None, reverse("admin:articles_story_add")
            typed["token"] = typed.get("token") or str(uuid.uuid4())
        elif not desk.may("view", story=story, by=current_user(request)):
            object_id = None
        elif isinstance(refused, desk.Changed):
            names = [row.name for row in desk.FIELDS.values() if row.group]
            empty = self.get_form(request, story, change=True, fields=names)
            together.put_merged(typed, refused, empty(instance=story))
        unsaved.shown_again(request, typed, story)
        request.POST = typed  # type: ignore[assignment]  # a copy, that can be changed
        response = super().changeform_view(request, object_id, form_url)
        response.status_code = STATUS.get(type(refused), 422)
        return response

    def show_without_words(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Answer with the form as it was typed, but for what was taken out of the story for good."""
        if (story := self._as_it_stands(object_id)) is not None:
            request.POST = redaction_marks.cleaned(story, request.POST)  # type: ignore[assignment]  # a copy
        said = _("The words are out of what you typed. Look at it, and save it.")
        return self.show_again(request, object_id, desk.Refused(said))
