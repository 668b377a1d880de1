"""Acts that change a story's status."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.desk.acts import ACTS
from articles.desk.checks import require_complete, require_times, require_valid
from articles.desk.drafts import take_up
from articles.desk.errors import Refused
from articles.desk.locking import keep, take
from articles.models import Story
from newsroom.core import audit
from newsroom.core.models import User


@transaction.atomic
def submit(*, story: Story, by: User, seen: int | None = None) -> Story:
    """Hand a draft to the editors."""
    story = take("submit", story=story, by=by, seen=seen)
    if not story.headline:
        raise Refused({"headline": _("Give the story a headline before you submit it.")})
    story.status = Story.Status.IN_REVIEW
    return keep("submit", story=story, by=by)


@transaction.atomic
def send_back(*, story: Story, by: User, seen: int | None = None) -> Story:
    """Make it a draft again: from review, from ready, or from the schedule before its time."""
    story = take("send_back", story=story, by=by, seen=seen)
    former = story.state()
    rows = take_up(story)
    story.status = Story.Status.DRAFT
    story.publish_at = None
    if not story.was_published:
        story.first_published_at = None
    return keep("send_back", story=story, by=by, rows=rows, former=former)


@transaction.atomic
def approve(*, story: Story, by: User, seen: int | None = None) -> Story:
    """Say that it is good to go out, without a time, with its newest words."""
    story = take("approve", story=story, by=by, seen=seen)
    rows = take_up(story)
    story.status = Story.Status.APPROVED
    require_valid(story)
    return keep("approve", story=story, by=by, rows=rows)


@transaction.atomic
def publish(*, story: Story, by: User, seen: int | None = None) -> Story:
    """Put its newest words before readers now; a withdrawn story comes back to its old place and address."""
    story = take("publish", story=story, by=by, seen=seen)
    rows = take_up(story)
    require_complete(story)
    now = timezone.now()
    require_times(story, at=now)
    if story.status != Story.Status.WITHDRAWN or story.publish_at is None or story.publish_at > now:
        story.publish_at = now
    story.status = Story.Status.APPROVED
    if not story.was_published:
        story.first_published_at = story.publish_at
    require_valid(story)
    return keep("publish", story=story, by=by, rows=rows, publish_at=story.publish_at.isoformat())


@transaction.atomic
def schedule(*, story: Story, by: User, at: datetime.datetime, seen: int | None = None) -> Story:
    """Let it go live by itself at `at`, an aware time in the future, with its newest words."""
    story = take("schedule", story=story, by=by, seen=seen)
    rows = take_up(story)
    require_complete(story)
    if at <= timezone.now():
        raise Refused({"publish_at": _("This time has passed. Choose one in the future, or publish now.")})
    require_times(story, at=at)
    story.status = Story.Status.APPROVED
    story.publish_at = at
    if not story.was_published:
        story.first_published_at = at
    require_valid(story)
    return keep("schedule", story=story, by=by, rows=rows, publish_at=at.isoformat())


@transaction.atomic
def withdraw(*, story: Story, by: User, seen: int | None = None) -> Story:
    """Take it from the site; its address answers 410 from now on."""
    story = take("withdraw", story=story, by=by, seen=seen)
    story.status = Story.Status.WITHDRAWN
    return keep("withdraw", story=story, by=by)


@transaction.atomic
def delete(*, story: Story, by: User) -> None:
    """Delete a draft that readers never saw."""
    story = take("delete", story=story, by=by, seen=None)
    audit.record(act=ACTS["delete"].audit_name, by=by, on=story, uuid=str(story.uuid))
    story.delete()
