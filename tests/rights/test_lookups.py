"""A list of the desk takes the look-ups that it offers and no other, over every field and relation."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Any

import pytest
from django.contrib import admin
from django.db import models
from django.test import Client
from django.urls import reverse

from tests.people import client_of
from tests.rights import lookups
from tests.rights.planted import plant

pytestmark = pytest.mark.django_db
ROLES = ("reporter", "fundraiser", "editor", "admin")
MODELS = list(admin.site._registry)
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


def taken(client: Client, model: type[models.Model], asked: Iterable[str]) -> list[str]:
    """Return the look-ups that the list took although it does not offer them."""
    shown: Any = client.get(url(model)).context
    offered = lookups.offered(admin.site._registry[model], shown["cl"])
    found = []
    for name in dict.fromkeys(asked):
        if name not in offered:
            answer = client.get(url(model), {name: "1"})
            is_refused = answer.status_code == WRONG or (
                answer.status_code == BACK and answer["Location"].endswith("?e=1")
            )
            found += [] if is_refused else [f"{url(model)}?{name}=1 {answer.status_code}"]
    return found


def weakest(model: type[models.Model]) -> Client:
    """Return the browser of the first of these roles to whom the list is open."""
    return next(client for role in ROLES if (client := open_to(role, model)))


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.model_name)
def test_a_list_takes_no_field_and_no_relation_that_it_does_not_offer(model: type[models.Model]) -> None:
    assert taken(weakest(model), model, lookups.one_of_each(model, steps=1)) == []


@pytest.mark.parametrize("asked", [{"e": "1", "nothing": "1"}, {"e": "\0"}])
@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.model_name)
def test_who_asks_wrongly_again_comes_to_the_whole_list(
    model: type[models.Model], asked: dict[str, str]
) -> None:
    answer = weakest(model).get(url(model), asked, follow=True)
    assert answer.status_code == 200
    assert "cl" in answer.context


def test_what_a_list_offers_is_taken() -> None:
    """The proof that the others can fail: these narrow a list."""
    client = client_of("admin")
    for model, desk in admin.site._registry.items():
        shown: Any = client.get(url(model)).context
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
