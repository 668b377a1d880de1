"""The form of a redaction: words, spellings that were chosen, what stands in their place, and why."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.admin.story_form import MATERIAL, MINOR
from articles.models import Redaction
from newsroom.core.desk.form_fields import Unrestored
from newsroom.core.text_fields import LineField, LinesField

MOST_LETTERS = 2_000


class ChosenField(forms.MultipleChoiceField):
    """Spellings of a page that was shown: whatever it offered, and nothing that could not be looked for."""

    def valid_value(self, value: Any) -> bool:
        return len(str(value)) <= MOST_LETTERS


class RedactionForm(forms.Form):
    """What an editor says, step by step; every step carries it on."""

    bound_field_class = Unrestored

    words = LinesField(
        label=_("Words that must go"),
        help_text=_("A name or another phrase, each on a line of its own."),
        max_length=MOST_LETTERS,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Type the words, or mark them below.")},
    )
    chosen = ChosenField(label=_("Spellings"), required=False, widget=forms.CheckboxSelectMultiple)
    more = LinesField(
        label=_("Other spellings"),
        help_text=_("Each on a line of its own. They are refused, too, when they come back."),
        max_length=MOST_LETTERS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    replacement = LineField(
        label=_("In their place"),
        help_text=_("Left empty, nothing stands there. In an address nothing ever does."),
        max_length=60,
        required=False,
    )
    reason = forms.ChoiceField(
        label=_("Why"),
        choices=Redaction.Reason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say why.")},
    )
    material = forms.TypedChoiceField(
        label=_("Readers are told"),
        required=False,
        choices=[
            (MINOR, _("Nothing: the page keeps its time")),
            (MATERIAL, _("That the story was updated")),
        ],
        coerce=lambda choice: choice == MATERIAL,
        empty_value=None,
        widget=forms.RadioSelect,
    )

    def typed(self) -> list[str]:
        """Return the words, each once."""
        return lines(self.data.get("words", ""))

    def spellings(self) -> list[str]:
        """Return what is to go: what was chosen, and what was added by hand."""
        return list(dict.fromkeys([*self.cleaned_data["chosen"], *lines(self.cleaned_data["more"])]))


def lines(text: str) -> list[str]:
    """Return the lines that say something, each once."""
    return list(dict.fromkeys(line.strip() for line in text[:MOST_LETTERS].splitlines() if line.strip()))
