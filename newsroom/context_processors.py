"""Template context processor for the publication's name, URL and navigation."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from articles.models import Category


def publication(request: HttpRequest) -> dict[str, Any]:
    """Name and URL of the publication, the language of its name, and its categories in the page's language.

    The database is asked for categories only when a page shows them.
    """
    return {
        "publication_name": settings.PUBLICATION_NAME,
        "publication_language": settings.LANGUAGE_CODE,
        "site_url": settings.SITE_URL,
        "categories": SimpleLazyObject(_categories),
    }


def _categories() -> list[Category]:
    return list(Category.objects.filter(language=get_language()))
