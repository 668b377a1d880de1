"""Acts that change a story's status."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.desk.acts import ACTS
from articles.desk.checks import require_complete, require_times, require_valid
from articles.desk.drafts import give_back, take_up
from articles.desk.errors import Refused
from articles.desk.locking import keep, take
from articles.desk.telling import take_off, waits
from articles.models import Story
from newsroom.core import audit, text
from newsroom.core.models import User

# Of a reason for withdrawing a story.
LONGEST_REASON = 1_000


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
    story.status, story.is_reason_public = Story.Status.APPROVED, False
    if not story.was_published:
        story.first_published_at = story.publish_at
    told = take_off(story, by=by, at=now)
    require_valid(story)
    at = story.publish_at.isoformat()
    return keep("publish", story=story, by=by, rows=rows, told=told, publish_at=at)


@transaction.atomic
def schedule(*, story: Story, by: User, at: datetime.datetime, seen: int | None = None) -> Story:
    """Let it go live by itself at `at`, an aware time in the future, with its newest words."""
    story = take("schedule", story=story, by=by, seen=seen)
    rows = take_up(story)
    require_complete(story)
    if at <= timezone.now():
        raise Refused({"publish_at": _("This time has passed. Choose one in the future, or publish now.")})
    require_times(story, at=at)
    if waits(vars(story)):
        raise Refused({"correction_words": _("A correction goes out when you press Publish now.")})
    story.status = Story.Status.APPROVED
    story.publish_at = at
    if not story.was_published:
        story.first_published_at = at
    require_valid(story)
    return keep("schedule", story=story, by=by, rows=rows, publish_at=at.isoformat())


@transaction.atomic
def withdraw(
    *, story: Story, by: User, reason: str, shows_reason: bool = False, seen: int | None = None
) -> Story:
    """Take it from the site; its address answers 410 from now on. A scheduled change is a draft again.

    The reason is the note of the revision; readers are told it at the address where `shows_reason`.
    """
    story = take("withdraw", story=story, by=by, seen=seen)
    reason = text.clean(reason)
    if not reason or len(reason) > LONGEST_REASON:
        said = _("Say why, in one to %(most)d characters. Readers see it only where you choose so.")
        raise Refused({"withdrawal_reason": said % {"most": LONGEST_REASON}})
    story.status = Story.Status.WITHDRAWN
    story.is_reason_public = shows_reason
    give_back(story)
    return keep("withdraw", story=story, by=by, note=reason, shows_reason=shows_reason)


def public_reason(story: Story) -> str:
    """Return why a withdrawn story is gone, where an editor chose to say so; else nothing."""
    if not story.is_reason_public:
        return ""
    kept = story.revisions.filter(act=ACTS["withdraw"].audit_name).order_by("-number").only("note").first()
    return kept.note if kept else ""


@transaction.atomic
def delete(*, story: Story, by: User) -> None:
    """Delete a draft that readers never saw, with its revisions; the audit log keeps the last hash."""
    story = take("delete", story=story, by=by, seen=None)
    last = story.revisions.order_by("-number").only("link").first()
    kept = {"version": story.version, "link": bytes(last.link).hex() if last else ""}
    audit.record(act=ACTS["delete"].audit_name, by=by, on=story, uuid=str(story.uuid), **kept)
    story.delete()
