"""Every example address of the desk x every kind of visitor: it opens to whom the registry lets in."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib import admin
from django.http import HttpRequest
from django.urls import resolve

from articles import desk
from articles.models import Story
from newsroom.core.models import User
from tests import pages, paper
from tests.pages import Page
from tests.people import client_of, person
from tests.rights.planted import plant
from tests.rights.requests import request_of

pytestmark = pytest.mark.django_db
VISITORS = ("", "stranger", "reporter", "fundraiser")
# What the admin asks before it shows a page, by the last word of the pattern's name.
ASKS = {
    "changelist": "view",
    "add": "add",
    "change": "view",
    "history": "view",
    "delete": "delete",
    "csv": "view",
    "samples": "view",
    "sample": "view",
    "html": "view",
}


@pytest.fixture
def addresses(caplog: pytest.LogCaptureFixture) -> list[Page]:
    """The examples in a newsroom that has everything, hidden rows included."""
    caplog.set_level(logging.CRITICAL, "django")
    paper.publish(3)
    plant()
    found = {page.url: page for page in pages.every_example() if page.role}
    assert len(found) > 65
    return list(found.values())


def may_open(page: Page, user: User) -> bool | None:
    """Return whether the registry lets this user in; None where it says nothing of the page."""
    match = resolve(page.url.partition("?")[0])
    name = str(match.url_name)
    asked = request_of(user)
    for model, held in admin.site._registry.items():
        label, _underscore, verb = name.rpartition("_")
        if label != f"{model._meta.app_label}_{model._meta.model_name}":
            continue
        if verb in ASKS:
            return _permits(held, ASKS[verb], asked, match.kwargs.get("object_id"))
        # A page of an act asks for the right of its act, too.
        rights = {act.name: act.right for act in getattr(held, "act_pages", ())}
        if verb in rights:
            is_seen = _permits(held, "view", asked, match.kwargs.get("object_id"))
            return is_seen and user.has_perm(rights[verb])
    return None


def _permits(held: Any, verb: str, asked: HttpRequest, number: str | None) -> bool:
    row = held.get_object(asked, number) if number else None
    ask: Callable[..., bool] = getattr(held, f"has_{verb}_permission")
    return ask(asked) if verb == "add" or number is None else row is not None and ask(asked, row)


@pytest.mark.slow
@pytest.mark.parametrize("visitor", VISITORS)
def test_an_address_of_the_desk_opens_to_nobody_else(visitor: str, addresses: list[Page]) -> None:
    client, wrong = client_of(visitor), []
    for page in addresses:
        status = client.get(page.url).status_code
        if not visitor:
            is_right = status in (302, 404) or not page.url.startswith(("/admin/", "/account/"))
        elif visitor == "stranger":
            is_right = status != 200 or page.url.startswith("/account/")
        else:
            lets_in = may_open(page, person(visitor))
            is_right = lets_in is None or (status == 200) == lets_in
        wrong += [] if is_right else [f"{page.url} {status}"]
    assert wrong == []


@pytest.mark.slow
def test_a_preview_opens_to_whoever_may_see_the_story(addresses: list[Page]) -> None:
    for story in Story.objects.all():
        for role in VISITORS[1:]:
            may_see = desk.may("view", story=story, by=person(role))
            assert (client_of(role).get(f"/admin/preview/{story.pk}/").status_code == 200) == may_see
