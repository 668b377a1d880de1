"""Pages for a failed CSRF check and a log-in that ended or changed: what was typed can be sent again."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from newsroom.core.web.refusals import unavailable

# Characters of a page that are kept for somebody who is not logged in: the longest story, and a bit more.
KEPT_FOR_STRANGERS = 1_000_000
SHOWN_OF_A_NAME = 60
# The field of each form of the desk that says who opened it.
PERSON = "_person"
# Never written into a page again: secrets are typed once more, and each form has its own last field.
SECRETS = ("password", "oldpassword", "password1", "password2", "code", "csrfmiddlewaretoken", "end")


@never_cache
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer 403 to a form without a valid token, with everything that was typed into it."""
    sentence = _(
        "The page was open for a long time, or you signed in again in another window, so we could not "
        "be sure that this came from you."
    )
    return _hold(request, sentence)


@never_cache
def signed_out(request: HttpRequest) -> HttpResponse:
    """Answer 403 to a form of somebody whose log-in or right ended meanwhile, with all that was typed."""
    if request.user.is_authenticated:
        return _hold(request, _("Your account has no rights to the desk any more."))
    return _hold(request, _("Your log-in ended while you were writing."))


@never_cache
def opened_by_another(request: HttpRequest) -> HttpResponse:
    """Answer 409 to a form that another person opened than is signed in, with all that was typed."""
    sentence = _(
        "Somebody else has signed in at this browser since this page was opened, so nothing was saved in "
        "their name. Sign in again as yourself in another window, then come back here and send it again."
    )
    return _hold(request, sentence, status=409)


def is_opened_by_another(request: HttpRequest) -> bool:
    """Say whether a form names another person than the one who is signed in (`partials/_form_end.html`)."""
    return request.POST.get(PERSON, str(request.user.pk)) != str(request.user.pk)


@never_cache
def database_away(request: HttpRequest) -> HttpResponse:
    """Answer 503 while the database is away, with all that was typed, and without asking it anything."""
    request.user = AnonymousUser()
    sentence = _("The database does not answer just now, so nothing was saved. Send it again in a minute.")
    return unavailable(_hold(request, sentence, needs_login=False, messages=()))


def _hold(request: HttpRequest, sentence: str, *, status: int = 403, **context: Any) -> HttpResponse:
    typed = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in SECRETS
        for value in values
        if isinstance(value, str)
    ]
    lost = [] if request.user.is_authenticated else _too_long(typed)
    typed = [(name, value) for name, value in typed if name not in lost]
    shown = {
        "sentence": sentence,
        "typed": typed,
        "visible": [(name, value) for name, value in typed if value.strip() and not name.startswith("_")],
        "lost": [name[:SHOWN_OF_A_NAME] for name in lost],
        "files": [file.name for files in request.FILES.lists() for file in files[1]],
        "action": request.get_full_path(),
        "is_ours": _came_from_us(request),
        "needs_login": not request.user.is_authenticated,
    }
    return render(request, "held.html", shown | context, status=status)


def _too_long(typed: list[tuple[str, str]]) -> list[str]:
    """Return the names of the fields, the longest first, without which the rest is short enough."""
    sizes = sorted(((len(escape(name)) + len(escape(value)), name) for name, value in typed), reverse=True)
    left, lost = sum(size for size, _name in sizes), []
    for size, name in sizes:
        if left <= KEPT_FOR_STRANGERS:
            break
        left -= size
        lost.append(name)
    return lost


def _came_from_us(request: HttpRequest) -> bool:
    """Return whether a page of this site sent it; only then is it offered for sending again."""
    own = f"{request.scheme}://{request.get_host()}"
    origin = request.headers.get("Origin")
    if origin is not None:
        return origin == own
    return request.headers.get("Referer", "").startswith(f"{own}/")
