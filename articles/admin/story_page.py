"""What a story's page at the desk shows: fields in order, state, buttons, history."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from js_asset import Media, Script

from articles import body, desk
from articles.admin import at_stories, mended, redaction_marks, refusal, together, unsaved
from articles.admin.buttons import buttons, inputs
from articles.admin.edition_pages import editions_of
from articles.admin.editor import MODULES
from articles.admin.keeping import another_person
from articles.admin.opening import as_it_stands, is_mending
from articles.admin.pickers import number_of
from articles.desk.acts import audit_name, told
from articles.desk.fields import FIELDS, Group, Kind
from articles.desk.revisions import newest_draft
from articles.models import Story
from newsroom.core import audit
from newsroom.core.desk.identity import current_user
from newsroom.core.models import User

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
    Group.CORRECTION: "side-column correction",
    Group.SCHEDULE: "side-column schedule",
    Group.FRONT: "side-column",
    Group.PLACE: "side-column topics bylines",
    Group.LEAD: "side-column lead related",
    Group.SETTINGS: "side-column",
    Group.SEARCH: "side-column collapse",
    # Open: it is where *Withdraw* asks, and a list of what is wrong leads into it.
    Group.WITHDRAWAL: "side-column",
}
SCRIPTS = ("sending", "beat", "rows", "counter", "pickers", "focus")
PAGE = Media(
    importmap=MODULES,
    css={"all": ["css/desk/form.css"]},
    js=[Script(f"js/desk/{name}.js", type="module") for name in SCRIPTS],
)


class StoryPage(Admin):
    """The page of one story, without what its buttons do."""

    change_form_template = "admin/articles/story/change_form.html"

    def get_fieldsets(self, request: HttpRequest, obj: Story | None = None) -> Any:
        """Name the fields in their order; lists stand after the group that `Rows.place` names."""
        may_write = self.has_change_permission(request, obj) if obj else True
        mends = is_mending(request, obj)
        asked = inputs(obj, current_user(request), is_mending=mends) if may_write else []
        lines = {group: _lines(group, printed=not may_write) for group in Group}
        for each in reversed(asked):
            lines[each.group].insert(0, (each.field,))
        if not (obj and may_write and obj.was_published):
            # Nothing that readers saw: there is nothing to correct in public.
            lines[Group.CORRECTION] = []
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
        is_sent = obj is not None and request.method == "POST"
        stands = self._as_it_stands(str(obj.pk)) if obj and is_sent else as_it_stands(request) or obj
        last = _told(audit.entries(stands)[:1]) if stands else []
        context |= {
            "media": Media.from_media(context["media"] + PAGE, nonce=nonce),
            **_what_can_be_done(request, stands, by),
            **_of_others(request, form, lists),
            "problems": refusal.problems(form, lists),
            "held": redaction_marks.held(request, form, stands),
            "steps": steps(stands),
            "state": stands.state() if stands else State.DRAFT,
            "last_act": last,
            "mended": mended.beside(stands, last) if stands and desk.may("mend", story=stands, by=by) else [],
            "why_refused": _why_refused(stands, last),
            "original": stands,
            "corrections": stands.corrections.newest() if stands and stands.corrected_at else [],
            "unsaved": unsaved.opened(request),
            "editions": editions_of(stands),
            "subtitle": None,
            **_rights(stands, by),
        }
        return super().render_change_form(request, context, add, change, form_url, obj)

    def get_urls(self) -> list[URLPattern]:
        """Add the address that a form asks for a fresh token before it is sent."""
        here = self.admin_site.admin_view(self.still_here)
        return [path("still-here/", here, name="articles_story_still_here"), *super().get_urls()]

    def still_here(self, request: HttpRequest) -> JsonResponse:
        """Answer somebody who is signed in with a token that is good now, and news of open stories.

        A window names the person who opened it: nobody else gets a token for what stands there.
        """
        own = str(current_user(request).pk)
        if request.GET.get("person", own) != own:
            return another_person()
        return JsonResponse({"token": get_token(request), **at_stories.answer(request)})

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


def _what_can_be_done(request: HttpRequest, story: Story | None, by: User) -> dict[str, Any]:
    mends, is_refused = is_mending(request, story), refusal.of(request) is not None
    return {"buttons": buttons(story, by, is_mending=mends, is_refused=is_refused), "is_mending": mends}


def _rights(story: Story | None, by: User) -> dict[str, bool]:
    """Say what the page offers beside its buttons."""
    acts = {"mend": "mend", "redact": "redact", "compare": "discard_draft", "delete": "delete"}
    return {
        f"may_{name}": story is not None and desk.may(act, story=story, by=by) for name, act in acts.items()
    }


def _of_others(request: HttpRequest, form: Any, lists: Any) -> dict[str, Any]:
    """Return what somebody else saved meanwhile, merged with what was typed or beside it."""
    return {
        "theirs": refusal.theirs(request, form, lists),
        "together": together.page(request, refusal.of(request)),
    }


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


def _why_refused(story: Story | None, last: list[Any]) -> str:
    """Return why scheduled changes did not go out, if that is the last thing that happened to the story."""
    is_refused = story is not None and any(entry.act == audit_name("changes_refused") for entry in last)
    draft = newest_draft(story) if story and is_refused else None
    return draft.note if draft else ""


def _told(entries: Any) -> list[Any]:
    """Give each entry the words for its act."""
    words, found = told(), list(entries)
    for entry in found:
        entry.words = words.get(entry.act, entry.act)
    return found


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
