"""Django form fields for typed text: cleaned before anything is checked, and never cut by the browser."""

from typing import Any

from django import forms
from django.db import models

from newsroom.core import text


class _Typed(forms.CharField):
    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Return the attributes without `maxlength`: a browser cuts a longer paste without a word.

        What is typed runs in the direction of its own letters.
        """
        attrs = {name: value for name, value in super().widget_attrs(widget).items() if name != "maxlength"}
        return {"dir": "auto", **attrs}


class LineField(_Typed):
    """Form field for one line of text."""

    def to_python(self, value: Any) -> str:
        """Return the line cleaned (`text.clean_line`)."""
        return str(super().to_python(text.clean_line(value) if isinstance(value, str) else value))


class LinesField(_Typed):
    """Form field for any number of lines of text."""

    def to_python(self, value: Any) -> str:
        """Return the lines cleaned (`text.clean`)."""
        return str(super().to_python(text.clean(value) if isinstance(value, str) else value))


class EmailField(LineField, forms.EmailField):
    """Form field for an email address, cleaned: a domain may hold any letters."""


class URLField(LineField, forms.URLField):
    """Form field for a URL, cleaned: what cannot be seen came along with the paste."""


class SlugField(LineField, forms.SlugField):
    """Form field for a slug, cleaned before its letters are looked at."""


# What a `ModelAdmin` makes of columns of text.
OVERRIDES: dict[type[models.Field[Any, Any]], dict[str, Any]] = {
    models.CharField: {"form_class": LineField},
    models.TextField: {"form_class": LinesField},
    models.SlugField: {"form_class": SlugField},
    models.EmailField: {"form_class": EmailField},
    models.URLField: {"form_class": URLField},
}


def cleaned(row: models.Model, name: str, value: Any) -> Any:
    """Return a value for this column as it is stored: text cleaned, anything else as it is."""
    if not isinstance(value, str):
        return value
    is_long = isinstance(row._meta.get_field(name), models.TextField)
    return text.clean(value) if is_long else text.clean_line(value)
