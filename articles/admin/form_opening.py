"""What the form of a story is opened with: unsaved words, else the draft, else the story."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.http import HttpRequest

from articles import desk
from articles.admin import new_story, opening, refusal, unsaved
from articles.admin.story_form import StoryForm
from articles.desk.rights import writing_act
from articles.models import Story
from newsroom.core.desk.identity import current_user

if TYPE_CHECKING:
    Admin = admin.ModelAdmin[Story]
else:
    Admin = object


def is_form(request: HttpRequest) -> bool:
    """Say whether the form was asked for; the pages of deletion and history ask for the story, too."""
    match = request.resolver_match
    return match is not None and match.url_name == "articles_story_change"


class FormOpening(Admin):
    """Gives form and lists their first values."""

    def get_form(
        self, request: HttpRequest, obj: Story | None = None, change: bool = False, **kwargs: Any
    ) -> type[StoryForm]:
        # The form declares the others itself: the story has no such field, or acts alone set it.
        kwargs["fields"] = [name for name in kwargs.get("fields") or () if name in desk.FIELDS]
        made = super().get_form(request, obj, change, **kwargs)
        copy, row = unsaved.opened(request), unsaved.row_of(request)
        given = {"refused": refusal.of(request), "token_given": new_story.token_of(request), "unsaved": copy}
        return type(made.__name__, (made,), {**given, "had_given": row.count if row else 0})

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Story | None:
        story: Story | None = super().get_object(request, object_id, from_field)
        if story is not None and is_form(request) and request.method != "POST":
            opening.open_draft(request, story)
            if not opening.is_mending(request, story) and writing_act(story=story, by=current_user(request)):
                unsaved.open_words(request, story)
        return story

    def get_formset_kwargs(
        self, request: HttpRequest, obj: Story, inline: Any, prefix: str
    ) -> dict[str, Any]:
        """Open the lists of a draft, which no table holds, as rows that are typed anew."""
        kwargs: dict[str, Any] = super().get_formset_kwargs(request, obj, inline, prefix)
        copy = unsaved.opened(request)
        rows = unsaved.rows(copy, prefix) if copy else opening.initial_rows(request, inline.list_name)
        return (
            kwargs if rows is None else {**kwargs, "queryset": inline.model.objects.none(), "initial": rows}
        )
