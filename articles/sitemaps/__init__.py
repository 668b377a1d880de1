"""Sitemaps (sitemaps.org, protocol 0.9): which pages there are, and when each last changed for readers.

Stories stand in one file for each month of their publication, in UTC, so that a month that is over is fetched
once. Google's news sitemap has those of the last two days.
"""

from .by_month import Month, months, pages_of
from .other_pages import pages
from .writing import index, listing, news

__all__ = ["Month", "index", "listing", "months", "news", "pages", "pages_of"]
