"""Page of corrections: what readers were told was wrong, newest first."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from articles.models import Correction
from articles.views.paging import along, read_page
from articles.views.public import public
from newsroom.core.web.page_language import page_urls


@public
def corrections(request: HttpRequest) -> HttpResponse:
    """List the corrections of live stories in this language."""
    found = Correction.objects.live().filter(story__language=get_language()).newest()
    page = read_page(request.GET, along(found.select_related("story").defer(*_HEAVY), "at"), time="at")
    context = {
        "page": page,
        "changed_at": page.rows[0].at if page.rows else None,
        "feed": ("corrections", None),
        "editions": page_urls("articles:corrections"),
    }
    return render(request, "articles/corrections.html", context)


# What no line of the list shows, and can have half a megabyte.
_HEAVY = tuple(f"story__{name}" for name in ("body_source", "body_html", "body_text"))
