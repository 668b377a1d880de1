"""A list of the desk takes the look-ups that it offers and no other, over every field and relation."""

from __future__ import annotations

import logging
from collections.abc import Iterable

import pytest
from django.contrib import admin
from django.db import models
from django.test import Client
from django.urls import reverse

from tests.answers import context_of
from tests.people import client_of
from tests.rights import lookups
from tests.rights.planted import plant

pytestmark = pytest.mark.django_db
ROLES = ("reporter", "fundraiser", "editor", "admin")
MODELS = list(admin.site._registry)
EXPORTED = [model for model, desk in admin.site._registry.items() if getattr(desk, "columns", ())]
DATED = [model for model, desk in admin.site._registry.items() if desk.date_hierarchy]
BACK, WRONG = 302, 400


@pytest.fixture(autouse=True)
def planted(caplog: pytest.LogCaptureFixture) -> None:
    """Rows in every list, and hundreds of refusals out of the log."""
    caplog.set_level(logging.CRITICAL, "django")
    plant()


def url(model: type[models.Model]) -> str:
    return reverse(f"admin:{model._meta.label_lower.replace('.', '_')}_changelist")


def open_to(role: str, model: type[models.Model]) -> Client | None:
    """Return the browser of somebody of that role, if the list is open to them."""
    client = client_of(role)
    return client if client.get(url(model)).status_code == 200 else None


def taken(
    client: Client, model: type[models.Model], asked: Iterable[str], more: str = "", **also: str
) -> list[str]:
    """Return the look-ups that the list, or what is below it, took although it does not offer them."""
    shown = context_of(client.get(url(model)))
    offered = lookups.offered(admin.site._registry[model], shown["cl"])
    found = []
    for name in dict.fromkeys(asked):
        if name not in offered:
            answer = client.get(url(model) + more, also | {name: "1"})
            is_refused = answer.status_code == WRONG or (
                answer.status_code == BACK and answer["Location"].endswith("?e=1")
            )
            found += [] if is_refused else [f"{url(model)}{more}?{name}=1 {answer.status_code}"]
    return found


def weakest(model: type[models.Model]) -> Client:
    """Return the browser of the first of these roles to whom the list is open."""
    return next(client for role in ROLES if (client := open_to(role, model)))


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.model_name)
def test_a_list_takes_no_field_and_no_relation_that_it_does_not_offer(model: type[models.Model]) -> None:
    assert taken(weakest(model), model, lookups.one_of_each(model, steps=1)) == []


@pytest.mark.parametrize("more", ["csv/comma/", "csv/semicolon/"])
@pytest.mark.parametrize("model", EXPORTED, ids=lambda model: model._meta.model_name)
def test_an_export_takes_none_either(model: type[models.Model], more: str) -> None:
    assert client_of("admin").get(url(model) + more).status_code == 200
    assert taken(client_of("admin"), model, lookups.one_of_each(model, steps=1), more) == []


@pytest.mark.parametrize("also", [{"_popup": "1"}, {"_facets": "True"}, {"all": ""}, {"q": "a"}])
@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.model_name)
def test_no_other_word_of_the_address_opens_a_way(model: type[models.Model], also: dict[str, str]) -> None:
    assert taken(weakest(model), model, lookups.one_of_each(model, steps=1)[::3], **also) == []


@pytest.mark.parametrize("model", DATED, ids=lambda model: model._meta.model_name)
def test_a_year_lets_no_other_look_up_pass(model: type[models.Model]) -> None:
    year = {f"{admin.site._registry[model].date_hierarchy}__year": "2026"}
    bounds = {f"{admin.site._registry[model].date_hierarchy}__{bound}" for bound in ("gte", "lt")}
    asked = set(lookups.one_of_each(model, steps=2)) - bounds
    assert taken(weakest(model), model, sorted(asked)[::5], **year) == []


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.model_name)
def test_a_list_to_pick_from_hands_over_nothing_but_numbers(model: type[models.Model]) -> None:
    names = {path for path, _ends in lookups.paths(model, steps=1)} - {model._meta.pk.name, "id"}
    client = weakest(model)
    for name in names:
        assert client.get(url(model), {"_popup": "1", "_to_field": name}).status_code == WRONG, name


def test_who_asks_wrongly_again_comes_to_the_whole_list() -> None:
    for model in MODELS:
        client = weakest(model)
        for asked in ({"e": "1", "nothing": "1"}, {"e": "\0"}):
            answer = client.get(url(model), asked, follow=True)
            assert answer.status_code == 200, (model, asked)
            assert "cl" in context_of(answer), (model, asked)


def test_what_a_list_offers_is_taken() -> None:
    """The proof that the others can fail: these narrow a list."""
    client = client_of("admin")
    for model, desk in admin.site._registry.items():
        shown = context_of(client.get(url(model)))
        year = {f"{desk.date_hierarchy}__year": "2026"} if desk.date_hierarchy else {}
        for name in lookups.offered(desk, shown["cl"]) - set(year):
            assert client.get(url(model), year | {name: "1"}).status_code == 200, f"{url(model)} {name}"


@pytest.mark.slow
@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.model_name)
def test_a_list_takes_no_look_up_of_any_kind_two_steps_away(model: type[models.Model]) -> None:
    assert taken(weakest(model), model, lookups.every(model)) == []


@pytest.mark.slow
@pytest.mark.parametrize("role", ROLES)
def test_no_list_takes_more_from_one_role_than_from_another(role: str) -> None:
    found = []
    for shift, model in enumerate(MODELS):
        if client := open_to(role, model):
            found += taken(client, model, lookups.one_of_each(model, steps=2, shift=shift))
    assert found == []
