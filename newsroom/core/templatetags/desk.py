"""What the frame of every desk page shows."""

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
