"""Health checks, robots.txt, favicon and error pages."""

import sys

from django.conf import settings
from django.db import DatabaseError, InterfaceError, OperationalError, connection
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)
from django.templatetags.static import static
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views import defaults
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe

from articles import redirects
from articles.views.public import MAX_AGE
from newsroom.core.language_settings import active
from newsroom.core.web import refusals, rejected_forms
from newsroom.core.web.crawlers import robots_text
from newsroom.core.web.mended_paths import mended
from newsroom.core.web.page_language import DESK_PREFIXES

SITEMAPS = ("sitemap_index", "sitemap_news")


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
    """Keep robots away from the desk, and lead them to the sitemaps."""
    sitemaps = [f"{settings.SITE_URL}{reverse(f'articles:{name}')}" for name in SITEMAPS]
    text = robots_text(sitemaps=sitemaps, blocks_ai=settings.BLOCK_AI_CRAWLERS)
    return HttpResponse(text, content_type="text/plain")


@require_safe
@cache_control(public=True, max_age=24 * 3600)
def favicon(request: HttpRequest) -> HttpResponse:
    """Redirect browsers that ask for the icon without reading the page."""
    return HttpResponseRedirect(static("img/favicon.ico"))


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """Redirect from a former address, or to the page that the path almost names; else answer 404."""
    return _redirected(request) or mended(request) or defaults.page_not_found(request, exception)


def _redirected(request: HttpRequest) -> HttpResponseBase | None:
    """Return the redirect that the newsroom made for this path, with the query, if there is one."""
    to = redirects.target(request.path_info) if request.method in ("GET", "HEAD") else None
    if to is None:
        return None
    query = request.META.get("QUERY_STRING", "")
    response = HttpResponsePermanentRedirect(f"{to}?{query}" if query else to)
    patch_cache_control(response, public=True, max_age=MAX_AGE)
    return response


def server_error(request: HttpRequest) -> HttpResponseBase:
    """Answer a request that failed: 503 where the database did not answer, since that passes, else 500."""
    if not isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return refusals.failed()
    if request.method == "POST" and request.path.startswith(DESK_PREFIXES):
        return rejected_forms.database_away(request)
    return refusals.page(refusals.DatabaseAway, active())
