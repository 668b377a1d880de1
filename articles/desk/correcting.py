"""The act that tells readers of a correction, and changes nothing else of what they see."""

import copy

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.desk.content import Content
from articles.desk.drafts import newest_words
from articles.desk.errors import Refused
from articles.desk.locking import keep, record, take
from articles.desk.telling import NONE, take_off, waits
from articles.models import Story
from newsroom.core.models import User


@transaction.atomic
def correct(*, story: Story, by: User, seen: int | None = None) -> Story:
    """Tell readers of a live story the correction that waits in its newest words, and no other of these."""
    story = take("correct", story=story, by=by, seen=seen)
    waiting = newest_words(story)
    if not waits(waiting):
        raise Refused({"correction_words": _("Write what readers are told, and say what it is.")})
    for name in NONE:
        setattr(story, name, waiting[name])
    told = take_off(story, by=by, at=timezone.now())
    if told is None:
        raise Refused({"correction_words": _("Readers were told these very words already.")})
    if story.draft_number:
        _leave_out(story, by, waiting)
    return keep("correct", story=story, by=by, told=told)


def _leave_out(story: Story, by: User, waiting: Content) -> None:
    """Keep the draft without the correction; there is none any more where nothing else is in it."""
    under = copy.copy(story)
    under.draft_number = None
    rest = waiting | NONE
    if rest == newest_words(under):
        story.draft_number = None
        return
    story.version += 1
    story.modified_at = timezone.now()
    story.draft_number = story.version
    record("save_draft", story=story, by=by, content=rest, changed=sorted(NONE))
