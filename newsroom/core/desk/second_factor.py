"""Adapter of allauth's second factor: its secrets are sealed in the database."""

from allauth.mfa.adapter import DefaultMFAAdapter
from django.utils.translation import gettext_lazy as _

from newsroom.core import crypto


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth ships no types
    """Seals the secrets of apps and of recovery codes, and opens them to check what was typed."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_open": _(
            "Your second factor cannot be read any more, since a key of this site was changed. "
            "Ask an administrator to take it away; then you can set up a new one."
        ),
    }

    def encrypt(self, text: str) -> str:
        return crypto.seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Return the secret, or say beside the code why it cannot be read."""
        try:
            return crypto.open_sealed(encrypted_text)
        except crypto.CannotOpen as error:
            raise self.validation_error("cannot_open") from error
