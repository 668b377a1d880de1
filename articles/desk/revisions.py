"""Keeping and verifying revisions: each holds a story's words after an act, linked to the one before.

    leaf = SHA-256(HMAC-SHA-256(salt, name) + JSON of the value), for each name of the content, and the note
    link = SHA-256(JSON of [previous link, story's uuid, number, act, by, at, {name: leaf}])

Whoever changes a stored word, name or time without every link after it is found out, and the last link
stands in the audit entry of its act, too. A redaction keeps the leaf of what it took out, so the chain holds.
"""

import datetime
import hashlib
import hmac
import json
import secrets
from typing import Any

from articles.desk.content import Content, content_of
from articles.models import Revision, Story
from newsroom.core import audit
from newsroom.core.models import User

SALT = 32
# The act of the first revision of a story that was there before there were revisions.
FOUND = "found"


def keep_revision(*, story: Story, act: str, by: User | None, content: Content, note: str = "") -> Revision:
    """Store what the story holds after an act, as revision `story.version`; the story's row is locked."""
    last = story.revisions.order_by("-number").only("link").first()
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
    )
    revision.link = link_of(revision)
    revision.save(force_insert=True)
    return revision


def keep_found(story: Story) -> None:
    """Store what a locked story holds that has no revision yet, before an act changes it."""
    if not story.revisions.exists():
        keep_revision(story=story, act=FOUND, by=None, content=content_of(story))


def newest_draft(story: Story) -> Revision | None:
    """Return the revision with the words that wait to go before readers."""
    return story.revisions.filter(number=story.draft_number).first() if story.draft_number else None


def first_broken(story: Story) -> int | None:
    """Return the number of the first revision that is not what was kept, or None.

    One that is missing at the end breaks the chain too: the audit entry of its act knows its link.
    """
    previous = b""
    for revision in story.revisions.order_by("number").select_related("story").iterator(chunk_size=50):
        if bytes(revision.previous) != previous or bytes(revision.link) != link_of(revision):
            return revision.number
        previous = bytes(revision.link)
    linked = audit.entries(story).filter(details__has_key="link").first()
    if linked is None or linked.details["link"] == previous.hex():
        return None
    return int(linked.details["version"])


def link_of(revision: Revision) -> bytes:
    """Return the hash of everything that the revision says, and of the link before it."""
    leaves = {**revision.content, "note": revision.note}
    salt = bytes(revision.salt)
    told = [
        bytes(revision.previous).hex(),
        str(revision.story.uuid),
        revision.number,
        revision.act,
        revision.by_id,
        revision.at.astimezone(datetime.UTC).isoformat(),
        {**{name: _leaf(salt, name, value) for name, value in leaves.items()}, **revision.digests},
    ]
    return hashlib.sha256(_canonical(told)).digest()


def _leaf(salt: bytes, name: str, value: Any) -> str:
    own = hmac.new(salt, name.encode(), hashlib.sha256).digest()
    return hashlib.sha256(own + _canonical(value)).hexdigest()


def _canonical(value: Any) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
