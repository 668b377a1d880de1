"""Log-in: one page, by name or email address, with the same answer for whoever is not known."""

import re
from typing import Any

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from tests.answers import Answer, find
from tests.builders import PASSWORD, hashed_password, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fresh_counts")]
LOGIN = "/admin/login/"
REFUSED = "are not correct"


def try_to_log_in(client: Client, name: str, password: str = PASSWORD, **more: str) -> Answer:
    return client.post(LOGIN, {"login": name, "password": password, **more})


@pytest.mark.parametrize("name", ["editor", "editor@example.org"])
def test_name_or_address_and_password_open_the_desk(client: Client, name: str) -> None:
    make_user("editor")
    answer = try_to_log_in(client, name)
    assert (answer.status_code, answer["Location"]) == (302, "/admin/")
    assert client.get("/admin/").status_code == 200


def test_the_page_that_was_wanted_comes_after_log_in(client: Client) -> None:
    make_user("editor")
    wanted = "/admin/articles/photo/?q=ferry"
    to_login = client.get(wanted)
    assert to_login.status_code == 302
    page = client.get(to_login["Location"])
    typed_next = find(r'name="next" value="([^"]+)"', page.content.decode())[1]
    assert try_to_log_in(client, "editor", next=typed_next)["Location"] == wanted


def test_log_in_never_leads_to_another_site(client: Client) -> None:
    make_user("editor")
    answer = try_to_log_in(client, "editor", next="https://evil.example/")
    assert answer["Location"] == "/admin/"


def test_wrong_password_and_unknown_name_get_the_same_answer(client: Client) -> None:
    make_user("editor")
    pages = [try_to_log_in(client, name, "wrong").content.decode() for name in ("editor", "nobody")]
    assert REFUSED in pages[0]
    nameless = [
        re.sub(r"csrfmiddlewaretoken\" value=\"\w+|value=\"(editor|nobody)\"", "", page) for page in pages
    ]
    assert nameless[0] == nameless[1]


@pytest.mark.parametrize("known", ["editor", "editor@example.org"])
@pytest.mark.parametrize("unknown", ["nobody", "nobody@example.org"])
def test_wrong_password_and_unknown_name_take_the_same_work(
    client: Client, settings: Settings, monkeypatch: pytest.MonkeyPatch, known: str, unknown: str
) -> None:
    """One password is hashed in every case, which takes longer than all the rest."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    monkeypatch.setattr(PBKDF2PasswordHasher, "iterations", 1000)
    hashed_password.cache_clear()
    make_user("editor")
    done, hash_it = [], PBKDF2PasswordHasher.encode

    def counted(self: PBKDF2PasswordHasher, password: str, salt: str, iterations: int | None = None) -> str:
        done.append(iterations or self.iterations)
        return hash_it(self, password, salt, iterations)

    monkeypatch.setattr(PBKDF2PasswordHasher, "encode", counted)

    def work(name: str) -> list[int]:
        cache.clear()
        done.clear()
        try_to_log_in(client, name, "wrong")
        return list(done)

    assert work(known) == work(unknown) == [PBKDF2PasswordHasher.iterations]


def test_the_stock_log_in_and_sign_up_are_nowhere(client: Client) -> None:
    assert reverse("admin:login") == reverse("account_login") == LOGIN
    page: Any = client.get(LOGIN)
    assert page.template_name == ["account/login.html"]
    for path in ("/account/signup/", "/account/login/", "/accounts/login/", "/accounts/signup/"):
        assert client.get(path).status_code == 404


def test_an_account_without_rights_gets_a_sentence_and_no_loop(client: Client) -> None:
    make_user("stranger")
    answer = client.post(LOGIN, {"login": "stranger", "password": PASSWORD}, follow=True)
    assert answer.status_code == 403
    assert len(answer.redirect_chain) == 1
    assert "has no rights to the desk" in answer.content.decode()
    assert client.get(LOGIN).status_code == 403


def test_whoever_is_made_inactive_is_out_at_once_and_cannot_come_back(client: Client) -> None:
    user = make_user("editor")
    client.force_login(user)
    assert client.get("/admin/").status_code == 200
    user.is_active = False
    user.save()
    assert client.get("/admin/").status_code == 302
    try_to_log_in(client, "editor")
    assert client.get("/admin/").status_code == 302


def test_logging_out_needs_a_press_and_ends_the_session(client: Client) -> None:
    client.force_login(make_user("editor"))
    assert client.get("/admin/logout/")["Location"] == "/account/logout/"
    client.get("/account/logout/")
    assert client.get("/admin/").status_code == 200
    assert client.post("/account/logout/")["Location"] == LOGIN
    assert client.get("/admin/").status_code == 302


def test_a_log_in_without_remembering_ends_with_the_browser(client: Client) -> None:
    make_user("editor")
    try_to_log_in(client, "editor")
    assert client.cookies["sessionid"]["max-age"] == ""
    client.post("/account/logout/")
    try_to_log_in(client, "editor", remember="on")
    assert client.cookies["sessionid"]["max-age"] == 14 * 24 * 3600
