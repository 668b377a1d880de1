"""Rendering that the pages for supporters share."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import get_language

from newsroom.core.web.page_language import page_url


class SeeOther(HttpResponseRedirect):
    """HTTP 303: the browser follows with a GET."""

    status_code = 303


def page(
    request: HttpRequest, template: str, context: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    """Render a page for supporters, whose other edition is the form in the other language."""
    other = "en" if get_language() == "ru" else "ru"
    edition = {"get_absolute_url": page_url("donations:support", language=other)}
    return render(request, template, {"edition": edition, **(context or {})}, status=status)


def closed(request: HttpRequest) -> HttpResponse:
    """Say that this installation does not take contributions yet."""
    return page(request, "donations/closed.html", status=503)
