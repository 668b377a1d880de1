"""Health checks, robots.txt, favicon and error pages."""

import sys

from django.conf import settings
from django.db import DatabaseError, InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.templatetags.static import static
from django.views import defaults
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe

from newsroom.core.language_settings import active
from newsroom.core.web import refusals, rejected_forms
from newsroom.core.web.mended_paths import mended
from newsroom.core.web.page_language import DESK_PREFIXES


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer 200 while this process runs."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """Answer 200 while this process and its database answer; 503 otherwise."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("the database does not answer\n", status=503, content_type="text/plain")
    return HttpResponse("ready\n", content_type="text/plain")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Keep robots away from the desk."""
    lines = ["User-agent: *", "Disallow: /admin/", "Disallow: /account/", f"# {settings.SITE_URL}/"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


@require_safe
@cache_control(public=True, max_age=24 * 3600)
def favicon(request: HttpRequest) -> HttpResponse:
    """Redirect browsers that ask for the icon without reading the page."""
    return HttpResponseRedirect(static("img/favicon.ico"))


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """Redirect to the page that the path almost names, or answer 404."""
    return mended(request) or defaults.page_not_found(request, exception)


def server_error(request: HttpRequest) -> HttpResponseBase:
    """Answer a request that failed: 503 where the database did not answer, since that passes, else 500."""
    if not isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return refusals.failed()
    if request.method == "POST" and request.path.startswith(DESK_PREFIXES):
        return rejected_forms.database_away(request)
    return refusals.page(refusals.DatabaseAway, active())
