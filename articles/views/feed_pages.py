"""Feeds of the site's lists, each in three formats below the page of its list."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language

from articles import feeds
from articles.views.headings import author_of, category_of, topic_of
from articles.views.public import public


@public
def front_feed(request: HttpRequest, file: str) -> HttpResponseBase:
    """Answer the newest stories of the site."""
    return _feed(request, file, feeds.of_front(_language()))


@public
def category_feed(request: HttpRequest, slug: str, file: str) -> HttpResponseBase:
    """Answer the newest stories of a category."""
    return _feed(request, file, feeds.of_heading(*category_of(slug), _language()))


@public
def topic_feed(request: HttpRequest, slug: str, file: str) -> HttpResponseBase:
    """Answer the newest stories of a topic; 404 while no live story has it."""
    return _feed(request, file, feeds.of_heading(*topic_of(slug), _language()), may_be_empty=False)


@public
def author_feed(request: HttpRequest, slug: str, file: str) -> HttpResponseBase:
    """Answer the newest stories of an author; 404 while no live story carries the name."""
    return _feed(request, file, feeds.of_heading(*author_of(slug), _language()), may_be_empty=False)


@public
def corrections_feed(request: HttpRequest, file: str) -> HttpResponseBase:
    """Answer the newest corrections."""
    return _feed(request, file, feeds.of_corrections(_language()))


def _language() -> str:
    return str(get_language())


def _feed(
    request: HttpRequest, file: str, channel: feeds.Channel, *, may_be_empty: bool = True
) -> HttpResponseBase:
    """Answer 304 to who has these entries, before any text is read; else the whole feed."""
    if not (channel.rows or may_be_empty):
        raise Http404
    format = feeds.FORMATS[file]
    tag = feeds.fingerprint(channel, format, request.path)
    known = get_conditional_response(request, etag=tag)
    if known is not None:
        return known
    content_type = f"{format.media_type}; charset=utf-8"
    response = HttpResponse(feeds.written(channel, format, request.path), content_type=content_type)
    response.headers["ETag"] = tag
    return response
