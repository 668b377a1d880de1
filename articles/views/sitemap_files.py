"""Sitemaps of the site: an index, one file for each month, one of other pages, and Google's list of news."""

import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from articles import sitemaps
from articles.models import Story
from articles.views.public import public

NEWS = datetime.timedelta(hours=48)
# Google reads no more of one file.
MOST_NEWS = 1000


@public
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """List the sitemaps, with the last change of each month."""
    months = [
        (reverse("articles:sitemap_month", args=[str(month)]), month.changed_at)
        for month in sitemaps.months()
    ]
    return _xml(sitemaps.index([(reverse("articles:sitemap_pages"), None), *months]))


@public
def sitemap_month(request: HttpRequest, month: str) -> HttpResponse:
    """List the stories of a month; 404 where there are none."""
    try:
        entries = sitemaps.pages_of(sitemaps.Month.read(month))
    except ValueError as error:
        raise Http404 from error
    if not entries:
        raise Http404
    return _xml(sitemaps.listing(entries))


@public
def sitemap_pages(request: HttpRequest) -> HttpResponse:
    """List front pages, headings and all else that is no story."""
    return _xml(sitemaps.listing((path, None) for path in sitemaps.pages()))


@public
def sitemap_news(request: HttpRequest) -> HttpResponse:
    """List the stories of the last two days but what was paid for."""
    since = timezone.now() - NEWS
    found = Story.objects.live().filter(publish_at__gte=since, is_sponsored=False).newest().brief()
    return _xml(sitemaps.news(found[:MOST_NEWS]))


def _xml(content: bytes) -> HttpResponse:
    return HttpResponse(content, content_type="application/xml; charset=utf-8")
