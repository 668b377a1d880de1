"""Template tags for appeals and the URL of the support page."""

from typing import Any

from django import template
from django.http import HttpRequest

from donations import gateway
from donations.models import Appeal
from newsroom.core.language_settings import active
from newsroom.core.web.page_language import page_url, page_urls

register = template.Library()
Placement = Appeal.Placement


@register.simple_tag
def support_url(language: str = "", page: str = "support") -> str:
    """Return the URL of a page for supporters, in this page's language or in the named one."""
    return page_url(f"donations:{page}", language=language)


@register.inclusion_tag("donations/_banner.html", takes_context=True)
def appeal_banner(context: template.Context) -> dict[str, Any]:
    """Ask for support in one line above the page; nowhere on the support pages themselves."""
    return _ask(context, Placement.BANNER)


@register.inclusion_tag("donations/_closing.html", takes_context=True)
def closing_appeal(context: template.Context) -> dict[str, Any]:
    """Ask for support at the end of a story."""
    return _ask(context, Placement.STORY_END)


def _ask(context: template.Context, placement: Placement) -> dict[str, Any]:
    request: HttpRequest | None = context.get("request")
    if request is None or request.path.startswith(tuple(page_urls("donations:support").values())):
        return {}
    # Both places of a page are asked for together, in one query.
    appeals = request.__dict__.setdefault("appeals", {})
    language = active()
    if language not in appeals:
        appeals[language] = _appeals(language) if gateway.is_open() else {}
    return {"appeal": appeals[language].get(placement), "path": request.path}


def _appeals(language: str) -> dict[str, Appeal]:
    """Return the most important appeal of each place."""
    wanted = [Placement.BANNER, Placement.STORY_END]
    current = Appeal.objects.current().filter(language=language, placement__in=wanted)
    return {appeal.placement: appeal for appeal in reversed(current)}
