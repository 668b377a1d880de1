"""The texts of a story in which words may stand: fields, rows of lists, and raw forms."""

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.html import strip_tags

from articles.desk.content import Content
from articles.desk.fields import FIELDS, LISTS, Kind
from articles.desk.redacting_words import SHORT, Form, Marks, Span, without
from articles.desk.typed import PREFIXES
from articles.models import Story

# So many letters before and after a word show where it stands.
AROUND = 60
# Between the blocks of a clean body: what stands in different ones is no phrase.
_BLOCKS = re.compile(r"(?<=>)\n(?=<)")
_ROW = re.compile(r"(?P<prefix>[a-z_]+)-\d{1,4}-(?P<column>[a-z_]+)")


@dataclass(frozen=True)
class Excerpt:
    """Words that are to go, with what stands around them, as a person reads it."""

    left: str
    gone: str
    put: str
    right: str


def _form(field: models.Field[Any, Any]) -> Form | None:
    """Return how a column is written; None where nobody types words into it."""
    if isinstance(field, models.SlugField):
        return Form.SLUG
    if isinstance(field, models.URLField):
        return Form.URL
    is_text = isinstance(field, (models.CharField, models.TextField)) and not field.choices
    return Form.PLAIN if is_text else None


def _columns(model: type[models.Model], names: Any = None) -> dict[str, tuple[Form, int | None]]:
    """Return the columns of a model that hold words: how each is written, and how long it may be."""
    fields = [each for each in model._meta.concrete_fields if names is None or each.name in names]
    forms = {each.name: (_form(each), each.max_length) for each in fields}
    return {name: (form, most) for name, (form, most) in forms.items() if form}


# The language is a column of text with choices of the setting.
TEXTS = {
    name: (Form.HTML if FIELDS[name].kind is Kind.BODY else form, most)
    for name, (form, most) in _columns(Story, FIELDS).items()
    if FIELDS[name].kind is not Kind.VALUE or form is Form.SLUG
}
ROWS = {name: _columns(model) for name, model in LISTS.items()}
_LISTS = {prefix: name for name, prefix in PREFIXES.items()}
_BY_PREFIX = {prefix: ROWS[name] for name, prefix in PREFIXES.items()}


class Texts:
    """Marks of a story, with what was found in each text: revisions mostly hold the same paragraphs."""

    def __init__(self, marks: Marks, replacement: str = "") -> None:
        self.marks, self.replacement = marks, replacement
        self._seen: dict[tuple[str, Form], tuple[list[Span], str]] = {}

    def without(self, text: str, form: Form, most: int | None = None) -> str:
        """Return the text without the words."""
        taken = "\n".join(self._read(part, form)[1] for part in parts(text, form))
        if most is not None and len(taken) > most and taken != text:
            return without(text, self.marks, self.replacement, form=form, most=most)
        return taken

    def excerpts(self, text: str, form: Form) -> list[Excerpt]:
        """Return where the words stand in a text."""
        return [
            _excerpt(part, span, form, self.replacement)
            for part in parts(text, form)
            for span in self._read(part, form)[0]
        ]

    def _read(self, text: str, form: Form) -> tuple[list[Span], str]:
        found = self._seen.get((text, form))
        if found is None:
            spans = self.marks.spans(text, form)
            taken = without(text, self.marks, self.replacement, form=form) if spans else text
            found = self._seen[text, form] = (spans, taken)
        return found

    def of_content(self, content: Content) -> tuple[Content, dict[str, list[Excerpt]]]:
        """Return a story's words without those, and by field or list where they stood."""
        after, found = dict(content), {}
        for name, (form, most) in TEXTS.items():
            text = content.get(name) or ""
            if excerpts := self.excerpts(text, form):
                found[name], after[name] = excerpts, self.without(text, form, most)
        for name, least in (("headline", SHORT), ("slug", "story")):
            # A story in front of readers has both.
            if content.get(name) and not after[name]:
                after[name] = least
        for name, columns in ROWS.items():
            read = [self._of_row(row, columns) for row in content.get(name) or ()]
            if excerpts := [each for _row, those in read for each in those]:
                found[name], after[name] = excerpts, [row for row, _those in read if row is not None]
        return after, found

    def _of_row(
        self, row: Mapping[str, Any], columns: Mapping[str, tuple[Form, int | None]]
    ) -> tuple[dict[str, Any] | None, list[Excerpt]]:
        """Return a row without the words; none at all where they stand in the address that it leads to."""
        after: dict[str, Any] | None = dict(row)
        found = []
        for name, (form, most) in columns.items():
            text = row.get(name) or ""
            if excerpts := self.excerpts(text, form):
                found += excerpts
                if after is not None and form is not Form.URL:
                    # A page elsewhere needs a headline.
                    after[name] = self.without(text, form, most) or SHORT
                else:
                    after = None
        return after, found

    def of_form(self, data: Mapping[str, Any]) -> tuple[dict[str, list[str]], dict[str, list[Excerpt]]]:
        """Return a raw form without the words, and by name of its fields where they stood."""
        after, found = {name: list(values) for name, values in data.items()}, {}
        gone: list[str] = []
        for name, values in data.items():
            form, most = _typed_as(name)
            if form is None:
                continue
            if excerpts := [each for value in values for each in self.excerpts(value, form)]:
                found[name], after[name] = excerpts, [self.without(value, form, most) for value in values]
            if excerpts and form is Form.URL:
                gone.append(name.rpartition("-")[0])
        for row in gone:
            # A row without the address that it leads to is none.
            after |= {name: [""] for name in after if name.startswith(f"{row}-") and _typed_as(name)[0]}
        return after, found


