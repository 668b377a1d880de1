"""What desk pages may load beyond the readers' content security policy, which stays strict."""

from collections.abc import Callable
from typing import Any

from csp.constants import NONCE, SELF
from django.http import HttpRequest, HttpResponse

from newsroom.core.language import DESK_PREFIXES

DESK: dict[str, list[Any]] = {
    # A nonce for the editor's import map; nothing is added where no page asked for one.
    "script-src": [SELF, NONCE],
    # The second factor's code to scan is a picture inside its page.
    "img-src": [SELF, "data:"],
}


class DeskPolicyMiddleware:
    """Widen the policy below `/admin/` and `/account/`; a view that sets its own keeps it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path.startswith(DESK_PREFIXES) and not hasattr(response, "_csp_update"):
            response._csp_update = DESK  # type: ignore[attr-defined]  # how django-csp's own decorators do it
        return response
