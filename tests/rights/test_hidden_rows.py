"""No word of a row that a person may not see is in any answer of the desk, whatever is asked or sent."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable
from functools import partial
from itertools import chain
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.db import models, transaction
from django.test import Client
from django.urls import URLPattern, reverse

from articles.models import Story
from newsroom.core.models import User
from tests.answers import context_of
from tests.articles.canary import raw
from tests.builders import make_user
from tests.people import person
from tests.rights.planted import MARK, Planted, plant, words
from tests.rights.requests import Ask, of_model, of_pickers, of_site, request_of, urls

pytestmark = pytest.mark.django_db
MARKED = re.compile(rf"{MARK}[a-z0-9]+")
# A keeper has every right in the library and over stories of their own, as a newsroom may grant them.
ROLES = ("stranger", "reporter", "keeper", "fundraiser", "editor", "admin")
Rows = dict[type[models.Model], models.Model]


@pytest.fixture
def planted(caplog: pytest.LogCaptureFixture) -> Planted:
    caplog.set_level(logging.CRITICAL, "django")
    return plant()


def somebody(role: str) -> User:
    if role != "keeper":
        return person(role)
    user = make_user("reporter", name="keeper")
    user.user_permissions.set(
        Permission.objects.filter(content_type__app_label="articles").exclude(codename="edit_any_story")
    )
    return user


def told(client: Client, asked: Iterable[Ask], hidden: Rows) -> list[str]:
    """Ask, and return each request whose answer held a word of a hidden row; nothing of it is kept."""
    # What readers see on every page, such as categories in the navigation, stands on a page for 404, too.
    public = set(MARKED.findall(raw(Client().get("/nothing-here/"))))
    secret = set().union(*(words(row) for row in hidden.values())) - public
    found = []
    for ask in asked:
        with transaction.atomic():
            answer = client.post(ask.url, ask.sent) if ask.sent else client.get(ask.url)
            transaction.set_rollback(True)
        typed = set(MARKED.findall(ask.url))
        if shown := (set(MARKED.findall(raw(answer).lower())) & secret) - typed:
            found.append(f"{ask}: {sorted(shown)}")
        assert answer.status_code < 500, ask
    return found


def everything(planted: Planted, user: User, hidden: Rows, desks: Iterable[Any]) -> Iterable[Ask]:
    of_models = chain.from_iterable(of_model(model, planted, user) for model in desks)
    return chain(of_site(), of_pickers(hidden), of_models)


def open_to(user: User) -> list[type[models.Model]]:
    asked = request_of(user)
    return [model for model, desk in admin.site._registry.items() if desk.has_module_permission(asked)]


def test_a_reporter_is_told_nothing_of_a_hidden_row(planted: Planted) -> None:
    user = somebody("reporter")
    hidden, client = planted.hidden_from(user), Client()
    assert Story in hidden
    client.force_login(user)
    asked = everything(planted, user, hidden, open_to(user))
    assert told(client, (ask for ask in asked if ask.sent or "?" not in ask.url), hidden) == []


def test_the_same_requests_show_the_words_to_whoever_may_see_the_rows(planted: Planted) -> None:
    """The proof that the others can fail."""
    user, client = somebody("admin"), Client()
    client.force_login(user)
    seen = {model: row for model, row in planted.rows.items() if model in open_to(user)}
    shown = set(MARKED.findall(" ".join(told(client, (Ask(each) for each in lists()), seen))))
    assert {f"{MARK}{word}" for word in ("storyheadline", "authorname", "userusername", "photoalt")} <= shown


def test_no_kind_of_page_is_asked_in_vain(planted: Planted) -> None:
    """Of each pattern of the desk at least one address is there; a wrong one would tell nothing."""
    user, client = somebody("admin"), Client()
    client.force_login(user)
    missing = {}
    for model, desk in admin.site._registry.items():
        for pattern in (each for each in desk.get_urls() if isinstance(each, URLPattern) and each.name):
            asked = {each for each in urls(pattern, model, planted) if "autocomplete" not in each}
            if asked and {client.get(each).status_code for each in asked} == {404}:
                missing[pattern.name] = asked
    assert missing == {}


def lists() -> list[str]:
    return [
        reverse(f"admin:{model._meta.label_lower.replace('.', '_')}_changelist")
        for model in admin.site._registry
    ]


@pytest.mark.slow
@pytest.mark.parametrize("role", ROLES)
def test_nobody_is_told_anything_of_a_hidden_row(role: str, planted: Planted) -> None:
    user = somebody(role)
    hidden, client = planted.hidden_from(user), Client()
    client.force_login(user)
    assert hidden
    assert told(client, everything(planted, user, hidden, admin.site._registry), hidden) == []


def is_searched(client: Client, url: str) -> bool:
    """Return whether a list is open and has a search: where it has none, it ignores the words."""
    answer: Any = client.get(url, {"q": "zzqq"})
    return answer.status_code == 200 and bool(context_of(answer)["cl"].search_fields)


@pytest.mark.slow
@pytest.mark.parametrize("role", ROLES)
def test_no_search_finds_a_row_by_a_word_of_a_hidden_one(role: str, planted: Planted) -> None:
    user = somebody(role)
    hidden, client = planted.hidden_from(user), Client()
    client.force_login(user)
    found = []
    for url in filter(partial(is_searched, client), lists()):
        for word in sorted(set().union(*(words(row) for row in hidden.values()))):
            answer: Any = client.get(url, {"q": word})
            if answer.status_code == 200 and context_of(answer)["cl"].result_count:
                found.append(f"{url}?q={word}")
    assert found == []
