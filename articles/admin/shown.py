"""Values of a story in words, where two versions are shown beside each other."""

import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles.models import Story


def shown(story: Story, name: str) -> Any:
    """Return a field's value for people."""
    if name == "body_source":
        return story.body_text or _("(empty)")
    value = getattr(story, f"get_{name}_display", lambda: getattr(story, name))()
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime.datetime):
        return date_format(timezone.localtime(value), "DATETIME_FORMAT")
    return _("(empty)") if value in (None, "") else value
