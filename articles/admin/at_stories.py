"""What the beat of a story's page tells: versions of the stories that are open, and who else is there."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from articles.admin.differences import label
from articles.admin.pickers import number_of
from articles.desk import presence
from newsroom.core.desk.identity import current_user

# Of so many stories a beat asks at once.
MOST_ASKED = 50


def answer(request: HttpRequest) -> dict[str, Any]:
    """Answer `?stories=12:headline,15&next=60`: stories, where somebody writes, seconds to the next."""
    asked = [each.partition(":") for each in request.GET.get("stories", "").split(",")[:MOST_ASKED]]
    places = {number: name for text, _colon, name in asked if (number := number_of(text))}
    if not places:
        return {"versions": {}, "others": {}}
    seconds = number_of(request.GET.get("next", "")) or 0
    found = presence.beat(by=current_user(request), places=places, seconds=seconds)
    return {
        "versions": {number: seen.version for number, seen in found.items()},
        "others": {number: [_told(*each) for each in seen.others] for number, seen in found.items()},
    }


def _told(who: str, field: str) -> str:
    if not field:
        return _("%(who)s has this story open, too.") % {"who": who}
    return _("%(who)s is writing in “%(field)s”.") % {"who": who, "field": label(field)}
