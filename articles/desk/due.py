"""Scheduled changes whose hour has come, put before readers by the first of them who asks.

Nothing has to run at that hour. Each process looks once a second for the earliest hour, and asks for the
changes only when that has come. Whoever asks at the same moment waits for the row, then sees the new words.
"""

import datetime
import logging
import time
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.db.models import Min
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from articles.desk.checks import require_valid
from articles.desk.content import as_typed, put, rows_of
from articles.desk.drafts import cancel, give_back
from articles.desk.errors import Refused
from articles.desk.locking import keep, record
from articles.desk.naming import hold_named
from articles.desk.telling import take_off
from articles.desk.words import derive
from articles.models import Revision, Story

log = logging.getLogger(__name__)
LOOK_EVERY = 1.0
# A reader does not wait longer for a row that somebody holds; the next one tries again.
MOST_WAIT = "1s"


@dataclass
class _Known:
    """What this process knows of the schedule."""

    looked_at: float = float("-inf")
    earliest: datetime.datetime | None = None


_known = _Known()


def forget() -> None:
    """Look again before the next reader: something was scheduled."""
    _known.looked_at = float("-inf")


def apply_due() -> None:
    """Put out the changes whose hour has come, as far as this process knows; raises nothing on readers."""
    try:
        if time.monotonic() - _known.looked_at >= LOOK_EVERY:
            look()
        if _known.earliest is not None and _known.earliest <= timezone.now():
            put_out_due()
            look()
    except Exception:
        # A row that somebody holds: this reader gets the words of before; the next try is in a second.
        log.exception("Scheduled changes could not be put out.")
        _known.looked_at, _known.earliest = time.monotonic(), None


def put_out_due() -> int:
    """Put out all changes whose hour has come, and return how many stories that were."""
    found = (
        Story.objects.with_scheduled_changes().filter(next_at__lte=timezone.now()).order_by("next_at", "pk")
    )
    return sum(_settle(number) for number in found.values_list("pk", flat=True))


def seconds_left(most: int) -> int:
    """Return for how many whole seconds a page stays true, as far as this process knows, up to `most`."""
    if _known.earliest is None:
        return most
    return max(0, min(most, int((_known.earliest - timezone.now()).total_seconds())))


def look() -> None:
    """Look up the earliest hour of all scheduled changes."""
    _known.looked_at = time.monotonic()
    _known.earliest = Story.objects.with_scheduled_changes().aggregate(at=Min("next_at"))["at"]


@transaction.atomic
def _settle(number: int) -> bool:
    """Put the changes of one story out, or make them a draft again; False where somebody else did."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, true)", [MOST_WAIT])
    due = Story.objects.select_for_update(no_key=True).filter(pk=number, next_at__lte=timezone.now())
    story = due.first()
    if story is None:
        return False
    revision = story.revisions.select_related("by").get(number=story.next_number or 0)
    # Why it is refused is told to whoever scheduled it, not to the reader who asked.
    with translation.override(revision.by.language if revision.by else settings.LANGUAGE_CODE):
        try:
            with transaction.atomic():
                _put_out(story, revision)
        except Refused as refused:
            # In memory the refused words stand on the story.
            _return(due.get(), revision, refused)
        except IntegrityError:
            _return(due.get(), revision, Refused(_("The database refused these words.")))
    return True


def _put_out(story: Story, revision: Revision) -> None:
    """Put the scheduled words on the row; a draft that was written on top of them stays one."""
    at, material = story.next_at, story.is_next_material
    if story.state(at) != Story.State.LIVE:
        raise Refused(_("The story was not live any more at that hour."))
    put(revision.content, story)
    derive(story)
    rows = rows_of(revision.content, story)
    hold_named(story, as_typed(rows))
    if material:
        story.updated_at = at
    told = take_off(story, by=revision.by, at=at or timezone.now())
    cancel(story)
    require_valid(story)
    details: dict[str, Any] = {"scheduled": revision.number, "material": material}
    keep("changes_due", story=story, by=revision.by, rows=rows, told=told, **details)


def _return(story: Story, revision: Revision, refused: Refused) -> None:
    """Make changes that could not go out a draft again, with the reason as the note of its revision."""
    on_top = story.revisions.filter(number=story.draft_number or 0).first()
    give_back(story)
    story.version += 1
    story.draft_number = story.version
    story.modified_at = timezone.now()
    story.save()
    record(
        "changes_refused",
        story=story,
        by=revision.by,
        content=(on_top or revision).content,
        note=str(refused),
        refused=sorted(refused.errors),
    )
