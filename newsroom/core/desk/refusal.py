"""Refusal of an act, carried to the form that is shown again in the same request."""

from django.http import HttpRequest

from newsroom.core.acts import Refused

_KEY = "refused_by_an_act"


def remember(request: HttpRequest, refused: Refused) -> None:
    """Keep the refusal for the form that this request is answered with."""
    vars(request)[_KEY] = refused


def of(request: HttpRequest) -> Refused | None:
    """Return what was refused while this request was handled, if anything."""
    found: Refused | None = vars(request).get(_KEY)
    return found
