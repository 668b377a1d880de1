"""Redaction: taking words out of everything that is stored of a story, for good.

What is left of the words are keyed hashes, by which they are refused when they come back, and found in a
database that was restored. The chain of revisions still proves everything else.
"""

import datetime
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.desk.checks import require_kind_of_change
from articles.desk.content import content_of, put, rows_of
from articles.desk.errors import Refused
from articles.desk.fields import LISTS
from articles.desk.locking import keep, take
from articles.desk.redacting_plan import Plan, key_of, plan
from articles.desk.redacting_words import Marks, tokens, without
from articles.desk.revisions import keep_found, left_of, take_out
from articles.desk.rows import Made
from articles.desk.telling import digest_of
from articles.desk.words import derive
from articles.models import Correction, Photo, Redaction, Redirect, Story, WorkingCopy
from newsroom.core import crypto, journal
from newsroom.core.models import User

# Shorter spellings are parts of too many words; so many letters at least, and so many spellings at most.
SHORTEST, MOST = 3, 60


class OtherKey(Exception):
    """The journal was written with another LOOKUP_KEY: what it names cannot be found."""


@dataclass(frozen=True)
class Wish:
    """What is to be done: which marks, what stands in their place, why, and how much readers are told."""

    marks: Marks
    replacement: str
    reason: str
    # Does the story's page say that it was updated, and when?
    updated_at: datetime.datetime | None = None


def is_before_redaction(story: Story, base: int | None) -> bool:
    """Say whether words that were written over version `base` may hold what was taken out since.

    They are never merged, stored or put before readers unless a person has looked at them: where nobody knows
    the version, that is true of a story with a redaction, too.
    """
    return story.redacted_number is not None and (base is None or base < story.redacted_number)


def marks_for(story: Story, spellings: Collection[str], replacement: str) -> Marks:
    """Return the marks of these spellings; refuse what cannot be taken out."""
    if not 0 < len(spellings) <= MOST:
        raise Refused({"spellings": _("Choose between one and %(most)s spellings.") % {"most": MOST}})
    for each in spellings:
        if len("".join(token.letters for token in tokens(each))) < SHORTEST:
            raise Refused(
                {"spellings": _("“%(word)s” is too short: it is part of too much.") % {"word": each}}
            )
    marks = Marks.of(key_of(story), spellings)
    if marks.spans(replacement):
        raise Refused({"replacement": _("The very words that are to go stand here.")})
    return marks


@transaction.atomic
def redact(
    *,
    story: Story,
    by: User,
    spellings: Collection[str],
    reason: str,
    replacement: str = "",
    material: bool | None = None,
    seen: int | None = None,
) -> Story:
    """Take every one of these spellings out of all that is stored of the story, and return it.

    Where readers see the words, their page changes; `material`: and says that it was updated.
    """
    story = take("redact", story=story, by=by, seen=seen)
    if reason not in Redaction.Reason.values:
        raise Refused({"reason": _("Say why.")})
    marks = marks_for(story, spellings, replacement)
    made = plan(story, marks, replacement, locks=True)
    if made.row and story.is_live:
        require_kind_of_change(material)
    wish = Wish(marks, replacement, reason, timezone.now() if material and story.was_published else None)
    redaction = Redaction(story=story, by=by)
    story = _carry_out(story, made, wish, redaction, by=by)
    try:
        _leave_no_replacement(story, marks)
        journal.write(journal.REDACTED, [str(redaction.uuid)], data=_entry(story, made, wish))
    except journal.CannotWrite as error:
        raise Refused(
            _("The journal cannot be written, so nothing was done. Tell whoever runs the site.")
        ) from error
    return story


