"""A person's own unsaved words on the form: opened with it, with the version that they were typed over."""

from __future__ import annotations

import re
import uuid
from typing import Any

from django import forms
from django.http import HttpRequest, QueryDict

from articles import desk
from articles.desk.typed import CARRIED
from articles.desk.working import Window, mine
from articles.models import Story, WorkingCopy
from newsroom.core.desk.identity import current_user

_KEPT = "_unsaved_words"
_READ = "_reads_words"
_ROW = re.compile(r"(\d{1,3})-([a-z_]+)")


def open_words(request: HttpRequest, story: Story | None, token: uuid.UUID | None = None) -> None:
    """Look for this person's words for the story, or for the new one with this token."""
    by = current_user(request)
    if desk.may("keep_words", story=story, by=by):
        setattr(request, _KEPT, mine(by, story=story, token=token))


def row_of(request: HttpRequest) -> WorkingCopy | None:
    """Return the row that `open_words` found, with words or without."""
    row: WorkingCopy | None = getattr(request, _KEPT, None)
    return row


def opened(request: HttpRequest) -> WorkingCopy | None:
    """Return the words that the form shows in place of the stored ones."""
    row = row_of(request)
    return row if row and row.changed_at and request.method != "POST" else None


def read_words(request: HttpRequest) -> None:
    """Let the form be read for somebody who may not save it any more."""
    setattr(request, _READ, True)


def reads_words(request: HttpRequest) -> bool:
    """Say whether the form is read alone, and nothing saved by it."""
    return getattr(request, _READ, False)


def raw(copy: WorkingCopy) -> QueryDict:
    """Return the words as a browser would have sent them."""
    sent = QueryDict(mutable=True)
    for name, values in copy.data.items():
        sent.setlist(name, values)
    return sent


def fill(form: forms.BaseForm, copy: WorkingCopy) -> None:
    """Let a form show the words and, as one with them, the version that they were typed over."""
    sent = raw(copy)
    for name, field in form.fields.items():
        place = form.add_prefix(name)
        if name not in CARRIED and not field.widget.value_omitted_from_data(sent, {}, place):
            form.initial[name] = field.widget.value_from_datadict(sent, {}, place)
    form.initial["seen"] = copy.base


def rows(copy: WorkingCopy, prefix: str) -> list[dict[str, Any]]:
    """Return a list as it was typed, in its order, as a formset takes it."""
    found: dict[int, dict[str, Any]] = {}
    for name, values in copy.data.items():
        match = _ROW.fullmatch(name.removeprefix(f"{prefix}-")) if name.startswith(f"{prefix}-") else None
        if match and values:
            found.setdefault(int(match[1]), {})[match[2]] = values[-1]
    typed = sorted(found.items(), key=lambda row: (_order(row[1]), row[0]))
    return [{**row, "order": order} for order, (_number, row) in enumerate(typed)]


def window(sent: QueryDict) -> Window:
    """Return which window sent a form."""
    had = sent.get("had", "")
    return Window(tab=sent.get("tab", "")[:40], had=int(had) if had.isdecimal() and len(had) < 10 else 0)


def shown_again(request: HttpRequest, typed: QueryDict, story: Story | None) -> None:
    """Give a form that is shown again a window of its own, which has seen what the one before it wrote."""
    token = typed.get("token", "")
    open_words(request, story, uuid_of(token) if story is None else None)
    row, before = row_of(request), window(typed)
    if row is not None and before.tab == row.tab:
        typed["had"] = str(row.count)
    typed["tab"] = str(uuid.uuid4())


def _order(row: dict[str, Any]) -> int:
    order = str(row.get("order", ""))
    return int(order) if order.isdecimal() and len(order) < 5 else 9_999


def uuid_of(text: str) -> uuid.UUID | None:
    """Return the number that a text says, or None."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
