"""The page of somebody's unsaved words: shown as differences, thrown away by their owner, or taken over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from articles import desk
from articles.admin import together, unsaved
from articles.admin.differences import Row, differences, person
from articles.admin.pickers import number_of
from articles.admin.rows import RowFormSet
from articles.admin.story_form import StoryForm
from articles.desk import working
from articles.desk.content import Content, content_of
from articles.desk.drafts import content_with, newest_words
from articles.desk.fields import FIELDS, LISTS, Kind
from articles.desk.merging import Merged
from articles.desk.rights import visible, writing_act
from articles.desk.taking_over import merged_copy
from articles.desk.working import Window
from articles.models import Story, WorkingCopy
from newsroom.core.desk.identity import current_user
from newsroom.core.models import User

if TYPE_CHECKING:
    Admin = admin.ModelAdmin[Story]
else:
    Admin = object


@dataclass
class Read:
    """What a working copy says, as far as it can be read."""

    fields: dict[str, Any] = field(default_factory=dict)
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    # The names of what was typed halfway.
    unread: list[str] = field(default_factory=list)


class UnsavedPages(Admin):
    """The page of a working copy."""

    def get_urls(self) -> list[URLPattern]:
        """Add the page."""
        guard = self.admin_site.admin_view(self.unsaved_view)
        return [path("unsaved/<int:pk>/", guard, name="articles_story_unsaved"), *super().get_urls()]

    def unsaved_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the words beside what is saved; a press throws them away, or takes them over."""
        copy = working.unsaved().select_related("person", "story").filter(pk=pk).first()
        if copy is None:
            raise Http404
        by = current_user(request)
        is_mine, story = copy.person_id == by.pk, copy.story
        may_take = not is_mine and desk.may("take_over", story=story, by=by)
        if not is_mine and not may_take:
            # As if there were no such words.
            raise Http404
        if story is not None and not visible(by).filter(pk=story.pk).exists():
            story = None
        stands = story or Story(created_by_id=copy.person_id)
        before = newest_words(story) if story else content_of(stands, {name: [] for name in LISTS})
        read = self._read(request, copy, stands)
        if request.method == "POST":
            return self._unsaved_pressed(request, copy, read)
        merged, rows, problem = _compared(stands, copy, before, read)
        context: dict[str, Any] = {
            "copy": copy,
            "story": story,
            "rows": rows,
            "questions": _questions(stands, copy, merged) if merged and not is_mine else [],
            "problem": problem,
            "is_mine": is_mine,
            "may_hand": is_mine and _may_hand(story, by),
        }
        context |= {"unread": read.unread, "opts": self.opts, "title": _("Unsaved words")}
        return TemplateResponse(
            request, "admin/articles/story/unsaved.html", self.admin_site.each_context(request) | context
        )

    def _unsaved_pressed(self, request: HttpRequest, copy: WorkingCopy, read: Read) -> HttpResponse:
        by, story = current_user(request), copy.story
        had = number_of(request.POST.get("had", "")) or 0
        try:
            if copy.person_id == by.pk and request.POST.get("act") == "hand_over":
                self._hand_copy(request, copy, had)
                messages.success(request, str(desk.ACTS["hand_over"].done))
            elif copy.person_id == by.pk:
                window = Window(tab="", had=had)
                if not desk.drop_words(by=by, story=story, token=copy.token, window=window):
                    raise desk.Refused(
                        _("These words have changed since you opened this page. Look at them again.")
                    )
                messages.success(request, _("Thrown away. The story is as it was saved."))
            else:
                copy.count = had
                seen = number_of(request.POST.get("seen", "")) or 0
                story = desk.take_over(
                    story=story,
                    by=by,
                    copy=copy,
                    fields=read.fields,
                    rows=read.rows,
                    seen=seen,
                    choices=together.choices(request),
                )
                messages.success(request, _("Taken over, in your colleague's name."))
        except desk.Refused as refused:
            messages.error(request, str(refused))
            return HttpResponseRedirect(request.path)
        if story is None:
            return HttpResponseRedirect(reverse("admin:index"))
        return HttpResponseRedirect(reverse("admin:articles_story_change", args=[story.pk]))

    def _hand_copy(self, request: HttpRequest, copy: WorkingCopy, had: int) -> None:
        by, story = current_user(request), copy.story
        if story is None or copy.count != had:
            raise desk.Refused(_("These words have changed since you opened this page. Look at them again."))
        unsaved.read_words(request)
        read = self._read_sent(request, unsaved.raw(copy), story)
        desk.hand_over(story=story, by=by, fields=read.fields, rows=read.rows, seen=copy.base)
        desk.drop_words(by=by, story=story, window=Window(tab="", had=had))

    def _read(self, request: HttpRequest, copy: WorkingCopy, story: Story) -> Read:
        """Read the words as the form would; who may not write the story sees its texts alone."""
        if not writing_act(story=story, by=current_user(request)):
            return Read(fields=_texts(copy))
        return self._read_sent(request, unsaved.raw(copy), story)

    def _read_sent(self, request: HttpRequest, sent: QueryDict, story: Story) -> Read:
        """Read a form that was sent, as far as it can be read."""
        names = [row.name for row in FIELDS.values() if row.group]
        is_there = story.pk is not None
        typed = Story.objects.get(pk=story.pk) if is_there else Story(created_by_id=story.created_by_id)
        made = self.get_form(request, typed if is_there else None, change=is_there, fields=names)
        form = cast(StoryForm, made(sent, instance=typed))
        form.is_valid()
        # What that form did not have stays as it is saved.
        given = {
            name
            for name, each in form.fields.items()
            if not each.widget.value_omitted_from_data(sent, {}, name)
        }
        read = Read(fields={name: value for name, value in form.written().items() if name in given})
        read.unread = [str(form[name].label) for name in form.errors if name in given]
        for formset, inline in self.get_formsets_with_inlines(request, typed if is_there else None):
            rows: RowFormSet = formset(sent, instance=typed, prefix=formset.get_default_prefix())
            if f"{rows.prefix}-TOTAL_FORMS" not in sent:
                continue
            if rows.is_valid():
                read.rows[rows.list_name] = rows.stated()
            else:
                read.unread.append(str(inline.verbose_name_plural or inline.opts.verbose_name_plural))
        return read


