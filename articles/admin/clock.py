"""Times at the desk: formatted in the newsroom's zone, the hour first, with the zone's name."""

import datetime

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _

WEEK = 7


def zone_name() -> str:
    """Return the city that the newsroom's zone is named after, such as Amsterdam."""
    return settings.TIME_ZONE.rpartition("/")[2].replace("_", " ")


def zone_heading() -> str:
    """Return the heading of a column of times."""
    return _("%(city)s time") % {"city": zone_name()}


def moment(at: datetime.datetime, *, now: datetime.datetime | None = None) -> str:
    """Format a time in few words: the hour, with the day unless it is today."""
    local = timezone.localtime(at)
    today = timezone.localtime(now or timezone.now()).date()
    hour = date_format(local, "H:i")
    if local.date() == today:
        return hour
    if abs((local.date() - today).days) < WEEK:
        return f"{date_format(local, 'D')} {hour}"
    if local.year == today.year:
        # Translators: how a day is written in few letters, in those of Django's date filter.
        return f"{date_format(local, _('N j'))}, {hour}"
    return f"{date_format(local, 'DATE_FORMAT')}, {hour}"


def stamp(at: datetime.datetime | None) -> str:
    """Return a `<time>` element."""
    if at is None:
        return ""
    local = timezone.localtime(at)
    day = _("today") if local.date() == timezone.localdate() else date_format(local, "DATE_FORMAT")
    return format_html('<time datetime="{}">{}</time>, {}', local.isoformat(), date_format(local, "H:i"), day)
