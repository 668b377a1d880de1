"""The news desk on Django's admin."""

from articles.admin import library, photo, redirects, story

__all__ = ["library", "photo", "redirects", "story"]
