"""Redirects from paths that almost name a page: what stood around a link, or a program, changed it."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import resolve
from django.utils import translation

from newsroom.core.web.page_language import DESK_PREFIXES, language_of

# Paths of pages are made of these; where a link stands in a sentence, it ends where another character comes.
OURS = re.compile(r"[\w/.-]*")
WORDS = re.compile(r"\w")
SLASHES = re.compile(r"//+")
LEFT_OVER = "/._-"
# How other systems call the same page.
OTHER_NAMES = ("/amp", "/index.html", "/index.htm")
NO_PAGE = (404, 405)


def mended(request: HttpRequest) -> HttpResponse | None:
    """Return a permanent redirect to the page that the path almost names, or None where there is no such.

    The page itself is asked whether it is there, so nothing of a hidden one shows. One that is gone says so.
    """
    if request.method not in ("GET", "HEAD"):
        return None
    for path in _candidates(request.path_info):
        if answer := _answer(request, path):
            return _redirect(request, path, answer) if answer.status_code != 410 else answer
    return None


def _candidates(path: str) -> Iterator[str]:
    """Return the paths that may have been meant, each another one than what was asked for."""
    matched = OURS.match(path)
    head = matched[0] if matched else ""
    if not head.strip(LEFT_OVER) and WORDS.search(path):
        return  # Whatever it is, the front page was not meant.
    short = _shortened(head)
    for meant in dict.fromkeys((short, short.lower())):
        yield from (one for one in (meant, f"{meant}/") if one != path)


def _shortened(path: str) -> str:
    path = SLASHES.sub("/", path).rstrip(LEFT_OVER)
    while path.lower().endswith(OTHER_NAMES):
        path = path.rpartition("/")[0].rstrip(LEFT_OVER)
    return path


def _answer(request: HttpRequest, path: str) -> HttpResponse | None:
    """Return what a readers' page answers at that path."""
    if path.startswith((*DESK_PREFIXES, settings.MEDIA_URL)):
        return None
    asked = copy.copy(request)
    asked.path = asked.path_info = path
    asked.META = request.META.copy()
    try:
        asked.resolver_match = match = resolve(path)
        with translation.override(language_of(path)):
            answer: HttpResponse = match.func(asked, *match.args, **match.kwargs)
    except Http404:
        return None
    return None if answer.status_code in NO_PAGE else answer


def _redirect(request: HttpRequest, path: str, answer: HttpResponse) -> HttpResponse:
    """Return a redirect that caches may keep as long as the page, and that keeps the query."""
    query = request.META.get("QUERY_STRING", "")
    response = HttpResponsePermanentRedirect(answer.get("Location", path) + (f"?{query}" if query else ""))
    if answer.has_header("Cache-Control"):
        response["Cache-Control"] = answer["Cache-Control"]
    return response
