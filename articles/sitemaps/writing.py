"""XML of sitemaps: an index of files, a list of pages, and the list of news of the last two days."""

import datetime
from collections.abc import Iterable
from xml.sax.saxutils import escape

from django.conf import settings

from articles.models import Story
from articles.presentation import absolute

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
# The path of a page, and when it last changed, where that is known.
Entry = tuple[str, datetime.datetime | None]


def index(files: Iterable[Entry]) -> bytes:
    """Write the list of sitemaps."""
    return _document("sitemapindex", "".join(f"<sitemap>{_place(*file)}</sitemap>\n" for file in files))


def listing(pages: Iterable[Entry]) -> bytes:
    """Write a list of pages."""
    return _document("urlset", "".join(f"<url>{_place(*page)}</url>\n" for page in pages))


def news(stories: Iterable[Story]) -> bytes:
    """Write Google's list of news: by its rules, what was published within two days."""
    name = escape(settings.PUBLICATION_NAME)
    parts = [
        f"<url>{_place(story.get_absolute_url(), None)}<news:news><news:publication>"
        f"<news:name>{name}</news:name><news:language>{escape(story.language)}</news:language>"
        f"</news:publication><news:publication_date>{_stamp(story.publish_at)}</news:publication_date>"
        f"<news:title>{escape(story.headline)}</news:title></news:news></url>\n"
        for story in stories
        if story.publish_at
    ]
    return _document("urlset", "".join(parts), f' xmlns:news="{NEWS}"')


def _document(root: str, inside: str, more: str = "") -> bytes:
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{NAMESPACE}"{more}>\n'
    return f"{head}{inside}</{root}>\n".encode()


def _place(path: str, changed_at: datetime.datetime | None) -> str:
    changed = f"<lastmod>{_stamp(changed_at)}</lastmod>" if changed_at else ""
    return f"<loc>{escape(absolute(path))}</loc>{changed}"


def _stamp(at: datetime.datetime) -> str:
    return at.astimezone(datetime.UTC).isoformat(timespec="seconds")
