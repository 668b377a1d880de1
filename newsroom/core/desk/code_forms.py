"""Forms of allauth that ask for a code: a secret that no key opens does not stand in the way of others."""

from contextlib import suppress
from typing import Any

from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError

from newsroom.core.desk.second_factor import CANNOT_OPEN


class _AnyReadable:
    """Mixin that tries all secrets that can be opened, where allauth stops at the first that cannot."""

    user: Any
    cleaned_data: dict[str, Any]
    authenticator: Authenticator

    def clean_code(self) -> str:
        try:
            code: str = super().clean_code()  # type: ignore[misc]  # of allauth's forms
        except ValidationError as error:
            if error.code != CANNOT_OPEN or not self._fits_another():
                raise
            code = self.cleaned_data["code"]
        return code

    def _fits_another(self) -> bool:
        for row in Authenticator.objects.filter(user=self.user).exclude(type=Authenticator.Type.WEBAUTHN):
            with suppress(ValidationError):
                if row.wrap().validate_code(self.cleaned_data["code"]):
                    row.user, self.authenticator = self.user, row
                    return True
        return False


class CodeForm(_AnyReadable, AuthenticateForm):  # type: ignore[misc]  # allauth ships no types
    """Form of the code after the password."""


class CodeAgainForm(_AnyReadable, ReauthenticateForm):  # type: ignore[misc]  # allauth ships no types
    """Form of the code before a change of the account."""
