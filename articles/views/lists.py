"""Lists of stories: by category, topic and author, newest first."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language

from articles.models import BYLINES, Author, Category, Story, Topic
from articles.models.story import StoryQuerySet
from articles.views.paging import read_page
from articles.views.public import public


@public
def category(request: HttpRequest, slug: str) -> HttpResponse:
    """List the stories of a category."""
    heading = get_object_or_404(Category, slug=slug, language=get_language())
    return _list(
        request, "articles/category.html", heading.stories.all(), {"heading": heading, "here": heading}
    )


@public
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """List the stories of a topic; 404 while no live story has it."""
    heading = get_object_or_404(Topic, slug=slug, language=get_language())
    _require_any(heading.stories.all())
    return _list(request, "articles/topic.html", heading.stories.all(), {"heading": heading, "here": heading})


@public
def author(request: HttpRequest, slug: str) -> HttpResponse:
    """List an author's stories in this language; 404 while no live story carries the name."""
    person = get_object_or_404(Author.objects.select_related("photo"), slug=slug)
    stories = Story.objects.filter(pk__in=person.bylines.values("story"))
    _require_any(stories)
    return _list(request, "articles/author.html", stories, {"author": person})


def _require_any(stories: QuerySet[Story]) -> None:
    """Raise Http404 where readers may see none: the name alone could tell what is being prepared."""
    if not _visible(stories).exists():
        raise Http404


def _visible(stories: QuerySet[Story]) -> StoryQuerySet:
    return Story.objects.live().filter(language=get_language(), pk__in=stories.values("pk")).newest()


def _list(
    request: HttpRequest, template: str, stories: QuerySet[Story], context: dict[str, Any]
) -> HttpResponse:
    page = read_page(request.GET, _visible(stories).brief().prefetch_related(BYLINES))
    changed_at = page.stories[0].publish_at if page.stories else None
    return render(request, template, {**context, "page": page, "changed_at": changed_at})
