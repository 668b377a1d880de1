"""Middleware for the desk's forms: what one person opened does nothing in the name of another."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from newsroom.core.web import rejected_forms
from newsroom.core.web.page_language import DESK_PREFIXES

# Whoever sits at a browser may end its log-in, whosever it is.
FOR_ANYBODY = frozenset({"account_logout"})


class FormOwnerMiddleware:
    """Answer 409 to a form that names another person than the one who is signed in, with what was typed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Look before any view of the desk does; the check of the token has read the form already."""
        is_form = request.method == "POST" and request.path.startswith(DESK_PREFIXES)
        if not is_form or not request.user.is_authenticated:
            return None
        name = request.resolver_match.view_name if request.resolver_match else ""
        is_anybodys = name in FOR_ANYBODY or not rejected_forms.is_opened_by_another(request)
        return None if is_anybodys else rejected_forms.opened_by_another(request)
