"""System check of what letters need, for an installation that takes contributions."""

from collections.abc import Sequence
from email.utils import parseaddr
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Warning

from newsroom.core import mail


def letters_have_a_way(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Warn where receipts would wait, or supporters' answers be lost: `manage.py` prints it each time."""
    if settings.DEBUG or settings.DEMO or not settings.STRIPE_SECRET_KEY:
        return []
    said: list[CheckMessage] = []
    if not settings.INSTALLATION_ID:
        said.append(
            Warning(
                "INSTALLATION_ID is not set: contributions are closed.",
                hint="`manage.py stripe_setup` prints one; keep it for as long as there are contributions.",
                id="donations.W003",
            )
        )
    if not mail.can_send():
        said.append(
            Warning(
                "EMAIL_URL names no mail server: receipts are kept and wait.",
                hint="Set it for the worker, such as EMAIL_URL=smtp+tls://name:password@mail.example:587.",
                id="donations.W001",
            )
        )
    if parseaddr(settings.DEFAULT_FROM_EMAIL)[1].endswith("@localhost"):
        said.append(
            Warning(
                "DEFAULT_FROM_EMAIL is on localhost: answers to letters reach nobody.",
                hint="Set it to an address that somebody reads; supporters stop their help by answering.",
                id="donations.W002",
            )
        )
    return said
