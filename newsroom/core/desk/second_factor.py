"""Adapter of allauth's second factor, which seals its secrets, and what is said where no key opens them."""

from collections.abc import Callable
from http import HTTPStatus

from allauth.mfa.adapter import DefaultMFAAdapter
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext_lazy as _

from newsroom.core import crypto

CANNOT_OPEN = "cannot_open"


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth ships no types
    """Seals the secrets of apps and of recovery codes, and opens them to check what was typed."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        CANNOT_OPEN: _(
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
            raise self.validation_error(CANNOT_OPEN) from error


class LostKeyMiddleware:
    """Answer pages that list recovery codes which no key opens: there is no form that could say it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Say what happened, with the way to new codes."""
        if not (isinstance(exception, ValidationError) and getattr(exception, "code", "") == CANNOT_OPEN):
            return None
        answer = render(request, "mfa/cannot_open.html", status=HTTPStatus.CONFLICT)
        add_never_cache_headers(answer)
        return answer
