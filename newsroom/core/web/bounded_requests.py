"""Bounds of what a request may say: pages say it again, and a stranger decides how long it is."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from newsroom.core.web import refusals
from newsroom.core.web.page_language import language_of

# Bytes of a path and its query; browsers and proxies stop at about as much.
ADDRESS = 8 * 1024
# Bytes of a form that is no story and no picture: ours have some hundred, the longest a security key's.
FORM = 64 * 1024
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
DESK = "/admin/"


class BoundedRequestsMiddleware:
    """Refuse addresses, and forms outside of the desk, that are longer than any of ours."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        refusal = refused(request)
        return refusals.page(refusal, language_of(request.path)) if refusal else self.get_response(request)


def refused(request: HttpRequest) -> type[refusals.Refusal] | None:
    """Return why the request is refused, if it is."""
    if len(request.path_info) + len(request.META.get("QUERY_STRING", "")) > ADDRESS:
        return refusals.TooLong
    of_desk = request.path.startswith(DESK) and request.path != reverse("account_login")
    length = request.META.get("CONTENT_LENGTH") or "0"
    is_long = not length.isdecimal() or int(length) > FORM
    return refusals.TooLarge if is_long and request.content_type in FORMS and not of_desk else None
