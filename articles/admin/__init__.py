"""The news desk on Django's admin."""

from articles.admin import library, photo, story

__all__ = ["library", "photo", "story"]
