"""Decorators of readers' views: methods and caching."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from articles.desk import due

# Seconds that a browser or a cache may show a page, or follow a redirect, without asking again.
MAX_AGE = 60


def public(view: Callable[..., HttpResponseBase]) -> Callable[..., Any]:
    """Let anybody read the page, with changes whose hour has come; caches keep it for a minute at most."""

    @wraps(view)
    def shown(*args: Any, **kwargs: Any) -> HttpResponseBase:
        due.apply_due()
        response = view(*args, **kwargs)
        patch_cache_control(response, public=True, max_age=due.seconds_left(MAX_AGE))
        return response

    return read_only(shown)


def read_only(view: Callable[..., HttpResponseBase]) -> Callable[..., Any]:
    """Let anybody GET or HEAD; other methods get 405.

    Nothing is changed by these views, so no token is asked for: a POST hears that it is the wrong method.
    """
    return csrf_exempt(require_safe(view))
