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
from articles.admin import refusal, unsaved
from articles.admin.editor import StoryText
from articles.admin.pickers import number_of
from articles.desk.acts import Act
from articles.desk.fields import FIELDS, Kind
from articles.models import Photo, Story, WorkingCopy
from articles.models.correction_kinds import KINDS, Place
from newsroom.core.acts import Sentence
from newsroom.core.desk.form_fields import Unrestored, date_and_time
from newsroom.core.text_fields import LineField, LinesField

if TYPE_CHECKING:
    Form = forms.ModelForm[Story]
else:
    Form = forms.ModelForm

# Translators: beside the time of publication, when another button was pressed.
NOT_NOW = _("This time is still to come. Press Schedule, or leave the time empty to publish now.")
NOT_BY_SAVING = _("Only Schedule sets a time. Press it, or put the time back as it was.")
FIRST_NOT_BY_SAVING = _("Only Put first sets this time. Press it, or put the time back as it was.")
CHANGES_NOT_NOW = _(
    "This time is still to come. Press Schedule changes, or empty the time to publish all of this page now."
)
CHANGES_NOT_BY_SAVING = _("Only Schedule changes sets this time. Press it, or put the time back as it was.")

# Translators: beside the question whether a material change needs a correction, when nobody answered it.
ASKED = _("Readers are told of this change. Does it need a correction? Choose one, or No.")

MINOR, MATERIAL = "minor", "material"
# The answer that nothing is to be corrected; it is none of the kinds, and is not kept.
NO_CORRECTION = "none"
# What the form itself carries; it has also the fields of the story and what acts ask for.
CARRIED = frozenset({"seen", "over", "token", "tab", "had"})


