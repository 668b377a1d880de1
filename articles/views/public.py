"""Decorators of readers' views: methods and caching."""

from collections.abc import Callable
from typing import Any

from django.http.response import HttpResponseBase
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

# Seconds that a browser or a cache may show a page, or follow a redirect, without asking again.
MAX_AGE = 60


def public(view: Callable[..., HttpResponseBase]) -> Callable[..., Any]:
    """Let anybody read the page, and caches keep it for a minute."""
    return read_only(cache_control(public=True, max_age=MAX_AGE)(view))


def read_only(view: Callable[..., HttpResponseBase]) -> Callable[..., Any]:
    """Let anybody GET or HEAD; other methods get 405.

    Nothing is changed by these views, so no token is asked for: a POST hears that it is the wrong method.
    """
    return csrf_exempt(require_safe(view))
