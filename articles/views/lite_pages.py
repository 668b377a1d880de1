"""Text edition: front page, categories and stories in a few thousand bytes, without style or pictures."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import get_language

from articles.models import Story
from articles.presentation import LITE
from articles.views.headings import category_of
from articles.views.paging import read_page
from articles.views.public import public
from articles.views.story_context import context_of
from articles.views.story_pages import find
from newsroom.core.web.page_language import page_url, page_urls

NEWEST = 30


@public
def lite_front(request: HttpRequest) -> HttpResponse:
    """List the newest stories, and the categories."""
    newest = Story.objects.live().filter(language=get_language(), is_sponsored=False).newest().brief()
    context = {
        "stories": newest[:NEWEST],
        "whole": page_url("articles:front"),
        "editions": page_urls("articles:lite_front"),
    }
    return render(request, "lite/front.html", context)


@public
def lite_category(request: HttpRequest, slug: str) -> HttpResponse:
    """List the stories of a category."""
    heading, walk = category_of(slug)
    page = read_page(request.GET, lambda after: walk.newest(after).brief())
    context = {"heading": heading, "page": page, "whole": heading.get_absolute_url()}
    return render(request, "lite/category.html", context)


@public
def lite_story(request: HttpRequest, day: str, slug: str, pk: int) -> HttpResponse:
    """Show the words of a story."""
    found = find(request, slug, pk, own=LITE)
    if not isinstance(found, Story):
        return found
    with translation.override(found.language):
        return render(request, "lite/story.html", {**context_of(found), "whole": found.get_absolute_url()})
