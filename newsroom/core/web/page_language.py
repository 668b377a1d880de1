"""Language of a page: its URL decides, never the browser's `Accept-Language`."""

from collections.abc import Callable, Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils import translation

from newsroom.core.language_settings import active, codes, default

DESK_PREFIXES = ("/admin/", "/account/")


def in_each_language(route: str, view: Callable[..., Any], name: str) -> Iterator[URLPattern]:
    """Yield the URL of a page in the default language, and in each other one below `/<its code>/`.

    The others are named `<code>-<name>`: `page_url` finds them.
    """
    for code in codes():
        is_default = code == default()
        yield path(
            route if is_default else f"{code}/{route}", view, name=name if is_default else f"{code}-{name}"
        )


def page_url(name: str, *args: object, language: str = "") -> str:
    """Return the URL of a page (`app:page`) that each language has, in the active language or that one.

    A story may outlive its language in the setting LANGUAGES: then its links lead to the default language.
    """
    app, _, page = name.partition(":")
    code = language or active()
    has_prefix = code != default() and code in codes()
    return reverse(f"{app}:{code}-{page}" if has_prefix else name, args=args)


def page_urls(name: str, *args: object) -> dict[str, str]:
    """Return the URL of a page in each language of the site, by code."""
    return {code: page_url(name, *args, language=code) for code in codes()}


def language_of(path: str) -> str:
    """Return the language of readers' pages at a path: the one that it begins with, or the default."""
    beginning = path.split("/")[1] if path.startswith("/") else ""
    return beginning if beginning in codes() else default()


class PageLanguageMiddleware:
    """Activate the language of the URL: below `/ru/` Russian, on desk pages a person's own choice.

    A story's page goes by the story's own language: its view activates that. Nothing here reads
    `Accept-Language` or, on readers' pages, the session: such pages must be the same for everybody.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with translation.override(self.language(request)):
            return self.get_response(request)

    def language(self, request: HttpRequest) -> str:
        if request.path.startswith(DESK_PREFIXES) and request.user.is_authenticated:
            return request.user.language if request.user.language in codes() else default()
        return language_of(request.path)
