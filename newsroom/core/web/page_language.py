"""Language of a page: its URL decides, never the browser's `Accept-Language`."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation

DESK_PREFIXES = ("/admin/", "/account/")


def page_url(name: str, *args: object, language: str = "") -> str:
    """Return the URL of a page (`app:page`) that each edition has, in the active language or that one."""
    app, _, page = name.partition(":")
    is_russian = (language or translation.get_language()) == "ru"
    return reverse(f"{app}:ru-{page}" if is_russian else name, args=args)


class PageLanguageMiddleware:
    """Activate Russian below `/ru/`, a person's own choice on desk pages, English elsewhere.

    A story's page goes by the story's own language: its view activates that. Nothing here reads
    `Accept-Language` or, on readers' pages, the session: such pages must be the same for everybody.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with translation.override(self.language(request)):
            return self.get_response(request)

    def language(self, request: HttpRequest) -> str:
        if request.path == "/ru" or request.path.startswith("/ru/"):
            return "ru"
        if request.path.startswith(DESK_PREFIXES) and request.user.is_authenticated:
            return request.user.language
        return "en"