@transaction.atomic
def redact_again(uuid: UUID) -> bool:
    """Do again what the journal holds of a redaction; False where there is nothing to do."""
    said = journal.data_of(journal.REDACTED, str(uuid))
    story = Story.objects.select_for_update().filter(uuid=UUID(said["story"])).first()
    if story is None:
        return False
    if said["key"] != _key(story):
        raise OtherKey
    at = said["updated_at"] and datetime.datetime.fromisoformat(said["updated_at"])
    wish = Wish(Marks.stored(key_of(story), said["marks"]), said["replacement"], said["reason"], at)
    _leave_no_replacement(story, wish.marks)
    made = plan(story, wish.marks, wish.replacement, locks=True)
    there = Redaction.objects.filter(uuid=uuid).first()
    if there and not made.places:
        return False
    keep_found(story)
    _carry_out(story, made, wish, there or Redaction(uuid=uuid, story=story), by=None)
    return True


def _carry_out(story: Story, made: Plan, wish: Wish, redaction: Redaction, *, by: User | None) -> Story:
    _rewrite(made)
    redaction.number = story.redacted_number = story.version + 1
    redaction.at, redaction.reason, redaction.replacement = timezone.now(), wish.reason, wish.replacement
    redaction.marks, redaction.photos = wish.marks.as_json(), made.photo_keys
    redaction.is_address_changed |= made.is_address_changed
    redaction.save()
    rows = _on_row(story, made, wish)
    Redirect.objects.filter(pk__in=made.redirects).delete()
    for model, name, pk in made.paths:
        model._default_manager.filter(pk=pk).update(**{name: story.get_absolute_url()})
    kept = story.revisions.exclude(digests={})
    told = story.corrections.exclude(redacted_at=None)
    return keep(
        "redact",
        story=story,
        by=by,
        rows=rows,
        redaction=str(redaction.uuid),
        reason=wish.reason,
        material=wish.updated_at is not None,
        spellings=len(wish.marks.marks),
        places=made.told(),
        left={str(each.number): left_of(each) for each in kept.iterator(chunk_size=50)},
        corrections={str(each.pk): digest_of(each) for each in told},
    )


def _rewrite(made: Plan) -> None:
    """Store what is left of revisions, working copies and photos."""
    for revision, content, note in made.revisions:
        take_out(revision, content=content, note=note)
    for copy, data, title in made.copies:
        # Whoever was shown the words as they were has seen another number.
        WorkingCopy.objects.filter(pk=copy.pk).update(data=data, title=title, count=models.F("count") + 1)
    for correction, words in made.corrections:
        # The trigger lets words go with the time of it, and nothing else.
        Correction.objects.filter(pk=correction.pk).update(words=words, redacted_at=timezone.now())
    for photo, texts in made.photos:
        Photo.objects.filter(pk=photo.pk).update(**texts)


def _leave_no_replacement(story: Story, marks: Marks) -> None:
    """Take the words out of what earlier redactions put in the place of others, in the journal, too."""
    for earlier in Redaction.objects.filter(story=story):
        left = without(earlier.replacement, marks, "")
        if left != earlier.replacement:
            earlier.replacement = left
            earlier.save(update_fields=["replacement"])
        name = str(earlier.uuid)
        said = journal.data_of(journal.REDACTED, name)
        if said and (left := without(said["replacement"], marks, "")) != said["replacement"]:
            journal.shorten(journal.REDACTED, name, said | {"replacement": left})


def _on_row(story: Story, made: Plan, wish: Wish) -> Made | None:
    """Set what is left on the story, and return the lists that changed; None where its row held no word."""
    if made.row is None:
        return None
    before = content_of(story)
    put(made.row, story)
    derive(story)
    story.updated_at = wish.updated_at or story.updated_at
    rows = rows_of(made.row, story)
    return {name: rows[name] for name in LISTS if made.row[name] != before[name]}


def _entry(story: Story, made: Plan, wish: Wish) -> dict[str, Any]:
    """Return what the journal keeps: no words, and nothing of any person."""
    return {
        "story": str(story.uuid),
        "key": _key(story),
        "marks": wish.marks.as_json(),
        "replacement": wish.replacement,
        "reason": wish.reason,
        "updated_at": wish.updated_at.isoformat() if wish.updated_at else None,
        "places": made.told(),
    }


def _key(story: Story) -> str:
    """Return by which a later reader of the journal knows whether the hashes are of the same key."""
    return crypto.hash_for("articles.redaction", key_of(story))[:16]
