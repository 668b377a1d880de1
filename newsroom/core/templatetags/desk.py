"""Template tags for the desk's navigation and lists."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import template
from django.contrib import admin
from django.template import Context

register = template.Library()


@register.simple_tag(takes_context=True)
def rooms(context: Context) -> list[dict[str, Any]]:
    """Return the models that this person may see, in the order of the navigation."""
    request = context["request"]
    if not admin.site.has_permission(request):
        return []
    apps = context.get("available_apps") or admin.site.get_app_list(request)
    return [model for app in apps for model in app["models"] if model["admin_url"]]


@register.filter
def under(cells: Iterable[str], headers: Sequence[dict[str, Any]]) -> list[tuple[dict[str, Any], str]]:
    """Pair the cells of a row with the headers of their columns."""
    return list(zip(headers, cells, strict=True))
