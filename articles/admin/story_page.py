"""What a story's page at the desk shows: fields in order, state, buttons, history."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from js_asset import Media, Script

from articles import body, desk
from articles.admin import refusal
from articles.admin.buttons import buttons, inputs
from articles.admin.opening import opened
from articles.admin.pickers import number_of
from articles.desk.acts import ACTS
from articles.desk.fields import FIELDS, Group, Kind
from articles.models import Story
from newsroom.core import audit
from newsroom.core.desk.identity import current_user

if TYPE_CHECKING:
    Admin = admin.ModelAdmin[Story]
else:
    Admin = object

State = Story.State
# How a story goes, as the bar over its page shows it.
PATH = (State.DRAFT, State.IN_REVIEW, State.SCHEDULED, State.LIVE)
# Where each group of fields stands on the page, and the lists of rows under it (`Rows.place`).
PLACES = {
    Group.WRITING: "writing-column",
    Group.CHANGE: "side-column change-kind",
    Group.SCHEDULE: "side-column schedule",
    Group.PLACE: "side-column topics bylines",
    Group.LEAD: "side-column lead related",
    Group.SETTINGS: "side-column",
    Group.SEARCH: "side-column collapse",
}
SCRIPTS = ("sending", "rows", "counter", "pickers", "focus")
PAGE = Media(
    css={"all": ["css/desk/form.css"]}, js=[Script(f"js/desk/{name}.js", type="module") for name in SCRIPTS]
)


class StoryPage(Admin):
    """The page of one story, without what its buttons do."""

    change_form_template = "admin/articles/story/change_form.html"

    def get_fieldsets(self, request: HttpRequest, obj: Story | None = None) -> Any:
        """Name the fields in their order; lists stand after the group that `Rows.place` names."""
        may_write = self.has_change_permission(request, obj) if obj else True
        asked = inputs(obj, current_user(request)) if may_write else []
        lines = {group: _lines(group, printed=not may_write) for group in Group}
        for each in reversed(asked):
            lines[each.group].insert(0, (each.field,))
        return [
            (group.label or None, {"fields": lines[group], "classes": (PLACES[group],)})
            for group in Group
            if lines[group]
        ]

    @admin.display(description=_("body"))
    def body_printed(self, story: Story) -> str:
        """Show the text as readers see it to those who may not write it."""
        return format_html('<div class="story-body">{}</div>', body.stored(story.body_html))

    def _as_it_stands(self, object_id: str | None) -> Story | None:
        """Return the story as the database has it now."""
        number = number_of(object_id)
        return Story.objects.filter(pk=number).first() if number else None

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Story | None = None,
    ) -> HttpResponse:
        """Add the buttons, the state and what somebody else wrote meanwhile."""
        form, lists = context["adminform"].form, context["inline_admin_formsets"]
        by, nonce = current_user(request), request.csp_nonce  # type: ignore[attr-defined]  # django-csp sets it
        # A form that was sent has put what was typed on `obj`, and a draft that was opened its words.
        is_other = obj is not None and (request.method == "POST" or opened(request) is not None)
        stands = self._as_it_stands(str(obj.pk)) if obj and is_other else obj
        context |= {
            "media": Media.from_media(context["media"] + PAGE, nonce=nonce),
            "buttons": buttons(stands, by),
            "theirs": refusal.theirs(request, form, lists),
            "problems": refusal.problems(form, lists),
            "steps": steps(stands),
            "state": stands.state() if stands else State.DRAFT,
            "last_act": _told(audit.entries(stands)[:1]) if stands else [],
            "may_compare": stands is not None and desk.may("discard_draft", story=stands, by=by),
            "may_delete": stands is not None and desk.may("delete", story=stands, by=by),
            "original": stands,
            "subtitle": None,
        }
        return super().render_change_form(request, context, add, change, form_url, obj)

    def get_urls(self) -> list[URLPattern]:
        """Add the address that a form asks for a fresh token before it is sent."""
        here = self.admin_site.admin_view(self.still_here)
        return [path("still-here/", here, name="articles_story_still_here"), *super().get_urls()]

    def still_here(self, request: HttpRequest) -> JsonResponse:
        """Answer somebody who is signed in with a token that is good now."""
        return JsonResponse({"token": get_token(request)})

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show who did what with the story, in words."""
        response = super().history_view(request, object_id, extra_context)
        if isinstance(response, TemplateResponse) and response.context_data:
            response.context_data["entries"] = _told(response.context_data["entries"])
        return response

    # The desk keeps the record.

    def log_addition(self, request: HttpRequest, obj: Story, message: Any) -> None:  # type: ignore[override]
        """Write nothing: the desk has written an audit entry."""

    def log_change(self, request: HttpRequest, obj: Story, message: Any) -> None:  # type: ignore[override]
        """Write nothing: the desk has written an audit entry."""

    def log_deletions(self, request: HttpRequest, queryset: Any) -> None:  # type: ignore[override]
        """Write nothing: the desk has written an audit entry."""

    def construct_change_message(
        self, request: HttpRequest, form: Any, formsets: Any, add: bool = False
    ) -> Any:
        """Say nothing: what changed stands in the audit entry."""
        return []


def _lines(group: Group, *, printed: bool) -> list[tuple[str, ...]]:
    """Return the names of a group's fields by the line on which they stand, the body as readers see it."""
    lines: list[tuple[str, ...]] = []
    for row in (row for row in FIELDS.values() if row.group is group):
        name = "body_printed" if printed and row.kind is Kind.BODY else row.name
        if row.is_beside:
            lines[-1] = (*lines[-1], name)
        else:
            lines.append((name,))
    return lines


def _told(entries: Any) -> list[Any]:
    """Give each entry the words for its act."""
    words = {act.audit_name: act.history for act in ACTS.values() if act.history}
    told = list(entries)
    for entry in told:
        entry.words = words.get(entry.act, entry.act)
    return told


def steps(story: Story | None) -> list[dict[str, Any]]:
    """Return the steps from draft to live, with the one where the story stands."""
    state = story.state() if story else State.DRAFT
    stations = list(PATH)
    if state == State.READY:
        stations[2] = State.READY
    elif state not in stations:
        stations[3] = state
    place = stations.index(state)
    return [
        {"label": step.label, "past": number < place, "now": number == place}
        for number, step in enumerate(stations)
    ]
