"""The news desk on Django's admin."""

from articles.admin import library, photo

__all__ = ["library", "photo"]
