"""What a person does with a second factor, over HTTP."""

from __future__ import annotations

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client

from tests.answers import find
from tests.builders import PASSWORD

SECOND = "/account/second-factor/"


def code(secret: str) -> str:
    """Return what an app would show now."""
    return str(format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time())))))


def log_in(client: Client, name: str) -> str:
    """Type name and password, and return where that leads."""
    return client.post("/admin/login/", {"login": name, "password": PASSWORD})["Location"]


def activate_page(client: Client) -> str:
    """Open the page that sets up an app, and type the password where it is asked for."""
    url = f"{SECOND}totp/activate/"
    page = client.get(url)
    if page.status_code == 302:
        client.post("/account/confirm/", {"password": PASSWORD})
        page = client.get(url)
    return page.content.decode()


def switch_on(client: Client) -> str:
    """Switch the second factor on as a person does, and return its secret."""
    page = activate_page(client)
    secret = find(r'id="authenticator_secret"[^>]* value="([A-Z2-7]+)"', page)[1]
    answer = client.post(f"{SECOND}totp/activate/", {"code": code(secret)})
    assert answer.status_code == 302, answer.content.decode()
    return secret
