"""Lists of stories: all of them, by category, topic and author, newest first."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from articles import walks
from articles.models import BYLINES
from articles.views.headings import author_of, category_of, topic_of
from articles.views.paging import read_page
from articles.views.public import public
from newsroom.core.web.page_language import page_urls


@public
def latest(request: HttpRequest) -> HttpResponse:
    """List all stories of this language."""
    walk = walks.of_language(str(get_language()))
    context = {"here": "latest", "editions": page_urls("articles:latest")}
    return _list(request, "articles/latest.html", walk, context, may_be_empty=True)


@public
def category(request: HttpRequest, slug: str) -> HttpResponse:
    """List the stories of a category."""
    heading, walk = category_of(slug)
    context = {"heading": heading, "here": heading, "feed": ("category", heading)}
    return _list(request, "articles/category.html", walk, context, may_be_empty=True)


@public
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """List the stories of a topic; 404 while no live story has it."""
    heading, walk = topic_of(slug)
    context = {"heading": heading, "here": heading, "feed": ("topic", heading)}
    return _list(request, "articles/topic.html", walk, context)


@public
def author(request: HttpRequest, slug: str) -> HttpResponse:
    """List an author's stories in this language; 404 while no live story carries the name."""
    person, walk = author_of(slug)
    return _list(request, "articles/author.html", walk, {"author": person, "feed": ("author", person)})


def _list(
    request: HttpRequest,
    template: str,
    walk: walks.Walk,
    context: dict[str, Any],
    *,
    may_be_empty: bool = False,
) -> HttpResponse:
    page = read_page(request.GET, lambda after: walk.newest(after).brief().prefetch_related(BYLINES))
    # Where readers may see none at all, the name alone could tell what is being prepared.
    if not (page.rows or may_be_empty or (page.after and walk.newest().exists())):
        raise Http404
    changed_at = page.rows[0].publish_at if page.rows else None
    return render(request, template, {**context, "page": page, "changed_at": changed_at})
