"""Rendering that the pages for supporters share."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from newsroom.core.web.page_language import page_urls


class SeeOther(HttpResponseRedirect):
    """HTTP 303: the browser follows with a GET."""

    status_code = 303


def page(
    request: HttpRequest, template: str, context: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    """Render a page for supporters; in the other languages each leads to the form."""
    context = {"editions": page_urls("donations:support"), **(context or {})}
    return render(request, template, context, status=status)


def closed(request: HttpRequest) -> HttpResponse:
    """Say that this installation does not take contributions yet."""
    return page(request, "donations/closed.html", status=503)
