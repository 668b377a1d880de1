"""The act that puts a live story first on the front page of its language, until a time."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.desk.errors import Refused
from articles.desk.locking import keep, take
from articles.models import FrontPin, Story
from newsroom.core.models import User


@transaction.atomic
def pin(*, story: Story, by: User, until: datetime.datetime | None = None, seen: int | None = None) -> Story:
    """Put it first until that time, in place of another; without a time the newest leads again."""
    story = take("pin", story=story, by=by, seen=seen)
    former = FrontPin.objects.filter(story=story)
    if until is None:
        if not former.delete()[0]:
            raise Refused({"first_until": _("Give the date and the time until which it stands first.")})
        return keep("pin", story=story, by=by, until=None)
    if story.is_sponsored:
        raise Refused({"first_until": _("What somebody pays for never leads the front page.")})
    if until <= timezone.now():
        raise Refused({"first_until": _("This time has passed. Choose one in the future.")})
    # It may have led another front page before it changed its language.
    former.exclude(language=story.language).delete()
    values = {"story": story, "until": until, "by": by, "at": timezone.now()}
    FrontPin.objects.update_or_create(language=story.language, defaults=values)
    return keep("pin", story=story, by=by, until=until.isoformat())