def _typed_as(name: str) -> tuple[Form | None, int | None]:
    """Return how a field of the form is written; a name that no form of ours has is read as text."""
    if name in FIELDS:
        form, _most = TEXTS.get(name, (None, None))
        return form, None
    match = _ROW.fullmatch(name)
    if match and match["prefix"] in _BY_PREFIX:
        form, _most = _BY_PREFIX[match["prefix"]].get(match["column"], (None, None))
        return form, None
    return (None if name.endswith("_FORMS") else Form.PLAIN), None


def list_of(name: str) -> str | None:
    """Return the list to which a field of a raw form belongs, or None."""
    match = _ROW.fullmatch(name)
    return _LISTS.get(match["prefix"]) if match else None


def parts(text: str, form: Form) -> list[str]:
    """Return the paragraphs of a clean body, and any other text as a whole."""
    return _BLOCKS.split(text) if form is Form.HTML else [text]


def _excerpt(text: str, span: Span, form: Form, replacement: str) -> Excerpt:
    start, end = span.tag or (span.start, span.end)
    gone = text[span.start : span.end]
    left, right = _shown(text[:start], form), _shown(text[end:], form)
    cut_left, cut_right = left[-AROUND:], right[:AROUND]
    return Excerpt(
        ("…" if cut_left != left else "") + cut_left,
        _shown(gone, form) if not span.tag else gone,
        replacement if form in (Form.PLAIN, Form.HTML) and not span.tag else "",
        cut_right + ("…" if cut_right != right else ""),
    )


def _shown(text: str, form: Form) -> str:
    return html.unescape(strip_tags(text)) if form is Form.HTML else text


def texts_in(content: Content) -> Iterator[tuple[str, Form]]:
    """Yield every text of a story's words, with how it is written."""
    for name, (form, _most) in TEXTS.items():
        yield content.get(name) or "", form
    for name, columns in ROWS.items():
        for row in content.get(name) or ():
            for column, (form, _most) in columns.items():
                yield row.get(column) or "", form


def texts_in_form(data: Mapping[str, Any]) -> Iterator[tuple[str, Form]]:
    """Yield every text of a raw form."""
    for name, values in data.items():
        form, _most = _typed_as(name)
        if form is not None:
            yield from ((value, form) for value in values)
