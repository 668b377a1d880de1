"""The fields of a story's form."""

from __future__ import annotations

import datetime
import uuid
from typing import TYPE_CHECKING, Any

from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles import desk
from articles.admin import refusal
from articles.admin.editor import StoryText
from articles.desk.acts import Act
from articles.desk.fields import FIELDS, Kind
from articles.models import Story
from newsroom.core.desk.form_fields import date_and_time

if TYPE_CHECKING:
    Form = forms.ModelForm[Story]
else:
    Form = forms.ModelForm

# Translators: beside the time of publication, when another button was pressed.
NOT_NOW = _("This time is still to come. Press Schedule, or leave the time empty to publish now.")
NOT_BY_SAVING = _("Only Schedule sets a time. Press it, or put the time back as it was.")

MINOR, MATERIAL = "minor", "material"
# What the form itself carries; it has also the fields of the story and what acts ask for.
CARRIED = frozenset({"seen", "token"})


class StoryForm(Form):
    """What is typed on a story's page; the desk writes it (`articles.desk`)."""

    # The version that was opened: the desk refuses to write over another one.
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    # An empty form's own number: sent twice, it makes one story.
    token = forms.UUIDField(required=False, widget=forms.HiddenInput)
    publish_at = date_and_time(_("Goes live"))
    embargo_until = date_and_time(_("Embargo until"))
    expires_at = date_and_time(_("Ends"))
    material = forms.TypedChoiceField(
        label=_("This change is"),
        required=False,
        choices=[
            (MINOR, _("Minor: nothing that a reader would miss")),
            (MATERIAL, _("Material: readers see that it was updated")),
        ],
        coerce=lambda choice: choice == MATERIAL,
        empty_value=None,
        widget=forms.RadioSelect,
    )

    class Meta:
        model = Story
        fields = [row.name for row in FIELDS.values() if row.group]
        widgets = {
            "headline": forms.Textarea(attrs={"rows": 2}),
            "standfirst": forms.Textarea(attrs={"rows": 3}),
            "summary": forms.Textarea(attrs={"rows": 2}),
            "body_source": StoryText,
        }
        help_texts = {
            "lead_caption": _("Left empty, the photo's own is used."),
            "slug": _("Left empty, they are made from the headline."),
        }

    refused: desk.Refused | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        story = self.instance
        if story.pk:
            self.initial = {**self.initial, "seen": story.version, "publish_at": story.publish_at}
        else:
            self.initial = {**self.initial, "token": uuid.uuid4()}
        self._describe()

    def _describe(self) -> None:
        """Tell the page's scripts what they need of each field."""
        words = gettext("%(now)s of %(most)s")
        for row in (FIELDS[name] for name in self.fields if name in FIELDS):
            widget = self.fields[row.name].widget
            if row.length:
                widget.attrs |= {"data-count": str(row.length), "data-count-words": words}
            if row.kind is Kind.LINE and isinstance(widget, forms.Textarea):
                widget.attrs["data-one-line"] = ""
        if "lead_image" in self.fields:
            url = reverse("admin:articles_photo_thumb", args=[0])
            self.fields["lead_image"].widget.widget.attrs["data-thumbs"] = url

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.refused is not None:
            refusal.add_to_form(self, self.refused)
        return cleaned

    def require_time_is_meant(self, act: Act) -> None:
        """Refuse a time that was typed beside a button that would let it drop."""
        typed, stands = self.cleaned_data.get("publish_at"), self.instance.publish_at
        if act.name == "schedule" or typed is None or _minute(typed) == _minute(stands):
            return
        if act.name != "publish":
            raise desk.Refused({"publish_at": NOT_BY_SAVING})
        if typed > timezone.now():
            raise desk.Refused({"publish_at": NOT_NOW})

    def written(self) -> dict[str, Any]:
        """Return the fields of the story, as `desk.write` takes them."""
        return {name: value for name, value in self.cleaned_data.items() if name in FIELDS}


def _minute(at: datetime.datetime | None) -> datetime.datetime | None:
    """Return the time as the form shows it, without seconds."""
    return at and at.replace(second=0, microsecond=0)
