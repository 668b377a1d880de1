"""What an example of a URL is, and how one is made of a row."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Model
from django.urls import reverse

LANGUAGES = [code for code, _name in settings.LANGUAGES]


@dataclass(frozen=True)
class Page:
    """An example URL: whom it is shown to ("" for readers), and how it answers.

    `is_seen` is False for what nobody looks at: answers to programs, redirects, refusals.
    """

    name: str
    url: str
    role: str = ""
    status: int = 200
    is_seen: bool = True

    @property
    def is_for_readers(self) -> bool:
        """Say whether it is a page of the site, not the desk's log-in."""
        return self.is_seen and not self.role and not self.url.startswith(("/admin/", "/account/"))

    def __str__(self) -> str:
        return self.name


def of_row(pattern: str, row: Model | None, name: str, role: str = "") -> list[Page]:
    """Return the page at a URL that takes the number of a row, or nothing where there is no such row."""
    return [Page(name, reverse(pattern, args=[row.pk]), role)] if row else []


def unseen(name: str, url: str, role: str = "", status: int = 200) -> list[Page]:
    """Return an example that is no page."""
    return [Page(name, url, role, status, is_seen=False)]


def named(name: str, language: str) -> str:
    """Return the name of a page in that language."""
    return name if language == LANGUAGES[0] else f"{name}-{language}"
