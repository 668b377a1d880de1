"""Scheduled changes of a live story: words that were approved, and go before readers at a set hour.

They stand in a revision, as drafts do; `articles.desk.due` puts them on the row when their hour has come.
"""

import copy
import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.desk import due
from articles.desk.checks import require_kind_of_change, require_times, require_valid
from articles.desk.content import Content, as_typed, content_of, put, rows_of
from articles.desk.drafts import give_back, newest_words
from articles.desk.errors import Refused
from articles.desk.locking import keep, record, take
from articles.desk.naming import hold_named
from articles.desk.telling import require_whole
from articles.desk.words import derive
from articles.models import Story
from newsroom.core.models import User


@transaction.atomic
def schedule_changes(
    *, story: Story, by: User, at: datetime.datetime, material: bool | None, seen: int | None = None
) -> Story:
    """Let the newest words of a live story go before readers by themselves at `at`, an aware time."""
    story = take("schedule_changes", story=story, by=by, seen=seen)
    require_kind_of_change(material)
    if at <= timezone.now():
        raise Refused({"next_at": _("This time has passed. Choose one in the future, or publish now.")})
    content = newest_words(story)
    if content == content_of(story):
        raise Refused(_("Readers see these very words already: there are no changes to schedule."))
    _require_ready(story, content, at=at)
    story.version += 1
    story.modified_at = timezone.now()
    story.draft_number = None
    story.next_number, story.next_at, story.is_next_material = story.version, at, material
    story.save()
    record("schedule_changes", story=story, by=by, content=content, next_at=at.isoformat(), material=material)
    due.forget()
    return story


@transaction.atomic
def unschedule_changes(*, story: Story, by: User, seen: int | None = None) -> Story:
    """Make the scheduled changes a draft again."""
    story = take("unschedule_changes", story=story, by=by, seen=seen)
    give_back(story)
    return keep("unschedule_changes", story=story, by=by)


def _require_ready(story: Story, content: Content, *, at: datetime.datetime) -> None:
    """Refuse words that could not go out at that hour, as far as that is known now."""
    if story.expires_at and story.expires_at <= at:
        raise Refused({"next_at": _("The story ends before that. Choose an earlier time.")})
    changed = put(content, copy.copy(story))
    derive(changed)
    hold_named(changed, as_typed(rows_of(content, changed)))
    require_valid(changed)
    require_whole(changed)
    require_times(changed, at=at)
