"""Guessing passwords: slowed down for all processes together, wherever the requests come from."""

from typing import Any

import pytest
from django.core.cache import cache, caches
from django.db import connection
from django.test import Client
from pytest_django import Settings

from tests.builders import PASSWORD, make_user

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
