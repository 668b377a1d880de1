"""What the desk said no to, carried from the refused act to the form that is shown again."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms.models import model_to_dict
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from articles import body, desk
from articles.admin import opening
from articles.admin.shown import shown
from articles.desk.fields import LISTS
from articles.models import Story
from newsroom.core.desk.refusal import of, remember

__all__ = ["add_to_form", "add_to_rows", "of", "problems", "remember", "theirs"]


def add_to_form(form: forms.BaseForm, refused: desk.Refused) -> None:
    """Put each sentence beside its field; what is not on the form stands over it."""
    for name, sentence in refused.errors.items():
        # The field may have said the same when the form read it.
        if name not in LISTS and str(sentence) not in form.errors.get(name, ()):
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
    if name not in form.fields:
        return ""
    # Of several boxes (date and time, choices) the first: they have no label of their own.
    return form[name].id_for_label or f"{form[name].auto_id}_0"


def _label(form: forms.BaseForm, name: str) -> str:
    return str(form[name].label) if name in form.fields else ""


def theirs(request: HttpRequest, form: forms.BaseForm, lists: Iterable[Any]) -> list[dict[str, Any]]:
    """List where the story, as somebody else left it, differs from what was typed: names and values."""
    refused = of(request)
    if not isinstance(refused, desk.Changed) or refused.merged is not None:
        return []
    story, drafted = opening.as_opened(request, refused.theirs)
    different = _different(form, story)
    if "body_source" in different and body.clean_source(form["body_source"].data) == story.body_source:
        different.remove("body_source")
    found = [{"label": form[name].label, "value": shown(story, name)} for name in different]
    for rows in lists:
        stands = drafted.get(rows.opts.list_name, rows.formset.get_queryset())
        there = [rows.opts.words(row) for row in stands]
        if there != [rows.opts.words(row) for row in rows.formset.typed()]:
            found.append({"label": rows.opts.verbose_name_plural, "value": "\n".join(there) or _("(empty)")})
    return found


def _different(form: forms.BaseForm, story: Story) -> list[str]:
    """Name the fields in which what was typed is not what the story, with its draft, says.

    The form itself compares with the story's row, which says something else where there is a draft.
    """
    names = [name for name in form.fields if name in desk.FIELDS]
    stands = model_to_dict(story, names)
    return [name for name in names if form.fields[name].has_changed(stands[name], form[name].data)]
