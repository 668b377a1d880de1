"""Words on a form that were taken out of its story for good: where they stand, and the form without them."""

from typing import Any

from django import forms
from django.http import HttpRequest, QueryDict

from articles.admin.differences import label
from articles.desk.fields import FIELDS
from articles.desk.redacting_check import without_words
from articles.desk.redacting_texts import list_of
from articles.models import Story


def held(request: HttpRequest, form: forms.BaseForm, story: Story | None) -> list[dict[str, Any]]:
    """Return each field of a form that was sent, with the words in it that may not stand there."""
    if story is None or request.method != "POST":
        return []
    _left, found = without_words(story, dict(request.POST.lists()))
    return [{**_place(form, name), "excerpts": excerpts} for name, excerpts in found.items()]


def cleaned(story: Story, sent: QueryDict) -> QueryDict:
    """Return what was sent without the words."""
    left, _found = without_words(story, dict(sent.lists()))
    made = QueryDict(mutable=True)
    for name, values in left.items():
        made.setlist(name, values)
    return made


def _place(form: forms.BaseForm, name: str) -> dict[str, str]:
    listed = list_of(name)
    if name in FIELDS and name in form.fields:
        return {"label": label(name), "where": form[name].id_for_label}
    return {"label": label(listed) if listed else name, "where": f"id_{name}"}
