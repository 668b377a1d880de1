"""Any Unicode text in any text field of any form: stored composed and seen, or refused, and never an error.

The forms come from the admin site, and their fields from the page: a new one is tried without being named.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import Any

import pytest
from django import forms
from django.contrib import admin
from django.contrib.auth.models import Group
from django.db.models import Model
from django.test import Client, RequestFactory
from django.urls import reverse
from hypothesis import example, given, settings
from hypothesis import strategies as st

from articles import body
from articles.models import Author, Category, Photo, Redirect, RelatedLink, Story, Topic
from donations.models import Appeal, Contribution, LetterText, SupportText
from newsroom.core.desk.model_admin import ReadOnlyAdmin
from newsroom.core.models import User
from newsroom.core.stored_text import typed_columns
from newsroom.core.text import clean
from newsroom.core.text_fields import LineField, LinesField
from newsroom.management.commands.clean_texts import typed_models
from tests import builders
from tests.articles.desk_form import read
from tests.people import client_of, person

pytestmark = pytest.mark.django_db

# Characters that are unseen, that compose, that open HTML, that end lines: rare in any random text.
PIECES = [
    *("\u200b", "\u202e", "\u00ad", "\u3164", "\u115f", "\u2800", "\u0308", "\u0338", "\u200d", "\u200c"),
    *("\u200f", "\u2066", "\u2069", "\ufe0f", "\U000e0041", "\x00", "\x07", "\r\n", "\u2028", "\u00a0"),
    *("e\u0301", "\u1100\u1161", "\u0958", "\u05e9\u05dc", "\u0645\u06cc", "\U0001f468\u200d\U0001f469"),
    *("<b>", "</p>", "&#x200b;", "&", "--", '"', "'", "1", "-", "%(x)s", "{{ x }}", "{% x %}", "\\", "a"),
]
WORST = "".join(PIECES)[:50]
TEXTS = st.lists(
    st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from(PIECES)), max_size=30
).map("".join)
# A field of a known shape takes few texts: every second time it gets one that has it.
SHAPES = {"email": "a@ex{}.org", "url": "https://a.example/{}", "username": "n{}", "slug": "s{}"}
ROWS: dict[type[Model], Callable[[], Model]] = {
    Story: lambda: _story(),
    Author: builders.make_author,
    Category: builders.make_category,
    Topic: builders.make_topic,
    Photo: builders.make_photo,
    Redirect: builders.make_redirect,
    Appeal: lambda: Appeal.objects.create(placement="banner", language="en", heading="A"),
    SupportText: lambda: SupportText.objects.create(place="reason", language="en", text="A"),
    LetterText: lambda: LetterText.objects.create(
        kind="receipt", language="en", subject="A", heading="A", text="A"
    ),
    User: lambda: builders.make_user("reporter"),
    Group: lambda: Group.objects.get(name="Reporters"),
}
FORMS = [model for model in typed_models() if model in admin.site._registry]


def _story() -> Story:
    story = builders.make_story("draft")
    RelatedLink.objects.create(story=story, external_url="https://a.example/", headline="A")
    return story


def stored(row: Model) -> dict[str, str]:
    """Return what is stored of the row and of the rows on its form, as text by column."""
    rows = [row, *RelatedLink.objects.filter(story=row)] if isinstance(row, Story) else [row]
    values: dict[str, str] = {}
    for number, one in enumerate(rows):
        one.refresh_from_db()
        values |= {f"{number}.{name}": getattr(one, name) for name in typed_columns(type(one))}
    return values


def unclean(values: dict[str, str]) -> list[str]:
    """Name the columns that are not composed or hold what cannot be seen."""
    cleaners = {"0.body_source": body.clean_source}
    return [
        f"{name}: {value!a}"
        for name, value in values.items()
        if not unicodedata.is_normalized("NFC", value) or cleaners.get(name, clean)(value) != value
    ]


def try_texts(model: type[Model], examples: int) -> None:
    """Type texts into all fields of the form of a row at once, and look at what is stored of them."""
    row, client = ROWS[model](), client_of("admin")
    url = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_change", args=[row.pk])

    def opened() -> Any:
        return read(client.get(url), f"{model._meta.model_name}_form")

    def send(values: dict[str, str]) -> Any:
        return client.post(url, values | {"act": "write"})

    @settings(derandomize=True, deadline=None, max_examples=examples, database=None)
    @given(TEXTS, st.booleans())
    @example(WORST, False)
    def holds(text: str, is_shaped: bool) -> None:
        before, form = stored(row), opened()
        sent = dict(form.values)
        for name, kind in form.texts.items():
            shape = SHAPES.get(kind) or SHAPES.get(name)
            if not name.endswith(("_0", "_1")) and (is_shaped or not shape):
                sent[name] = (shape or "{}").format(text)
        answer = send(sent)
        assert answer.status_code in (302, 422)
        after = stored(row)
        assert not unclean(after)
        if answer.status_code == 422:
            assert after == before
            assert "errorlist" in answer.content.decode()
        else:
            assert send(opened().values).status_code == 302
            assert stored(row) == after

    holds()


@pytest.mark.parametrize("model", FORMS, ids=lambda model: model.__name__)
def test_any_text_in_any_field_is_stored_clean_or_refused_beside_it(model: type[Model]) -> None:
    try_texts(model, examples=3)


@pytest.mark.slow
@pytest.mark.parametrize("model", FORMS, ids=lambda model: model.__name__)
def test_any_of_many_texts_is_stored_clean_or_refused_beside_it(model: type[Model]) -> None:
    try_texts(model, examples=300)


def desk_forms() -> dict[str, dict[str, forms.Field]]:
    """Return the fields of every form of the desk, those to add, those to change and those of rows within."""
    request = RequestFactory().get("/")
    request.user = person("admin")
    found = {}
    for model, each in admin.site._registry.items():
        if isinstance(each, ReadOnlyAdmin):
            continue
        for row in (None, model._base_manager.first()):
            found[f"{model.__name__} {'change' if row else 'add'}"] = each.get_form(
                request, row, change=row is not None, fields=None
            ).base_fields
        for inline in each.get_inline_instances(request):
            found[inline.model.__name__] = inline.get_formset(request).form.base_fields
    return found


def test_every_text_field_of_the_desk_cleans_what_is_typed_and_cuts_nothing() -> None:
    # Passwords are kept to the letter; an amount is read as a number, a body as HTML.
    others = {"password", "password1", "password2", "amount", "body_source"}
    for make in ROWS.values():
        make()
    found = desk_forms()
    assert {"Story add", "RelatedLink", "User add", "Group change", "Appeal add"} <= set(found)
    for form, fields in found.items():
        for name, field in fields.items():
            if isinstance(field, forms.CharField) and not isinstance(field, forms.UUIDField):
                assert name in others or isinstance(field, LineField | LinesField), (form, name)
                assert name in others or "maxlength" not in field.widget.attrs, (form, name)


@pytest.mark.parametrize("model", FORMS, ids=lambda model: model.__name__)
def test_what_is_too_long_is_said_beside_each_field_and_kept_whole(model: type[Model]) -> None:
    row, client = ROWS[model](), client_of("admin")
    url = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_change", args=[row.pk])
    form, before = read(client.get(url), f"{model._meta.model_name}_form"), stored(row)
    long = "Ж" * 5000
    limits = {
        name: column.max_length
        for prefix, of in (("", model), ("related_links-0-", RelatedLink))
        for column in of._meta.concrete_fields
        if (name := f"{prefix}{column.name}") in form.texts and getattr(column, "max_length", None)
    }
    answer = client.post(url, form.values | dict.fromkeys(limits, long) | {"act": "write"})
    again = read(answer, f"{model._meta.model_name}_form")
    said = answer.content.decode()
    assert answer.status_code == 422
    assert limits
    for name, most in limits.items():
        assert f"at most {most} characters" in said, name
        assert again.values[name] == long, name
    assert stored(row) == before


@settings(derandomize=True, deadline=None, max_examples=30, database=None)
@given(
    TEXTS,
    st.sampled_from(["login", "other-month-EUR", "amount-month-EUR", "interval", "from_path", "choice"]),
)
@example(WORST, "login")
@example(WORST, "other-month-EUR")
def any_text_of_a_visitor(text: str, name: str) -> None:
    support = {"interval": "month", "currency": "EUR", "amount-month-EUR": "other", "other-month-EUR": ""}
    url, sent = ("/support/", support) if name != "login" else (reverse("account_login"), {"password": "x"})
    answer = Client().post(url, sent | {name: text})
    assert answer.status_code in (200, 400, 403, 422, 429), answer.status_code


def test_any_text_of_a_visitor_is_answered_and_nothing_is_begun() -> None:
    any_text_of_a_visitor()
    assert not Contribution.objects.exists()
