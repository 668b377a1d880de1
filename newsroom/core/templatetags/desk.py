"""Template tags for the desk's navigation and lists."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django import template
from django.contrib import admin
from django.template import Context

register = template.Library()
Place = dict[str, Any]
# So many fit into one line beside the name of whoever is signed in.
MOST_IN_A_LINE = 8


@dataclass(frozen=True)
class Rooms:
    """The models that a person may see: those of each day, and those behind *More*."""

    daily: list[Place]
    aside: list[Place]
    # Whether the present page is one of the latter.
    is_aside: bool

    @property
    def every(self) -> list[Place]:
        return self.daily + self.aside


@register.simple_tag(takes_context=True)
def rooms(context: Context) -> Rooms:
    """Return the models that this person may see, in the order of the navigation; few stand in one line."""
    request = context["request"]
    if not admin.site.has_permission(request):
        return Rooms([], [], is_aside=False)
    apps = context.get("available_apps") or admin.site.get_app_list(request)
    places = [model for app in apps for model in app["models"] if model["admin_url"]]
    is_much = len(places) > MOST_IN_A_LINE
    daily = [place for place in places if not (is_much and place["is_aside"])][:MOST_IN_A_LINE]
    aside = [place for place in places if place not in daily]
    return Rooms(daily, aside, is_aside=any(place["admin_url"] in request.path for place in aside))


@register.filter
def under(cells: Iterable[str], headers: Sequence[dict[str, Any]]) -> list[tuple[dict[str, Any], str]]:
    """Pair the cells of a row with the headers of their columns."""
    return list(zip(headers, cells, strict=True))
