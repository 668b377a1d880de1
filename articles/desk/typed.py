"""What a working copy holds: the raw form of a story, bounded and cleaned of what no database stores."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _

from articles.desk.errors import Refused
from articles.desk.fields import FIELDS, LISTS, Kind
from articles.models import Story

# {name of the form's field: [values]}
Typed = Mapping[str, Sequence[str]]

# As many fields as a form of the desk may have, and as many characters: the longest story and a bit more.
MOST_FIELDS = 2_000
MOST_CHARACTERS = 1_500_000
TOO_LONG = _("This text is too long for one story. Divide it.")
# The form says these about itself, and not about the story.
CARRIED = frozenset({"csrfmiddlewaretoken", "seen", "over", "token", "tab", "had", "act", "_person", "end"})

_LINES = {name: field for name, field in FIELDS.items() if field.kind is not Kind.VALUE}
_PICKS = {
    name: Story._meta.get_field(name).related_model
    for name in FIELDS
    if Story._meta.get_field(name).many_to_one
}
# What the names of a list's fields begin with.
PREFIXES = {
    name: str(model._meta.get_field("story").remote_field.get_accessor_name())
    for name, model in LISTS.items()
}
_LISTS = {prefix: name for name, prefix in PREFIXES.items()}
_ROW = re.compile(r"(?P<list>[a-z_]+)-(?P<row>\d{1,4})-(?P<column>[a-z_]+)")
# Columns of rows that have a value before anybody types.
_GIVEN = frozenset({"id", "story", "order", "role"})


def checked(data: Any) -> dict[str, list[str]]:
    """Return a raw form that can be stored; refuse what no form of ours sends."""
    if not isinstance(data, dict) or len(data) > MOST_FIELDS:
        raise Refused(_("This is no form of a story."))
    kept: dict[str, list[str]] = {}
    size = 0
    for name, values in data.items():
        if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
            raise Refused(_("This is no form of a story."))
        size += len(name) + sum(map(len, values))
        if name not in CARRIED:
            kept[_storable(name)] = [_storable(value) for value in values]
    if size > MOST_CHARACTERS:
        raise Refused(TOO_LONG)
    return kept


def picks(data: Typed) -> list[str]:
    """Return what the form picks, as "lead_image:12" or "bylines.author:3"."""
    found = {f"{name}:{value}" for name in _PICKS for value in data.get(name, ()) if value.isdecimal()}
    for listed, column, values in _rows(data):
        found |= {f"{listed}.{column}:{value}" for value in values if value.isdecimal()}
    return sorted(found)


def has_words(data: Typed) -> bool:
    """Say whether anything is on the form that a new one has not."""
    texts = any(_plain(name, value).strip() for name in _LINES for value in data.get(name, ()))
    named = any(value for name in _PICKS for value in data.get(name, ()))
    return texts or named or any(value for _list, _column, values in _rows(data) for value in values)


def title(data: Typed) -> str:
    """Return the headline that was typed, or else the first words of the text."""
    for name in ("headline", "body_source", "standfirst", "summary", "kicker"):
        for value in data.get(name, ()):
            if words := _plain(name, value).split():
                return " ".join(words[:14])
    return ""


def _plain(name: str, value: str) -> str:
    return strip_tags(value) if _LINES[name].kind is Kind.BODY else value


def _rows(data: Typed) -> Iterator[tuple[str, str, Sequence[str]]]:
    """Return list, column and values of what stands in rows."""
    for name, values in data.items():
        match = _ROW.fullmatch(name)
        if match and match["list"] in _LISTS and match["column"] not in _GIVEN:
            yield _LISTS[match["list"]], match["column"], values


def _storable(value: str) -> str:
    """Return text without what PostgreSQL's JSON does not take: NUL and halves of characters."""
    return value.replace("\0", "").encode(errors="replace").decode()
