"""Names that people type outside the admin site: of their security keys, and at the log-in."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from tests import builders
from tests.people import client_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("typed", "kept"), [("Ke\u0301y\u200b", "Kéy"), ("x" * 101, "Key"), ("\u200b", "Key")]
)
def test_the_name_of_a_security_key_is_a_line_of_text(typed: str, kept: str) -> None:
    client = client_of("keyed")
    key = Authenticator.objects.get(type="webauthn")
    answer = client.post(reverse("mfa_edit_webauthn", args=[key.pk]), {"name": typed})
    assert (answer.status_code == 302) is (kept != "Key")
    key.refresh_from_db()
    assert key.data["name"] == kept


def test_a_log_in_name_is_found_however_it_was_typed(client: Client) -> None:
    builders.make_user("editor", name="зо\u0435й")
    typed = {"login": " зо\u0435и\u0306\u200b", "password": builders.PASSWORD}
    assert client.post(reverse("account_login"), typed).status_code == 302
