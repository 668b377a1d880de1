"""Keeping and verifying revisions: each holds a story's words after an act, linked to the one before.

    leaf = SHA-256(HMAC-SHA-256(salt, name) + JSON of the value), for each name of the content, and the note
    link = SHA-256(JSON of [previous link, story's uuid, number, act, by, at, {name: leaf}])

Whoever changes a stored word, name or time without every link after it is found out, and the last link
stands in the audit entry of its act, too. A redaction keeps the leaf of what it took out, so the chain holds,
but not its salt, so nobody can guess the words; what it left is hashed in its own audit entry.
"""

import datetime
import hashlib
import hmac
import json
import secrets
from typing import Any

from django.db import models
from django.db.models.functions import Coalesce

from articles.desk.acts import audit_name
from articles.desk.content import Content, content_of
from articles.desk.redacting_check import require_without
from articles.desk.redacting_library import require_named_without
from articles.models import Revision, Story
from articles.models.story import StoryQuerySet
from newsroom.core import audit
from newsroom.core.models import User

SALT = 32
# The act of the first revision of a story that was there before there were revisions.
FOUND = "found"


def keep_revision(
    *, story: Story, act: str, by: User | None, content: Content, note: str = "", is_row: bool = False
) -> Revision:
    """Store words that an act left as revision `story.version`; the locked row has them if `is_row`.

    Whatever act it is: what was taken out of the story for good is refused here.
    """
    require_without(story, content, note)
    require_named_without(story, content)
    last = story.revisions.order_by("-number").only("link", "row_number").first()
    row_number = story.version if is_row else last.row_number if last else None
    revision = Revision(
        story=story,
        number=story.version,
        act=act,
        by=by,
        at=story.modified_at,
        note=note,
        content=content,
        salt=secrets.token_bytes(SALT),
        previous=bytes(last.link) if last else b"",
        row_number=row_number,
        words_number=story.newest_number or row_number,
    )
    revision.link = link_of(revision)
    revision.save(force_insert=True)
    return revision


def keep_found(story: Story) -> None:
    """Store what a locked story holds that has no revision yet, before an act changes it."""
    if not story.revisions.exists():
        keep_revision(story=story, act=FOUND, by=None, content=content_of(story), is_row=True)


def newest_draft(story: Story) -> Revision | None:
    """Return the revision with the newest words that wait to go before readers, scheduled ones too."""
    return story.revisions.filter(number=story.newest_number).first() if story.newest_number else None


def with_newest_content(stories: StoryQuerySet) -> StoryQuerySet:
    """Read with each story, as `newest_content`, what `newest_draft` would ask for."""
    newest = Coalesce(models.OuterRef("draft_number"), models.OuterRef("next_number"))
    found = Revision.objects.filter(story=models.OuterRef("pk"), number=newest)
    return stories.annotate(newest_content=models.Subquery(found.values("content")))


def words_at(story: Story, number: int) -> Content | None:
    """Return the newest words as they were after that version: those of the draft, if there was one."""
    return _content_at(story, number, "words_number")


def row_at(story: Story, number: int) -> Content | None:
    """Return the words of the story's row as they were after that version."""
    return _content_at(story, number, "row_number")


def _content_at(story: Story, number: int, column: str) -> Content | None:
    named = story.revisions.filter(number=number).values(column)
    found = story.revisions.filter(number=models.Subquery(named)).only("content").first()
    return found.content if found else None


def first_broken(story: Story) -> int | None:
    """Return the number of the first revision that is missing, or is not what was kept, or None.

    Each link stands in the audit entry of its act, too: what is cut off at the end is missed, and a chain
    that was written anew from some link on is not the one of the entries.
    """
    told, left = _told(story), _left(story)
    previous = b""
    for revision in story.revisions.order_by("number").iterator(chunk_size=50):
        own = told.pop(revision.number, None)
        link = bytes(revision.link)
        is_kept = bytes(revision.previous) == previous and link == link_of(revision)
        is_kept = is_kept and left.get(str(revision.number)) == left_of(revision)
        missing = [number for number in told if number < revision.number]
        if missing or not is_kept or own not in (None, link.hex()):
            return min([revision.number, *missing])
        previous = link
    return min(told, default=None)


def _left(story: Story) -> dict[str, str]:
    """Return the hashes of what redactions left, by the number of the revision."""
    redacted = audit.entries(story).filter(act=audit_name("redact")).first()
    return redacted.details["left"] if redacted else {}


def _told(story: Story) -> dict[int, str]:
    """Return the links that the audit entries of the story's acts hold, by the number of the revision."""
    entries = audit.entries(story).filter(details__has_key="link").select_related(None)
    found = entries.values_list("details", flat=True)
    return {int(details["version"]): str(details["link"]) for details in found if details["link"]}


def link_of(revision: Revision) -> bytes:
    """Return the hash of everything that the revision says, and of the link before it."""
    told = [
        bytes(revision.previous).hex(),
        str(revision.story.uuid),
        revision.number,
        revision.act,
        revision.by_id,
        revision.at.astimezone(datetime.UTC).isoformat(),
        leaves_of(revision),
    ]
    return hashlib.sha256(_canonical(told)).digest()


def left_of(revision: Revision) -> str | None:
    """Return the hash of what redactions left in fields that they touched: their audit entry holds it."""
    if not revision.digests:
        return None
    values = {**revision.content, "note": revision.note}
    return hashlib.sha256(_canonical([(name, values[name]) for name in sorted(revision.digests)])).hexdigest()


def leaves_of(revision: Revision) -> dict[str, str]:
    """Return the hash of each field and of the note, as they were before any redaction."""
    values = {**revision.content, "note": revision.note}
    return {
        name: revision.digests.get(name) or _leaf(revision, name, value) for name, value in values.items()
    }


def take_out(revision: Revision, *, content: Content, note: str) -> None:
    """Store other words in a revision; the hashes of what goes stay, without the salt that could prove it."""
    leaves = leaves_of(revision)
    before, after = {**revision.content, "note": revision.note}, {**content, "note": note}
    gone = {name for name in before if before[name] != after[name]}
    digests = {**revision.digests, **{name: leaves[name] for name in gone}}
    salts = {name: _own_salt(revision, name) for name in before if name not in digests}
    Revision.objects.filter(pk=revision.pk).update(
        content=content, note=note, digests=digests, own_salts=salts, salt=b""
    )


def _leaf(revision: Revision, name: str, value: Any) -> str:
    own = bytes.fromhex(_own_salt(revision, name))
    return hashlib.sha256(own + _canonical(value)).hexdigest()


def _own_salt(revision: Revision, name: str) -> str:
    """Return the salt of one field."""
    if not revision.salt:
        return str(revision.own_salts.get(name, ""))
    return hmac.new(bytes(revision.salt), name.encode(), hashlib.sha256).hexdigest()


def _canonical(value: Any) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
