"""The ordered lists on a story's form: topics, bylines, related reading.

Their rows have no identity: `desk.write` takes each list as a whole. So a row that a colleague deleted
meanwhile is simply typed again, and never an error about a hidden number.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from articles.admin import opening, refusal, unsaved
from articles.admin.pickers import Picker, StoryChoice, name_of, number_of, only_pick, only_seen, pickable
from articles.desk import Refused, may
from articles.desk.rights import visible, writing_act
from articles.desk.typed import PREFIXES
from articles.models import Byline, RelatedLink, Story, StoryTopic
from newsroom.core.desk.form_fields import Unrestored
from newsroom.core.desk.identity import current_user
from newsroom.core.text_fields import OVERRIDES

if TYPE_CHECKING:
    from django.db.models.fields.related import ForeignKey

    Form = forms.ModelForm[models.Model]
    Formset = BaseInlineFormSet[models.Model, Story, Form]
    Inline = admin.StackedInline[models.Model, Story]
else:
    Formset, Inline, Form = BaseInlineFormSet, admin.StackedInline, forms.ModelForm


class RowForm(Form):
    """One row; moving an empty row does not make it count."""

    bound_field_class = Unrestored

    order = forms.IntegerField(required=False, widget=forms.HiddenInput(attrs={"data-order": ""}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})

    @property
    def changed_data(self) -> list[str]:
        return [name for name in super().changed_data if name != "order"]

    def has_changed(self) -> bool:
        return bool(self.changed_data)

    def validate_constraints(self) -> None:
        """Leave the story out of Django 6's look for equal rows: the stored ones are replaced, not joined.

        Django 5.2 leaves it out by itself.
        """
        left_out = self._get_validation_exclusions()  # type: ignore[attr-defined]  # not in the stubs
        try:
            self.instance.validate_constraints(exclude={*left_out, "story"})
        except ValidationError as error:
            self._update_errors(error)  # type: ignore[attr-defined]  # not in the stubs


class RowFormSet(Formset):
    """A list that is replaced as a whole."""

    list_name = ""
    refused: Refused | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._found: dict[str, dict[int, models.Model]] = {}
        super().__init__(*args, **kwargs)

    def initial_form_count(self) -> int:
        """Treat every row that comes back as a new one."""
        return 0 if self.is_bound else super().initial_form_count()

    @property
    def number(self) -> str:
        """Return the name of the field that holds a row's own number."""
        return str(self.model._meta.pk.name)  # type: ignore[union-attr]  # the stubs allow no model

    def add_fields(self, form: Form, index: int | None) -> None:
        super().add_fields(form, index)
        # Django asks for the row's number. It is never sent, and what is sent is not looked at.
        form.fields[self.number] = forms.Field(required=False, disabled=True, widget=forms.HiddenInput)

    @cached_property
    def forms(self) -> list[Form]:
        """Return the rows' forms, whose search fields find their names with one query for all of them."""
        made: list[Form] = super().forms
        for form in made:
            for name, field in form.fields.items():
                widget = getattr(field.widget, "widget", field.widget)
                if isinstance(widget, Picker):
                    widget.picked = functools.partial(self._picked, name)
        return made

    def _picked(self, name: str) -> dict[int, models.Model]:
        """Return what the rows pick in a column; stored rows know it already."""
        if name in self._found:
            return self._found[name]
        rows = [form.instance for form in self.forms]
        known = [row._state.fields_cache.get(name) for row in rows]
        found: dict[int, models.Model] = {each.pk: each for each in known if each is not None}
        numbers = {number_of(form[name].value()) for form in self.forms} - {None, *found}
        if numbers:
            choices: Any = self.forms[0].fields[name]
            found |= choices.queryset.in_bulk(numbers)
        self._found[name] = found
        return found

    def clean(self) -> None:
        super().clean()
        if self.refused is not None:
            refusal.add_to_rows(self.list_name, self.refused)

    def typed(self) -> list[models.Model]:
        """Return the rows as typed, for people to compare, as far as they make sense."""
        forms_in_order = sorted(self.forms, key=lambda form: (form["order"].data or "").zfill(9))
        return [form.instance for form in forms_in_order if form.is_valid() and form.has_changed()]

    def stated(self) -> list[dict[str, Any]]:
        """Return the rows as typed, in their order, as plain dicts."""
        kept = [form.cleaned_data for form in self.forms if form.has_changed()]
        kept.sort(key=lambda row: (row["order"] is None, row["order"] or 0))
        left_out = {"order", self.number, self.fk.name}
        return [{name: value for name, value in row.items() if name not in left_out} for row in kept]

    def save(self, commit: bool = True) -> list[models.Model]:
        """Save nothing: the desk writes the rows."""
        return []


