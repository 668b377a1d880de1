"""Form field for a date and a time in the newsroom's zone."""

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
        widget=DateAndTime(label),
        help_text=help_text or lazy(_zone, str)(),
    )


def _zone() -> str:
    return gettext("Time in %(zone)s.") % {"zone": settings.TIME_ZONE}