class StoryForm(Form):
    """What is typed on a story's page; the desk writes it (`articles.desk`)."""

    bound_field_class = Unrestored

    # The version that was opened: the desk refuses to write over another one.
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    # A newer version that was shown beside the words in a conflict: the next save goes over that one.
    over = forms.IntegerField(required=False, widget=forms.HiddenInput)
    # An empty form's own number: sent twice, it makes one story.
    token = forms.UUIDField(required=False, widget=forms.HiddenInput)
    # Which window this is, and which unsaved words of this person it knows (`desk.working`).
    tab = LineField(required=False, widget=forms.HiddenInput)
    had = forms.IntegerField(required=False, widget=forms.HiddenInput)
    publish_at = date_and_time(_("Goes live"))
    embargo_until = date_and_time(_("Embargo until"))
    expires_at = date_and_time(_("Ends"))
    next_at = date_and_time(_("Changes go live"))
    first_until = date_and_time(_("First until"))
    takes_back = forms.BooleanField(label=_("Make the scheduled changes a draft again"), required=False)
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
    correction_kind = forms.ChoiceField(
        label=_("Does this need a correction?"),
        required=False,
        choices=[(NO_CORRECTION, _("No")), *((kind.name, kind.use) for kind in KINDS.values())],
        widget=forms.RadioSelect,
    )
    correction_place = forms.TypedChoiceField(
        label=_("It stands"),
        required=False,
        choices=Place.choices,
        empty_value=Place.END.value,
        widget=forms.RadioSelect,
    )

    withdrawal_reason = LinesField(
        label=_("Why it is withdrawn"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "data-asked": ""}),
        help_text=_("Stays in the history."),
    )
    shows_reason = forms.BooleanField(
        label=_("Tell readers who come to its address"),
        required=False,
        widget=forms.CheckboxInput(attrs={"data-asked": ""}),
    )

    class Meta:
        model = Story
        fields = [row.name for row in FIELDS.values() if row.group]
        widgets = {
            "headline": forms.Textarea(attrs={"rows": 2}),
            "standfirst": forms.Textarea(attrs={"rows": 3}),
            "summary": forms.Textarea(attrs={"rows": 2}),
            "correction_words": forms.Textarea(attrs={"rows": 4}),
            "body_source": StoryText,
        }
        help_texts = {
            "lead_caption": _("Left empty, the photo's own is used."),
            "slug": _("Left empty, they are made from the headline."),
            "correction_words": _("What was wrong, and what is right. Once public, it cannot be changed."),
        }

    refused: desk.Refused | None = None
    token_given: uuid.UUID | None = None
    had_given = 0
    is_answered = False
    unsaved: WorkingCopy | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        story = self.instance
        if story.pk:
            self.initial = {**self.initial, "seen": story.version, "publish_at": story.publish_at}
            if "first_until" in self.fields:
                self.initial = {**self.initial, "first_until": story.first_until}
            if story.next_at:
                material = MATERIAL if story.is_next_material else MINOR
                self.initial = {**self.initial, "next_at": story.next_at, "material": material}
        else:
            self.initial = {**self.initial, "token": self.token_given or uuid.uuid4()}
        self.initial |= {"tab": str(uuid.uuid4()), "had": self.had_given}
        if self.unsaved is not None:
            unsaved.fill(self, self.unsaved)
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
            picker = self.fields["lead_image"].widget.widget
            picker.attrs["data-thumbs"] = url
            picker.picked = self._photo

    def _photo(self) -> dict[int, Photo]:
        """Return the photo that is picked; it came with the story, unless it was changed since."""
        number, photo = number_of(self["lead_image"].value()), None
        choices: Any = self.fields["lead_image"]
        if choices.queryset.query.is_empty():
            return {}  # who asks may see no photo (`pickers.only_seen`)
        if number == self.instance.lead_image_id:
            photo = self.instance.lead_image
        elif number:
            photo = Photo.objects.filter(pk=number).first()
        return {photo.pk: photo} if photo else {}

    def clean_correction_kind(self) -> str:
        """Return the kind; the answer that there is nothing to correct is none."""
        answer: str = self.cleaned_data["correction_kind"]
        self.is_answered = bool(answer)
        return "" if answer == NO_CORRECTION else answer

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.refused is not None:
            refusal.add_to_form(self, self.refused)
        return cleaned

    def require_time_is_meant(self, act: Act) -> None:
        """Refuse a time that was typed, or emptied, beside a button that would let that drop."""
        story = self.instance
        if act.name == "publish":
            # A scheduled story goes out before its hour without a question: nothing else is on the page.
            self._require_now("publish_at", stands=story.publish_at, sentence=NOT_NOW)
        elif act.name == "publish_changes":
            self._require_now("next_at", stands=None, sentence=CHANGES_NOT_NOW)
        if act.name not in ("schedule", "publish"):
            self._require_unchanged("publish_at", story.publish_at, NOT_BY_SAVING)
        if act.name != "pin" and "first_until" in self.fields:
            self._require_unchanged("first_until", story.first_until, FIRST_NOT_BY_SAVING)
        if act.name not in ("schedule_changes", "publish_changes"):
            self._require_unchanged("next_at", story.next_at, CHANGES_NOT_BY_SAVING)

    def require_correction_is_answered(self, act: Act) -> None:
        """Refuse a material change of what readers saw until somebody said whether it needs a correction."""
        is_asked = "correction_kind" in self.fields and any(each.field == "material" for each in act.inputs)
        is_answered = self.is_answered or self.cleaned_data.get("correction_words")
        if is_asked and self.cleaned_data.get("material") and not is_answered:
            raise desk.Refused({"correction_kind": ASKED})

    def _require_now(self, name: str, *, stands: datetime.datetime | None, sentence: Sentence) -> None:
        typed = self.cleaned_data.get(name)
        if typed and typed > timezone.now() and _minute(typed) != _minute(stands):
            raise desk.Refused({name: sentence})

    def _require_unchanged(self, name: str, stands: datetime.datetime | None, sentence: Sentence) -> None:
        typed = self.cleaned_data.get(name)
        is_emptied = f"{self.add_prefix(name)}_0" in self.data and stands and stands > timezone.now()
        if (typed or is_emptied) and _minute(typed) != _minute(stands):
            raise desk.Refused({name: sentence})

    def written(self) -> dict[str, Any]:
        """Return the fields of the story, as `desk.write` takes them."""
        return {name: value for name, value in self.cleaned_data.items() if name in FIELDS}


def _minute(at: datetime.datetime | None) -> datetime.datetime | None:
    """Return the time as the form shows it, without seconds."""
    return at and at.replace(second=0, microsecond=0)
