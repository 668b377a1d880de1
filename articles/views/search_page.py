"""Search page: a form, and the live stories that hold what was typed, with the words marked."""

from dataclasses import dataclass, field

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language

from articles import search as searching
from articles.body.words import Query, query
from articles.excerpts import Part, excerpts, with_marks
from articles.models import BYLINES, Story
from articles.views.public import MAX_AGE, read_only
from articles.views.search_form import SearchForm
from newsroom.core.web.page_language import page_url, page_urls

PAGE_SIZE = 16
# Of at most two thousand stories.
LAST_PAGE = 125


@dataclass
class Found:
    """One page of what was found."""

    rows: list[tuple[Story, list[Part]]] = field(default_factory=list)
    count: int = 0
    is_capped: bool = False
    is_too_broad: bool = False
    first: int = 0
    before: int | None = None
    after: int | None = None


@read_only
def search(request: HttpRequest) -> HttpResponse:
    """Show the form, or what was found; no cache keeps who looked for what."""
    form = SearchForm(request.GET)
    is_valid = form.is_valid()
    asked = query(form.cleaned_data.get("q", "")) if is_valid else query("")
    context = {
        "form": form,
        "asked": asked,
        "found": _found(form, asked, _page(request)) if asked.words else None,
        "categories": form.categories,
        "here": "search",
        "editions": page_urls("articles:search"),
        "path": page_url("articles:search"),
        "others": _others(request),
    }
    response = render(request, "articles/search.html", context, status=200 if is_valid else 400)
    kept = {"private": True, "no_store": True} if request.GET else {"public": True, "max_age": MAX_AGE}
    patch_cache_control(response, **kept)
    return response


def _found(form: SearchForm, asked: Query, page: int) -> Found:
    try:
        results = searching.find(asked, str(get_language()), filters=form.filters, by_date=form.is_by_date)
    except searching.TooBroad:
        return Found(is_too_broad=True)
    first = (page - 1) * PAGE_SIZE
    numbers = results.stories[first : first + PAGE_SIZE]
    rows = Story.objects.live().filter(pk__in=numbers).brief().prefetch_related(BYLINES)
    stories = sorted(with_marks(rows, asked), key=lambda story: numbers.index(story.pk))
    cut = excerpts(stories)
    return Found(
        rows=[(story, cut.get(story.pk, [])) for story in stories],
        count=len(results.stories),
        is_capped=results.is_capped,
        first=first + 1,
        before=page - 1 or None,
        after=page + 1 if len(results.stories) > first + PAGE_SIZE else None,
    )


def _page(request: HttpRequest) -> int:
    """Return the number of the page; 404 for what no page can have."""
    text = request.GET.get("page", "1")
    if not (text.isdecimal() and len(text) < 4 and 1 <= int(text) <= LAST_PAGE):
        raise Http404
    return int(text)


def _others(request: HttpRequest) -> str:
    """Return what the address asks but for the page, to be carried to the next one."""
    asked = request.GET.copy()
    asked.pop("page", None)
    return asked.urlencode()
