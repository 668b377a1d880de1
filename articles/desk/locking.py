"""How each act begins and ends."""

from django.utils import timezone

from articles import cards
from articles.desk.acts import audit_name
from articles.desk.content import Content, content_of
from articles.desk.errors import Changed, NotAllowed
from articles.desk.indexing import index
from articles.desk.revisions import keep_found, keep_revision
from articles.desk.rights import may
from articles.desk.rows import Made, replace
from articles.desk.telling import store
from articles.models import Correction, Story
from newsroom.core import audit
from newsroom.core.models import User


def take(act: str, *, story: Story, by: User, seen: int | None) -> Story:
    """Return the story as it stands now, locked until the transaction ends, if `by` may do `act`.

    `seen` is the version that the person had before them; None where no text was at stake.
    """
    fresh = locked(act, story)
    if seen is not None and seen != fresh.version and may("view", story=fresh, by=by):
        raise Changed(fresh)
    if not may(act, story=fresh, by=by):
        raise NotAllowed
    if act != "delete":
        keep_found(fresh)
    return fresh


def locked(act: str, story: Story) -> Story:
    """Return the story as it stands now, locked for an act."""
    # Others go on naming the story, as related reading, by a foreign key; a deletion waits for them, and a
    # redaction for those who are keeping unsaved words of it.
    rows = Story.objects.select_for_update(no_key=act not in ("delete", "redact"))
    fresh = rows.filter(pk=story.pk).first()
    if fresh is None:
        raise NotAllowed
    return fresh


def keep(
    act: str,
    *,
    story: Story,
    by: User | None,
    rows: Made | None = None,
    author: User | None = None,
    told: Correction | None = None,
    note: str = "",
    **details: object,
) -> Story:
    """Save the story as a new version, with these lists, its revision and the audit entry of the act.

    `told` is the correction that the act makes public, `note` what stands beside the revision.
    """
    story.version += 1
    story.modified_at = timezone.now()
    story.save()
    replace(story, rows or {})
    index(story)
    cards.order(story)
    words = content_of(story, rows)
    if told is not None:
        words |= store(told)
        details |= {"correction": told.pk, "kind": told.kind}
    record(act, story=story, by=by, content=words, author=author, note=note, is_row=True, **details)
    return story


def record(
    act: str,
    *,
    story: Story,
    by: User | None,
    content: Content,
    author: User | None = None,
    note: str = "",
    is_row: bool = False,
    **details: object,
) -> None:
    """Store the revision of an act that made `story.version`, and the audit entry that holds its hash.

    `author` is whose words they are, where that is not who does the act; `is_row`: they are the words of
    the story's row, and not of a draft.
    """
    name = audit_name(act)
    whose = author or by
    revision = keep_revision(story=story, act=name, by=whose, content=content, note=note, is_row=is_row)
    link = bytes(revision.link).hex()
    if story.version in (story.draft_number, story.next_number):
        details["waiting"] = True
    audit.record(act=name, by=by, on=story, version=story.version, link=link, **details)