class Rows(Inline):
    """What the three lists have in common."""

    form = RowForm
    formset = RowFormSet
    formfield_overrides = OVERRIDES
    template = "admin/articles/story/_rows.html"
    extra = 0
    # Rows are taken off the page, and what is not sent is gone.
    can_delete = False
    list_name = ""
    place = ""
    # What the button for one more row says; it stands in JSON, so without quotation marks.
    adding: Any = ""
    related: tuple[str, ...] = ()

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[models.Model]:
        found = super().get_queryset(request)
        # Without a name, Django joins every table that a row names.
        return found.select_related(*self.related) if self.related else found

    def get_extra(self, request: HttpRequest, obj: Story | None = None, **kwargs: Any) -> int:
        """Return how many rows the opened draft has; stored rows are not extra ones."""
        if copy := unsaved.opened(request):
            return len(unsaved.rows(copy, PREFIXES[self.list_name]))
        return len(opening.initial_rows(request, self.list_name) or ())

    def words(self, row: models.Model) -> str:
        """Return a row as a conflict shows it."""
        return str(row)

    def get_formset(self, request: HttpRequest, obj: Story | None = None, **kwargs: Any) -> type[Formset]:
        made = super().get_formset(request, obj, **kwargs)
        attributes = {"list_name": self.list_name, "refused": refusal.of(request)}
        return type(made.__name__, (made,), attributes)

    def formfield_for_dbfield(
        self, db_field: models.Field[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        if isinstance(db_field, models.URLField):
            kwargs["assume_scheme"] = "https"
        return only_pick(super().formfield_for_dbfield(db_field, request, **kwargs))

    def formfield_for_foreignkey(
        self, db_field: ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> forms.ModelChoiceField[Any] | None:
        """Offer what the desk's lists show this person, and of stories their names alone."""
        if db_field.related_model is Story:
            kwargs |= {"queryset": pickable(request).only("headline"), "form_class": StoryChoice}
        else:
            kwargs |= only_seen(db_field, request)
        if db_field.name in self.autocomplete_fields:
            kwargs["widget"] = Picker(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    # A row may be changed by whoever may write its story.
    def has_view_permission(self, request: HttpRequest, obj: Story | None = None) -> bool:
        return may("view", story=obj, by=current_user(request))

    def has_change_permission(self, request: HttpRequest, obj: Story | None = None) -> bool:
        is_shown = refusal.of(request) is not None or unsaved.reads_words(request)
        return is_shown or bool(writing_act(story=obj, by=current_user(request)))

    def has_add_permission(self, request: HttpRequest, obj: Story | None = None) -> bool:
        return self.has_change_permission(request, obj)


class TopicRows(Rows):
    model = StoryTopic
    list_name = place = "topics"
    adding = _("Add a topic")
    fields = ("topic", "order")
    autocomplete_fields = ("topic",)
    related = ("topic",)


class BylineRows(Rows):
    model = Byline
    list_name = place = "bylines"
    adding = _("Add a byline")
    fields = ("author", "role", "order")
    autocomplete_fields = ("author",)
    related = ("author",)


class RelatedRows(Rows):
    model = RelatedLink
    fk_name = "story"
    list_name = place = "related"
    adding = _("Add related reading")
    fieldsets = (
        (None, {"fields": ("target", "order")}),
        (
            _("Other words, or an address elsewhere"),
            {"fields": ("external_url", "kicker", "headline", "summary"), "classes": ("collapse",)},
        ),
    )
    autocomplete_fields = ("target",)

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[models.Model]:
        """Leave out picks of stories that this person may not see, unless the list is their own to keep."""
        targets = models.Prefetch("target", pickable(request).only("headline"))
        found = super().get_queryset(request).prefetch_related(targets)
        by = current_user(request)
        if by.has_perm("articles.edit_any_story"):
            return found
        # Drafts of one's own are what a reporter may write (the table of acts).
        kept = models.Q(story__created_by=by, story__in=Story.objects.drafts())
        seen = models.Q(target__isnull=True) | models.Q(target__in=visible(by).values("pk"))
        return found.filter(kept | seen)

    def words(self, row: models.Model) -> str:
        """Return a row without the name of a story that the person who asks may not see."""
        target = row.target if isinstance(row, RelatedLink) and not row.headline else None
        return name_of(target) if target else str(row)
