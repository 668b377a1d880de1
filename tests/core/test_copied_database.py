"""A copy of the database opens no desk: no cookie, code, secret or name that was typed is in it."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import re
import zlib
from collections.abc import Iterator
from importlib import import_module

import pytest
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.test import Client
from pytest_django import Settings

from newsroom.core import crypto
from newsroom.core.sessions import SessionStore, stored_key
from tests.answers import find
from tests.builders import PASSWORD, make_user
from tests.core.totp import SECOND, activate_page, code, log_in, switch_on

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fresh_counts")]
TYPED = "somebody-typed-this"
PIECES = re.compile(r"[A-Za-z0-9+/_=-]{8,}")
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"


def copied() -> str:
    """Return every row of every table as text, as `pg_dump` would write it."""
    found = []
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        for (table,) in cursor.fetchall():
            cursor.execute(f"SELECT each::text FROM {connection.ops.quote_name(table)} each")
            found += [row for (row,) in cursor.fetchall()]
    return "\n".join(found)


def unpacked(text: str) -> Iterator[str]:
    """Return the text, and what its pieces hold when they are decoded from base64 and unpacked."""
    yield text
    for piece in PIECES.findall(text):
        for start in (piece, piece.lstrip("."), piece[1:]):
            try:
                raw = base64.b64decode(start + "=" * (-len(start) % 4), altchars=b"-_")
            except (binascii.Error, ValueError):
                continue
            yield raw.decode("latin-1")
            try:
                yield zlib.decompress(raw).decode("latin-1")
            except zlib.error:
                continue


def holds(text: str, secret: str) -> bool:
    return any(secret in piece for piece in unpacked(text))


@pytest.fixture
def colleague() -> Client:
    client = Client()
    log_in(client, make_user("editor").username)
    return client


def test_the_search_sees_through_base64_and_packing() -> None:
    packed = base64.urlsafe_b64encode(zlib.compress(b'{"mfa.totp.secret": "ABCDEFGH"}')).decode().rstrip("=")
    assert holds(f"1\t.{packed}:1abc:sign", "ABCDEFGH")
    assert not holds(f"1\t.{packed}:1abc:sign", "ABCDEFGI")


def test_no_value_in_it_is_the_cookie_of_anybody(colleague: Client) -> None:
    cookie = colleague.cookies["sessionid"].value
    text = copied()
    assert stored_key(cookie) in text
    assert not holds(text, cookie)
    for value in {*re.findall(r"[a-z0-9]{16,64}", text), *Session.objects.values_list("pk", flat=True)}:
        thief = Client()
        thief.cookies["sessionid"] = value
        assert thief.get("/admin/").status_code == 302, value
    assert colleague.get("/admin/").status_code == 200


def test_a_second_factor_is_not_in_it_while_it_is_set_up_nor_afterwards(colleague: Client) -> None:
    shown = find(r'id="authenticator_secret"[^>]* value="([A-Z2-7]+)"', activate_page(colleague))[1]
    assert not holds(copied(), shown)
    secret = switch_on(colleague)
    codes = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    text = copied()
    assert not [each for each in (secret, *codes) if holds(text, each)]
    # What the rows hold, taken for what the codes are made of.
    for row in Authenticator.objects.all():
        assert not {"secret", "seed"} & set(row.data) or ":" in (row.data.get("secret") or row.data["seed"])


def test_a_name_that_was_typed_cannot_be_confirmed_from_it(client: Client) -> None:
    client.post("/admin/login/", {"login": TYPED, "password": TYPED})
    text = copied()
    digests = [
        make(f"{before}{TYPED}".encode()).hexdigest()
        for make in (hashlib.md5, hashlib.sha1, hashlib.sha256)
        for before in ("", "testserver:")
    ]
    assert not [one for one in (TYPED, *digests) if holds(text, one)]


def test_a_session_whose_key_is_gone_is_none_and_breaks_nothing(
    colleague: Client, settings: Settings
) -> None:
    settings.SEALING_KEYS = ["other:" + crypto.new_key()]
    assert colleague.get("/admin/").status_code == 302


def test_a_second_factor_whose_key_is_gone_says_so_and_lets_nobody_in(
    colleague: Client, client: Client, settings: Settings
) -> None:
    secret = switch_on(colleague)
    settings.SEALING_KEYS = ["other:" + crypto.new_key()]
    cache.clear()
    assert log_in(client, "editor").startswith(f"{SECOND}authenticate/")
    answer = client.post(f"{SECOND}authenticate/", {"code": code(secret)})
    assert answer.status_code == 200
    assert "cannot be read any more" in answer.content.decode()
    assert client.get("/admin/").status_code == 302


@pytest.mark.parametrize(
    "page", ["", "recovery-codes/", "recovery-codes/download/", "recovery-codes/generate/"]
)
def test_recovery_codes_whose_key_is_gone_say_so_on_each_page_and_can_be_made_anew(
    colleague: Client, settings: Settings, page: str
) -> None:
    switch_on(colleague)
    newer = "newer:" + crypto.new_key()
    settings.SEALING_KEYS = [newer, *settings.SEALING_KEYS]
    user = Authenticator.objects.get(type="recovery_codes").user
    colleague.force_login(user)
    colleague.post("/account/confirm/", {"password": PASSWORD})
    settings.SEALING_KEYS = [newer]
    answer = colleague.get(f"{SECOND}{page}")
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "These codes cannot be read any more" in text
    assert f'action="{SECOND}recovery-codes/generate/"' in text
    assert "no-store" in answer["Cache-Control"]
    assert colleague.post(f"{SECOND}recovery-codes/generate/").status_code == 302
    assert len(Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()) == 10
    assert colleague.get(f"{SECOND}{page}").status_code == 200
    assert colleague.get(f"{SECOND}totp/deactivate/").status_code == 200
    assert colleague.post(f"{SECOND}totp/deactivate/").status_code == 302
    assert not Authenticator.objects.exists()


def test_a_recovery_code_that_can_be_read_lets_in_although_the_app_cannot(
    colleague: Client, client: Client, settings: Settings
) -> None:
    secret = switch_on(colleague)
    newer = "newer:" + crypto.new_key()
    settings.SEALING_KEYS = [newer, *settings.SEALING_KEYS]
    assert colleague.post(f"{SECOND}recovery-codes/generate/").status_code == 302
    settings.SEALING_KEYS = [newer]
    cache.clear()
    log_in(client, "editor")
    refused = client.post(f"{SECOND}authenticate/", {"code": code(secret)})
    assert "cannot be read any more" in refused.content.decode()
    first, second, *_others = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    assert client.post(f"{SECOND}authenticate/", {"code": first}).status_code == 302
    assert client.get("/admin/").status_code == 200
    assert client.post(f"{SECOND}reauthenticate/", {"code": first}).status_code == 200
    assert client.post(f"{SECOND}reauthenticate/", {"code": second}).status_code == 302


def test_without_sealing_keys_the_secrets_are_sealed_all_the_same(
    colleague: Client, client: Client, settings: Settings
) -> None:
    settings.SEALING_KEYS = []
    log_in(colleague, "editor")
    secret = switch_on(colleague)
    assert not holds(copied(), secret)
    cache.clear()
    log_in(client, "editor")
    assert client.post(f"{SECOND}authenticate/", {"code": code(secret)}).status_code == 302
    # And they are opened still when there are keys.
    settings.SEALING_KEYS = ["first:" + crypto.new_key()]
    assert client.get("/admin/").status_code == 200
    assert not crypto.fault_in(settings.SEALING_KEYS, "")
    assert "is the name of the key" in crypto.fault_in([f"site:{crypto.new_key()}"], "")


def test_the_migration_seals_what_stood_open_once_and_can_go_back() -> None:
    migration = import_module("newsroom.core.migrations.0007_desk_secrets_sealed")
    user = make_user("editor")
    secrets = {"totp": {"secret": "JBSWY3DPEHPK3PXP"}, "recovery_codes": {"seed": "0f" * 40, "used_mask": 1}}
    for kind, data in secrets.items():
        Authenticator.objects.create(user=user, type=kind, data=data)
    for _turn in range(2):
        migration.seal(apps, None)
        assert not any(holds(copied(), each) for each in ("JBSWY3DPEHPK3PXP", "0f" * 40))
    assert Authenticator.objects.get(type="totp").wrap().instance.data.keys() == {"secret"}
    for _turn in range(2):
        migration.open_again(apps, None)
        assert {row.type: row.data for row in Authenticator.objects.all()} == secrets


def test_a_session_keeps_its_data_through_a_new_cookie_and_ends_when_it_is_told_to() -> None:
    store = SessionStore()
    store["word"] = "kept"
    store.save()
    first = store.session_key
    store.cycle_key()
    assert store.session_key != first
    assert not SessionStore(first).get("word")
    again = SessionStore(store.session_key)
    assert again["word"] == "kept"
    assert json.loads(crypto.open_sealed(Session.objects.get().session_data)) == {"word": "kept"}
    again.flush()
    assert not Session.objects.exists()
