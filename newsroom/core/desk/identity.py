"""User behind a request to the desk."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from newsroom.core.models import User


def current_user(request: HttpRequest) -> User:
    """Return the user who is logged in; raises `PermissionDenied` for anybody else, which answers 403."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user
