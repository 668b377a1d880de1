"""Guessing passwords: slowed down for all processes together, wherever the requests come from."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.cache import cache, caches
from django.db import connection, connections
from django.test import Client
from pytest_django import Settings

from newsroom.core.desk.accounts import folded
from newsroom.core.models import User
from tests.builders import PASSWORD, make_user
from tests.core.totp import SECOND

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fresh_counts")]
LOGIN = "/admin/login/"
TOO_MANY = "Too many failed login attempts"


def guess(client: Client, name: str, password: str = "wrong", **headers: Any) -> str:
    return client.post(LOGIN, {"login": name, "password": password}, **headers).content.decode()


@pytest.mark.parametrize("name", ["editor", "nobody"])
def test_the_sixth_guess_is_not_even_looked_at_whether_the_name_is_known_or_not(
    client: Client, name: str
) -> None:
    make_user("editor")
    for turn in range(5):
        assert TOO_MANY not in guess(client, name, REMOTE_ADDR=f"192.0.2.{turn}")
    assert TOO_MANY in guess(client, name, PASSWORD, REMOTE_ADDR="192.0.2.99")


def test_one_address_cannot_try_one_password_on_everybody(client: Client) -> None:
    for turn in range(10):
        guess(client, f"name-{turn}")
    assert TOO_MANY in guess(client, "name-11")


def test_the_counts_are_rows_that_every_process_sees(client: Client) -> None:
    guess(client, "nobody")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM core_cache")
        assert cursor.fetchone()[0] > 0
    assert type(caches["default"]).__name__ == "DatabaseCache"


def test_the_counts_name_no_network_address(client: Client) -> None:
    guess(client, "nobody", REMOTE_ADDR="192.0.2.77")
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM core_cache")
        keys = [key for (key,) in cursor.fetchall()]
    assert any(":ip:" in key for key in keys)
    assert not any("192.0.2.77" in key for key in keys)


def test_an_address_that_the_visitor_wrote_himself_does_not_count(client: Client, settings: Settings) -> None:
    """Without a proxy the header means nothing; behind one, its last entry is the visitor's."""
    for turn in range(10):
        guess(client, f"name-{turn}", HTTP_X_FORWARDED_FOR=f"198.51.100.{turn}")
    assert TOO_MANY in guess(client, "name-11", HTTP_X_FORWARDED_FOR="198.51.100.77")


def test_behind_a_proxy_visitors_are_counted_apart(client: Client, settings: Settings) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for turn in range(10):
        guess(client, f"name-{turn}", HTTP_X_FORWARDED_FOR="203.0.113.9, 198.51.100.1")
    assert TOO_MANY in guess(client, "name-11", HTTP_X_FORWARDED_FOR="203.0.113.10, 198.51.100.1")
    assert TOO_MANY not in guess(client, "name-12", HTTP_X_FORWARDED_FOR="203.0.113.9, 198.51.100.2")


def test_guessing_from_many_places_does_not_push_the_counts_of_others_out(client: Client) -> None:
    for turn in range(10):
        guess(client, f"name-{turn}")
    for place in range(400):
        cache.set(f"allauth:rl:another-place-{place}", [0.0], 300)
    assert TOO_MANY in guess(client, "name-11")


@pytest.mark.parametrize("hosts", [["testserver:{}"], ["testserver", "localhost", "127.0.0.1"]])
def test_another_host_or_port_in_the_request_begins_no_new_count(client: Client, hosts: list[str]) -> None:
    make_user("editor")
    for turn in range(5):
        host = hosts[turn % len(hosts)].format(8000 + turn)
        assert TOO_MANY not in guess(client, "editor", HTTP_HOST=host, REMOTE_ADDR=f"192.0.2.{turn}")
    for host in hosts:
        host = host.format(9000)
        assert TOO_MANY in guess(client, "editor", PASSWORD, HTTP_HOST=host, REMOTE_ADDR="192.0.2.99")


@pytest.mark.parametrize("other", ["EDITOR", " Editor ", "ed\u0131tor"])
def test_another_spelling_of_the_name_begins_no_new_count(client: Client, other: str) -> None:
    for turn in range(5):
        guess(client, other, REMOTE_ADDR=f"192.0.2.{turn}")
    assert TOO_MANY in guess(client, "editor", REMOTE_ADDR="192.0.2.99")


def test_names_that_the_database_takes_for_one_are_counted_as_one() -> None:
    """Dotless i and long s have the capitals of other letters; of \u019b Python 3.11 knows no capital."""
    for one, other in (("\u0131", "i"), ("\u017f", "s"), ("\u019b", "\ua7dc"), ("ё", "Ё")):
        make_user("editor", name=f"x{one}")
        assert User.objects.filter(username__iexact=f"x{other}").exists() == (folded(one) == folded(other))
        assert folded(one) == folded(other)


def test_the_tries_of_a_second_factor_are_counted_whatever_host_is_named(client: Client) -> None:
    TOTP.activate(make_user("editor"), generate_totp_secret())
    client.post(LOGIN, {"login": "editor", "password": PASSWORD})
    for turn in range(6):
        answer = client.post(
            f"{SECOND}authenticate/",
            {"code": "000000"},
            HTTP_HOST=f"testserver:{8000 + turn}",
            REMOTE_ADDR=f"192.0.2.{turn}",
        )
        assert (TOO_MANY in answer.content.decode()) == (turn == 5)


def test_whoever_sits_at_an_open_desk_cannot_guess_the_password_for_long(client: Client) -> None:
    client.force_login(make_user("editor"))
    typed = {"oldpassword": "wrong", "password1": "grain-in-winter-9", "password2": "grain-in-winter-9"}
    changes = [client.post("/account/password/", typed).status_code for _turn in range(6)]
    assert changes == [200] * 5 + [429]
    confirms = [client.post("/account/confirm/", {"password": "wrong"}).content.decode() for _ in range(6)]
    assert TOO_MANY in confirms[-1]


@pytest.mark.django_db(transaction=True)
def test_guesses_at_the_same_moment_are_counted_each() -> None:
    make_user("editor")

    def one(turn: int) -> bool:
        try:
            return TOO_MANY not in guess(Client(), "editor", REMOTE_ADDR=f"192.0.2.{turn}")
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        looked_at = list(pool.map(one, range(16)))
    assert sum(looked_at) <= 5


def test_all_addresses_of_one_ipv6_network_are_one_visitor(client: Client) -> None:
    for turn in range(10):
        guess(client, f"name-{turn}", REMOTE_ADDR=f"2001:db8:0:1::{turn + 1}")
    assert TOO_MANY in guess(client, "name-11", REMOTE_ADDR="2001:db8:0:1:ffff:ffff:ffff:ffff")
    assert TOO_MANY not in guess(client, "name-12", REMOTE_ADDR="2001:db8:0:2::1")


def test_an_ipv4_address_is_the_same_visitor_when_it_comes_written_as_ipv6(client: Client) -> None:
    for turn in range(10):
        guess(client, f"name-{turn}", REMOTE_ADDR="192.0.2.7")
    assert TOO_MANY in guess(client, "name-11", REMOTE_ADDR="::ffff:192.0.2.7")
    assert TOO_MANY not in guess(client, "name-12", REMOTE_ADDR="::ffff:192.0.2.8")
