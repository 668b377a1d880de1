"""Corrections that wait in a story's words, made public rows by the acts that put words before readers.

What is typed beside a story waits in its drafts like any field. Whatever act puts these words out takes the
correction off them: it becomes a row that never changes, and the words go on without it.
"""

import datetime
from typing import Any

from django.utils.translation import gettext as _

from articles.desk.content import Content
from articles.desk.errors import Refused
from articles.desk.redacting_check import require_without
from articles.models import Correction, Story
from articles.models.correction_kinds import Place
from newsroom.core import crypto
from newsroom.core.models import User

# Longer than any correction that readers would read; the rest belongs into the story.
LONGEST = 5_000
# The fields of a story without a correction, by name of `FIELDS`.
NONE: Content = {"correction_kind": "", "correction_words": "", "correction_place": Place.END.value}


def waits(content: Content) -> bool:
    """Say whether a correction, or a part of one, waits in these words."""
    return bool(content.get("correction_kind") or content.get("correction_words"))


def take_off(story: Story, *, by: User | None, at: datetime.datetime) -> Correction | None:
    """Take the correction off the story's words, and return it as a row that `keep` stores.

    None where there is none, or where readers were told the very same before: an act that is done twice, or
    a restored draft, tells nothing twice. Refuses one that is not whole.
    """
    if not waits(vars(story)):
        return None
    require_whole(story)
    require_without(story, {name: getattr(story, name) for name in NONE})
    told = Correction(
        story=story,
        kind=story.correction_kind,
        words=story.correction_words,
        place=story.correction_place,
        at=at,
        by=by,
    )
    for name, value in NONE.items():
        setattr(story, name, value)
    if story.corrections.filter(kind=told.kind, words=told.words).exists():
        return None
    # What readers are told is a material change, whatever was said of the rest.
    story.updated_at = story.corrected_at = at
    return told


def require_whole(story: Story) -> None:
    """Refuse a correction that waits in the story's words and could not be told."""
    if not waits(vars(story)):
        return
    wrong = {
        "correction_kind": ""
        if story.correction_kind
        else _("Say what it is, or empty what readers are told."),
        "correction_words": _wrong_words(story.correction_words),
    }
    if errors := {name: sentence for name, sentence in wrong.items() if sentence}:
        raise Refused(errors)


def store(told: Correction) -> Content:
    """Store the row as told by the act that made `story.version`, and return what its revision says of it."""
    told.number = told.story.version
    told.save(force_insert=True)
    return {"correction": said_of(told)}


def said_of(told: Correction) -> dict[str, Any]:
    """Return what the revision of its act says of a row, by which the row is verified."""
    return {
        "number": told.pk,
        "kind": told.kind,
        "place": told.place,
        "at": told.at.astimezone(datetime.UTC).isoformat(),
        "words": digest_of(told),
    }


def digest_of(told: Correction) -> str:
    """Return the keyed hash by which its revision proves the words, though a redaction takes some out."""
    return crypto.hash_for("articles.correction", told.words)


def _wrong_words(words: str) -> str:
    if not words:
        return _("Write what readers are told.")
    if len(words) > LONGEST:
        return _("Readers are told at most %(most)d characters. Say it shorter.") % {"most": LONGEST}
    return ""