def _may_hand(story: Story | None, by: User) -> bool:
    """Say whether the words can be handed over: the story went on, and `by` may not save them any more."""
    return (
        story is not None
        and writing_act(story=story, by=by) is None
        and desk.may("hand_over", story=story, by=by)
    )


def _texts(copy: WorkingCopy) -> dict[str, Any]:
    texts = [row.name for row in FIELDS.values() if row.kind is not Kind.VALUE]
    return {name: copy.data[name][-1] for name in texts if copy.data.get(name)}


def _questions(story: Story, copy: WorkingCopy, merged: Merged) -> list[together.Question]:
    """Return what is asked of an editor: where the words and what was saved since changed the same."""
    mine = _("Take that of %(who)s") % {"who": person(copy.person)}
    return together.questions(story, merged, mine=mine, theirs=_("Keep what stands now"))


def _compared(
    story: Story, copy: WorkingCopy, before: Content, read: Read
) -> tuple[Merged | None, Sequence[Row], str]:
    """Return the words merged with what stands, what they change there, and what is wrong with them."""
    try:
        if not story.pk:
            after = content_with(story, before, fields=read.fields, rows=read.rows)
            return None, differences(story, before, after), ""
        merged = merged_copy(story, copy, fields=read.fields, rows=read.rows)
    except desk.Refused as refused:
        # What the desk would not store is still shown.
        return None, differences(story, before, {**before, **_as_text(read)}), str(refused)
    return merged, differences(story, before, merged.content), ""


def _as_text(read: Read) -> dict[str, Any]:
    return {name: value for name, value in read.fields.items() if isinstance(value, str)}
