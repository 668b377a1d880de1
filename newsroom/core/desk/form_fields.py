"""Form field for a date and a time in the newsroom's zone, and fields that no browser fills in by itself."""

import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.utils.functional import lazy
from django.utils.text import capfirst
from django.utils.translation import gettext


class DateAndTime(forms.SplitDateTimeWidget):
    """Widget of the browser's own date and time inputs, each labelled for screen readers."""

    def __init__(self, label: Any) -> None:
        super().__init__(
            date_format="%Y-%m-%d",
            time_format="%H:%M",
            date_attrs={"type": "date", "aria-label": lazy(lambda: f"{label}: {gettext('date')}", str)()},
            time_attrs={
                "type": "time",
                "aria-label": lazy(lambda: f"{label}: {gettext('time')}, {settings.TIME_ZONE}", str)(),
            },
        )

    def use_required_attribute(self, initial: Any) -> bool:
        return False


def date_and_time(label: Any, help_text: Any = "") -> forms.SplitDateTimeField:
    """Make an optional field of two native inputs; without another help text it names the zone."""
    return forms.SplitDateTimeField(
        label=lazy(lambda: capfirst(str(label)), str)(),
        required=False,
        validators=[_require_storable],
        widget=DateAndTime(label),
        help_text=help_text or lazy(_zone, str)(),
    )


def _require_storable(at: datetime.datetime) -> None:
    """Refuse a time at the ends of the calendar, which has none in UTC."""
    try:
        at.astimezone(datetime.UTC)
    except OverflowError as error:
        field = forms.DateTimeField
        raise forms.ValidationError(field.default_error_messages["invalid"], code="invalid") from error


def _zone() -> str:
    return gettext("Time in %(zone)s.") % {"zone": settings.TIME_ZONE}


class Unrestored(forms.BoundField):
    """Bound field whose old value no browser puts back when it restores a page.

    `autocomplete` of the form is not enough: Firefox, where it brings a closed tab back, looks at it for
    inputs alone, and would put older words of text areas and lists beside the version of newer ones.
    """

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        built = super().build_widget_attrs(attrs, widget)
        shown = widget or self.field.widget
        if isinstance(getattr(shown, "widget", shown), forms.Textarea | forms.Select):
            built["autocomplete"] = "off"
        return built
