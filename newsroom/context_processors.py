"""What every page knows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def publication(request: HttpRequest) -> dict[str, Any]:
    """Name and address of the publication; needs no database."""
    return {"publication_name": settings.PUBLICATION_NAME, "site_url": settings.SITE_URL}
