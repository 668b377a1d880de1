"""Pages on which an editor takes words out of a story for good: the words, their spellings, every place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from js_asset import Media, Script

from articles import body, desk
from articles.admin.differences import label
from articles.admin.pickers import number_of
from articles.admin.redacting_form import RedactionForm
from articles.desk.drafts import as_draft, newest_words
from articles.desk.fields import FIELDS, LISTS
from articles.desk.redacting import marks_for
from articles.desk.redacting_elsewhere import elsewhere
from articles.desk.redacting_plan import Place, Plan, Where, plan
from articles.desk.redacting_spellings import spellings
from articles.desk.redacting_texts import Excerpt, list_of
from articles.models import Photo, Redaction, Story, WorkingCopy
from newsroom.core.desk.identity import current_user

if TYPE_CHECKING:
    Admin = admin.ModelAdmin[Story]
else:
    Admin = object

WORDS, SPELLINGS, LOOK, DO = "words", "spellings", "look", "do"
# What each step needs of the form.
NEEDED = {SPELLINGS: {"words"}, LOOK: {"words", "reason"}, DO: {"words", "reason"}}
TEMPLATE = "admin/articles/story/redact.html"
PAGE = Media(js=[Script("js/desk/marking.js", type="module")])


@dataclass
class Group:
    """The same words in the same field, and all the places where it says that."""

    label: str
    excerpts: Sequence[Excerpt]
    wheres: list[str] = field(default_factory=list)
    versions: list[int] = field(default_factory=list)

    @property
    def told(self) -> list[str]:
        """The places in words, versions in few."""
        if not self.versions:
            return self.wheres
        said = ngettext("version %(numbers)s", "versions %(numbers)s", len(self.versions))
        return [*self.wheres, said % {"numbers": _ranges(self.versions)}]


class RedactingPages(Admin):
    """The pages of one redaction: nothing is stored before the last of them."""

    def get_urls(self) -> list[URLPattern]:
        """Add the page."""
        guard = self.admin_site.admin_view(self.redact_view)
        return [path("<str:object_id>/redact/", guard, name="articles_story_redact"), *super().get_urls()]

    def redact_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Ask for words, then for spellings, show every place, take them out; no word is in an address."""
        story = super().get_object(request, object_id)
        if story is None:
            raise Http404
        if not desk.may("redact", story=story, by=current_user(request)):
            raise PermissionDenied
        step = request.POST.get("step", WORDS) if request.method == "POST" else WORDS
        form = _form(request, story, step)
        faults = set(form.errors) & NEEDED.get(step, set()) if form.is_bound else set()
        if faults or step not in NEEDED:
            back = WORDS if step not in NEEDED or "words" in faults else SPELLINGS
            return self._step(request, story, form, back, status=422 if faults else 200)
        if step == SPELLINGS:
            return self._step(request, story, form, SPELLINGS)
        try:
            if step == DO:
                return self._done(request, story, form)
            return self._look(request, story, form)
        except desk.Changed:
            messages.warning(request, _("Somebody changed this story meanwhile: this is how it stands now."))
            return self._look(request, story, form, status=409)
        except desk.Refused as refused:
            for name, sentence in refused.errors.items():
                form.add_error({"spellings": "chosen"}.get(name, name) if name else None, str(sentence))
            return self._step(request, story, form, SPELLINGS, status=422)

    def _done(self, request: HttpRequest, story: Story, form: RedactionForm) -> HttpResponse:
        said = form.cleaned_data
        desk.redact(
            story=story,
            by=current_user(request),
            spellings=form.spellings(),
            replacement=said["replacement"],
            reason=said["reason"],
            material=said["material"],
            seen=number_of(request.POST.get("seen", "")) or 0,
        )
        messages.success(request, _("The words are out of everything that is kept of this story."))
        return HttpResponseRedirect(reverse("admin:articles_story_change", args=[story.pk]))

    def _look(
        self, request: HttpRequest, story: Story, form: RedactionForm, status: int = 200
    ) -> HttpResponse:
        """Show every place before and after; the next press does it."""
        marks = marks_for(story, form.spellings(), form.cleaned_data["replacement"])
        made = plan(story, marks, form.cleaned_data["replacement"])
        if made.row and story.is_live and form.cleaned_data["material"] is None:
            raise desk.Refused({"material": _("Say whether readers are told.")})
        more = {
            "groups": _groups(made),
            "versions": len(made.revisions),
            "is_page_changed": bool(made.row) and story.is_live,
            "slug": made.row["slug"] if made.row and made.row["slug"] != story.slug else "",
            "spellings": form.spellings(),
            "reason_said": Redaction.Reason(form.cleaned_data["reason"]).label,
        }
        more |= _elsewhere(story, form, made)
        return self._step(request, story, form, LOOK, status=status, **more)

    def _step(
        self,
        request: HttpRequest,
        story: Story,
        form: RedactionForm,
        step: str,
        *,
        status: int = 200,
        **more: Any,
    ) -> HttpResponse:
        given = {"story": story, "opts": self.opts, "form": form, "step": step, **more}
        nonce = request.csp_nonce  # type: ignore[attr-defined]  # django-csp sets it
        given |= {"title": _("Take words out for good"), "is_refused": status == 422}
        given["media"] = Media.from_media(PAGE, nonce=nonce)
        if step == WORDS:
            newest = as_draft(story, newest_words(story))
            given |= {"newest": newest, "body": body.stored(newest.body_html)}
        elif step == SPELLINGS:
            given |= {"found": _offered(story, form), "is_live": story.is_live}
        context = self.admin_site.each_context(request) | given
        return TemplateResponse(request, TEMPLATE, context, status=status)


