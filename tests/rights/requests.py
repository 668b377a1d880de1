"""Every request at the desk that could tell of a hidden row, from the admin registry, its URLs and forms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from django.apps import apps
from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.test import RequestFactory
from django.urls import URLPattern, reverse

from articles.models import HandedWords, WorkingCopy
from donations.models import Letter
from newsroom.core.language_settings import codes
from newsroom.core.models import User
from tests.rights.planted import OURS, Planted, words

# What a list may be asked beside its filters; `_changelist_filters` is kept for the way back.
ASKED = ("", "all=", "o=1", "o=-2.3", "p=2", "_popup=1", "_to_field=id", "_facets=True", "e=1")
ON_FORMS = ("", "_popup=1&_to_field=id", "_changelist_filters=q%3D1")
# The buttons of forms: Django's, and acts of stories.
# What addresses hold that name no row.
WORDS = {"separators": ("comma", "semicolon"), "kind": Letter.Kind.values, "language": codes()}
PRESSED = ({"_save": "1", "act": "write"}, {"_continue": "1", "act": "publish"}, {"post": "yes"})


@dataclass(frozen=True)
class Ask:
    """One request: by POST if it sends something."""

    url: str
    sent: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{'POST' if self.sent else 'GET'} {self.url} {self.sent}"


def of_model(model: Any, planted: Planted, user: User) -> Iterator[Ask]:
    """Return what can be asked of one model at the desk, with numbers of marked rows wherever one fits."""
    desk: Any = admin.site._registry[model]
    asked = request_of(user)
    numbers = _numbers(desk, asked, planted)
    for pattern in (each for each in desk.get_urls() if isinstance(each, URLPattern) and each.name):
        for url in urls(pattern, model, planted):
            for query in ASKED if url.endswith(f"/{model._meta.model_name}/") else ON_FORMS:
                yield Ask(f"{url}?{query}".rstrip("?"))
            yield from (Ask(url, numbers | pressed) for pressed in PRESSED)


def request_of(user: User) -> HttpRequest:
    asked = RequestFactory().get("/admin/")
    asked.user = user
    return asked


def urls(pattern: URLPattern, model: Any, planted: Planted) -> Iterator[str]:
    """Return the URL, with the number of the marked row and of one that is not, where it takes one."""
    name, takes = f"admin:{pattern.name}", list(pattern.pattern.converters)
    if set(takes) <= set(WORDS):
        yield from (reverse(name, args=words) for words in product(*(WORDS[each] for each in takes)))
        return
    # A page of a story's admin takes the number of unsaved words.
    others = {"articles_story_unsaved": WorkingCopy, "articles_story_handed": HandedWords}
    model = others.get(str(pattern.name), model)
    row = planted.rows[model]
    other = model._default_manager.exclude(pk=row.pk).order_by("pk").first()
    for number in (each.pk for each in (row, other) if each):
        yield reverse(name, args=[number])


def _numbers(desk: Any, asked: HttpRequest, planted: Planted) -> dict[str, Any]:
    """Return a form that picks a marked row wherever something is picked, its lists of rows included."""
    sent = _picks(desk.model, planted)
    for inline in desk.get_inline_instances(asked) or [each(desk.model, admin.site) for each in desk.inlines]:
        prefix = inline.get_formset(asked).get_default_prefix()
        sent |= {f"{prefix}-TOTAL_FORMS": 1, f"{prefix}-INITIAL_FORMS": 0}
        sent |= {f"{prefix}-0-{name}": number for name, number in _picks(inline.model, planted).items()}
    return sent


def _picks(model: Any, planted: Planted) -> dict[str, Any]:
    return {
        one.name: planted.rows[one.related_model].pk
        for one in (*model._meta.fields, *model._meta.many_to_many)
        if one.related_model in planted.rows
    }


def of_pickers(hidden: dict[type[models.Model], models.Model]) -> Iterator[Ask]:
    """Return what the search behind every picker can be asked, whether a form has such a picker or not."""
    for model in (each for label in OURS for each in apps.get_app_config(label).get_models()):
        for one in (each for each in model._meta.fields if isinstance(each, models.ForeignKey)):
            source = f"app_label={model._meta.app_label}&model_name={model._meta.model_name}"
            terms = ["", *sorted(words(hidden[one.related_model]))] if one.related_model in hidden else [""]
            for term in terms:
                url = reverse("admin:autocomplete")
                yield Ask(f"{url}?{source}&field_name={one.name}&term={term}")


def of_site() -> Iterator[Ask]:
    """Return the pages of the desk that belong to no model."""
    yield Ask(reverse("admin:index"))
    for label in {model._meta.app_label for model in admin.site._registry}:
        yield Ask(reverse("admin:app_list", args=[label]))
