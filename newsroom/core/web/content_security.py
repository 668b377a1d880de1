"""Content security policy of desk pages, which is wider than that of readers' pages."""

from collections.abc import Callable
from typing import Any

from csp.constants import NONCE, SELF
from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers

from newsroom.core.web.page_language import DESK_PREFIXES

DESK: dict[str, list[Any]] = {
    # A nonce for the editor's import map; nothing is added where no page asked for one.
    "script-src": [SELF, NONCE],
    # The second factor's code to scan is a picture inside its page.
    "img-src": [SELF, "data:"],
}


class DeskPolicyMiddleware:
    """Widen the policy below `/admin/` and `/account/`, and forbid caching unless the view allows it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not request.path.startswith(DESK_PREFIXES):
            return response
        if not hasattr(response, "_csp_update"):
            response._csp_update = DESK  # type: ignore[attr-defined]  # how django-csp's own decorators do it
        if not response.has_header("Cache-Control"):
            # A recovery code, or the secret of a second factor, would stay in a browser after signing out.
            add_never_cache_headers(response)
        return response
