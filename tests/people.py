"""Somebody of each role, signed in: readers' pages need nobody, pages of the desk a role."""

from __future__ import annotations

import time

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.account.internal.flows.login import _AUTHENTICATION_METHODS_USER_SESSION_KEY as WHOSE
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client

from newsroom.core.models import User
from tests.builders import make_user

HOUR = 3600


def person(role: str) -> User:
    """Make somebody of that role: one of the builders', "admin", or an editor with a second factor.

    "coded" has codes for it, "keyed" a security key, which nobody can press.
    """
    if role == "admin":
        return make_user("editor", name="administrator", is_superuser=True)
    if role not in ("coded", "keyed"):
        return make_user(role)
    user = make_user("editor", name=role)
    if Authenticator.objects.filter(user=user).exists():
        return user
    if role == "coded":
        TOTP.activate(user, generate_totp_secret())
        RecoveryCodes.activate(user)
    else:
        Authenticator.objects.create(user=user, type="webauthn", data={"name": "Key", "credential": {}})
    return user


def client_of(role: str) -> Client:
    """Return the browser of somebody of that role; "" is a reader."""
    return signed_in(person(role)) if role else Client()


def signed_in(user: User) -> Client:
    """Return a browser in which somebody has just typed the password, as far as an hour from now."""
    client = Client()
    client.force_login(user)
    session = client.session
    typed = {"method": "password", "at": time.time() + HOUR, "reauthenticated": True}
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [typed]
    session[WHOSE] = str(user.pk)
    session.save()
    return client
