"""Verification of revisions and corrections; by night of the last days, and of all others a part."""

import datetime
import logging
from collections.abc import Iterator
from typing import Any

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Cast, Mod
from django.utils import timezone

from articles.desk.acts import audit_name
from articles.desk.revisions import first_broken
from articles.desk.telling import said_of
from articles.models import Correction, Revision, Story
from newsroom.core import audit

log = logging.getLogger(__name__)
RECENT = datetime.timedelta(days=2)
# Every story comes once in so many nights.
NIGHTS = 28


def verify_some() -> int:
    """Verify the stories of this night, write a line of the log for each fault, and count broken stories."""
    now = timezone.now()
    turn = timezone.localdate().toordinal() % NIGHTS
    tonight = Story.objects.annotate(turn=Mod(F("pk"), NIGHTS))
    count = 0
    for story, faults in verified(tonight.filter(Q(turn=turn) | Q(modified_at__gte=now - RECENT))):
        count += bool(faults)
        for fault in faults:
            log.error("Story %s: %s.", story.pk, fault)
    return count


def verified(stories: models.QuerySet[Story]) -> Iterator[tuple[Story, list[str]]]:
    """Yield those of the stories that ever had a revision or a correction, each with its faults."""
    entries = audit.of_kind(Story).filter(target_id=Cast(OuterRef("pk"), models.CharField()))
    kept = stories.filter(
        Exists(Revision.objects.filter(story=OuterRef("pk")))
        | Exists(Correction.objects.filter(story=OuterRef("pk")))
        | Exists(entries.filter(details__has_key="link"))
    )
    for story in kept.only("uuid").order_by("pk").iterator(chunk_size=500):
        yield story, list(_faults(story))


def _faults(story: Story) -> Iterator[str]:
    if (number := first_broken(story)) is not None:
        yield f"revision {number} is missing, or not what was kept"
    for number in broken_corrections(story):
        yield f"correction {number} is missing, or not what readers were told"


def broken_corrections(story: Story) -> list[int]:
    """Return the numbers of public corrections that are missing, or not what a revision says of them.

    Where a redaction took words out, its audit entry has the hash of what it left.
    """
    told = story.revisions.filter(content__has_key="correction")
    said = {each["number"]: (by, each) for by, each in told.values_list("by", "content__correction")}
    redacted = audit.entries(story).filter(act=audit_name("redact")).first()
    left = redacted.details["corrections"] if redacted else {}
    kept = {each.pk: each for each in story.corrections.all()}
    numbers = sorted({*said, *kept})
    return [number for number in numbers if not _is_as_told(kept.get(number), said.get(number), left)]


def _is_as_told(
    kept: Correction | None, said: tuple[int | None, dict[str, Any]] | None, left: dict[str, str]
) -> bool:
    if kept is None or said is None:
        return False
    by, expected = said
    if kept.redacted_at:
        expected = {**expected, "words": left.get(str(kept.pk))}
    now = said_of(kept)
    return kept.by_id == by and all(now[name] == value for name, value in expected.items())
