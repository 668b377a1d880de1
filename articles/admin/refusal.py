"""What the desk said no to, carried from the refused act to the form that is shown again."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from articles import desk
from articles.models import Story

_KEY = "refused_by_the_desk"

# The lists of a story, as `desk.write` names them.
ROWS = frozenset({"topics", "bylines", "related"})
# What stands beside the person's own words when somebody else changed the story.
COMPARED = (
    *("kicker", "headline", "standfirst", "summary", "body_source", "credit_line"),
    *("category", "lead_image", "lead_caption", "lead_credit", "lead_alt"),
    *("kind", "language", "slug", "embargo_until", "expires_at", "search_title", "search_description"),
)


def remember(request: HttpRequest, refused: desk.Refused) -> None:
    """Keep the refusal for the form that this request is answered with."""
    vars(request)[_KEY] = refused


def of(request: HttpRequest) -> desk.Refused | None:
    """Return what was refused while this request was handled, if anything."""
    found: desk.Refused | None = vars(request).get(_KEY)
    return found


def add_to_form(form: forms.BaseForm, refused: desk.Refused) -> None:
    """Put each sentence beside its field; what is not on the form stands over it."""
    for name, sentence in refused.errors.items():
        if name not in ROWS:
            form.add_error(name if name in form.fields else None, ValidationError(str(sentence)))
            # A sentence from the desk wins over a first reading of the field, which stays in the form.


def add_to_rows(name: str, refused: desk.Refused) -> None:
    """Raise the sentence that belongs to this list, if there is one."""
    if name in refused.errors:
        raise ValidationError(str(refused.errors[name]), code=NON_FIELD_ERRORS)


def problems(form: forms.BaseForm, lists: Iterable[Any]) -> list[dict[str, Any]]:
    """List what is wrong with the form and its lists of rows, with where on the page it is."""
    found = [
        {"where": _where(form, name), "label": _label(form, name), "sentence": sentence}
        for name, sentences in form.errors.items()
        for sentence in sentences
    ]
    for rows in lists:
        said = [*rows.formset.non_form_errors()]
        said += [
            each for errors in rows.formset.errors for sentences in errors.values() for each in sentences
        ]
        name, label = f"{rows.formset.prefix}-group", capfirst(rows.opts.verbose_name_plural)
        found += [{"where": name, "label": label, "sentence": sentence} for sentence in said]
    return found


def _where(form: forms.BaseForm, name: str) -> str:
    return form[name].id_for_label if name in form.fields else ""


def _label(form: forms.BaseForm, name: str) -> str:
    return str(form[name].label) if name in form.fields else ""


def theirs(request: HttpRequest) -> list[dict[str, Any]]:
    """List the fields in which the story, as somebody else left it, differs from what was typed."""
    refused = of(request)
    if not isinstance(refused, desk.Changed):
        return []
    typed, story = request.POST, refused.theirs
    differences = []
    for name in COMPARED:
        field = cast("models.Field[Any, Any]", Story._meta.get_field(name))
        if name in typed and _plain(getattr(story, field.attname)) != _plain(typed[name]):
            value = getattr(story, f"get_{name}_display", lambda name=name: getattr(story, name))()
            is_body = name == "body_source"
            differences.append(
                {"label": field.verbose_name, "value": story.body_text if is_body else value or _("(empty)")}
            )
    return differences


def _plain(value: object) -> str:
    """Compare texts as the desk stores them: line ends and outer spaces do not matter."""
    return " ".join(("" if value is None else str(value)).split())