def _form(request: HttpRequest, story: Story, step: str) -> RedactionForm:
    with translation.override(story.language):
        replacement = _("[name removed]")
    if request.method != "POST":
        return RedactionForm(initial={"replacement": replacement}, label_suffix="")
    sent = request.POST.copy()
    if "replacement" not in sent:
        sent["replacement"] = replacement
    return RedactionForm(sent, label_suffix="")


def _offered(story: Story, form: RedactionForm) -> list[dict[str, Any]]:
    """Return the spellings to choose from, with what was chosen before."""
    sent = cast(QueryDict, form.data)
    chosen = sent.getlist("chosen") if form.is_bound and "more" in sent else None
    return [
        {"spelling": each, "is_ticked": each.is_sure if chosen is None else each.letters in chosen}
        for each in spellings(story, form.typed())
    ]


def _groups(made: Plan) -> list[Group]:
    """Return the places, those together that say the same in the same field."""
    groups: dict[Any, Group] = {}
    people = dict(
        WorkingCopy.objects.filter(pk__in=[copy.pk for copy, *_rest in made.copies]).values_list(
            "pk", "person__username"
        )
    )
    for place in made.places:
        name = _label(place)
        group = groups.setdefault((name, tuple(place.excerpts)), Group(name, place.excerpts))
        where = _where(place, people)
        if place.where == Where.REVISION:
            group.versions.append(place.number)
        elif where not in group.wheres:
            group.wheres.append(where)
    return list(groups.values())


def _elsewhere(story: Story, form: RedactionForm, made: Plan) -> dict[str, Any]:
    """Return other stories with the words, and what in the library has them: kind, name and address."""
    found = elsewhere(story, [*form.spellings(), *form.typed()], made.photo_keys)
    library = [
        {
            "kind": row._meta.verbose_name,
            "row": row,
            "url": reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk]),
        }
        for row in found.library
    ]
    return {"elsewhere": found, "library": library}


def _label(place: Place) -> str:
    if place.where == Where.PHOTO:
        return capfirst(str(getattr(Photo._meta.get_field(place.field), "verbose_name", place.field)))
    if place.where == Where.CORRECTION:
        return _("Correction")
    if place.where == Where.PATH:
        return _("Address")
    listed = list_of(place.field)
    if listed or place.field in FIELDS or place.field in LISTS:
        return label(listed or place.field)
    named = {"note": _("Note"), "title": label("headline")}
    return named.get(place.field) or _("Another field")


def _ranges(numbers: Sequence[int]) -> str:
    """Return rising numbers in few characters: "2–5, 7"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs)


def _where(place: Place, people: dict[int, str]) -> str:
    if place.where == Where.STORY:
        return _("the story as it stands")
    if place.where == Where.CORRECTION:
        return _("under the story")
    if place.where == Where.PATH:
        return _("contributions that came from its page")
    if place.where == Where.PHOTO:
        return _("the photo in the library, for every story that shows it")
    return _("unsaved words of %(who)s") % {"who": people.get(place.number, "")}
