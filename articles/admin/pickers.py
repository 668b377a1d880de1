"""Search fields for picking an author, a topic, a photo or a story."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect, RelatedFieldWidgetWrapper
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.desk.rights import visible
from articles.models import RelatedLink, Story
from newsroom.core.desk.identity import current_user

# Digits of the largest number that a row can have; Python refuses to read thousands of them.
LONGEST = 18


def number_of(text: object) -> int | None:
    """Return the row number that stands in a URL or a form; None for what no row can have."""
    words = str(text)
    return int(words) if words.isdecimal() and len(words) <= LONGEST else None


class Picker(AutocompleteSelect):
    """Django's autocomplete field, which also shows the form again when what was sent is no number."""

    # Returns the rows that a list of fields picks, by number; without it each field asks for its own.
    picked: Callable[[], Mapping[int, models.Model]] | None = None

    def optgroups(self, name: str, value: Any, attr: Any = None) -> Any:
        """Return the chosen option; Django's field fails on a value that no row can have."""
        numbers = [number for each in value if (number := number_of(each))]
        if self.picked is None or not numbers:
            return super().optgroups(name, [str(number) for number in numbers], attr)
        groups = super().optgroups(name, [], attr)
        options, rows = groups[0][1], self.picked()
        for row in (rows[number] for number in numbers if number in rows):
            label = self.choices.field.label_from_instance(row)
            options.append(self.create_option(name, row.pk, label, True, len(options), attrs=attr))
        return groups


class StoryChoice(forms.ModelChoiceField[Story]):
    """Choice of a story from `pickable`, which tells nothing of one that the person may not see."""

    def label_from_instance(self, story: Story) -> str:
        return name_of(story)


def pickable(request: HttpRequest) -> models.QuerySet[Story]:
    """Return the stories that this person may see, and those that their own story lists already.

    An editor may have put one there that its reporter may not see: it stays, without its name (`name_of`).
    """
    by = current_user(request)
    seen = visible(by)
    match = request.resolver_match
    number = number_of(match.kwargs.get("object_id", "")) if match else None
    listed = RelatedLink.objects.filter(story=number, story__created_by=by, target__isnull=False)
    found = seen | Story.objects.filter(pk__in=listed.values("target"))
    return found.annotate(is_seen=models.Exists(seen.filter(pk=models.OuterRef("pk"))))


def name_of(story: Story) -> str:
    """Return the name of a story from `pickable`, unless the person who asks may not see it."""
    return str(story) if getattr(story, "is_seen", False) else gettext("A story that you may not see yet")


def only_seen(field: models.ForeignKey[Any, Any], request: HttpRequest) -> dict[str, Any]:
    """Return the options of a form field that chooses nothing of a kind that this person may not see.

    A form is shown again to whoever lost their rights, and to whoever never had any and sent it all the same.
    """
    desk = admin.site._registry.get(field.related_model)
    if desk is None or desk.has_view_permission(request):
        return {}
    return {"queryset": field.related_model._default_manager.none()}


def only_pick(field: forms.Field | None, *, add: bool = False) -> forms.Field | None:
    """Remove the links for changing, deleting and viewing; the one for a new photo stays if `add`."""
    widget = getattr(field, "widget", None)
    if isinstance(widget, RelatedFieldWidgetWrapper):
        widget.widget.attrs |= {"data-searching": _("Search"), "data-adding": _("Upload a photo")}
        widget.can_change_related = widget.can_delete_related = widget.can_view_related = False
        widget.can_add_related = widget.can_add_related and add
    return field
