"""How each act begins and ends."""

from django.utils import timezone

from articles.desk.acts import ACTS
from articles.desk.content import Content, content_of
from articles.desk.errors import Changed, NotAllowed
from articles.desk.revisions import keep_found, keep_revision
from articles.desk.rights import may
from articles.desk.rows import Made, replace
from articles.models import Story
from newsroom.core import audit
from newsroom.core.models import User


def take(act: str, *, story: Story, by: User, seen: int | None) -> Story:
    """Return the story as it stands now, locked until the transaction ends, if `by` may do `act`.

    `seen` is the version that the person had before them; None where no text was at stake.
    """
    # Others go on naming the story, as related reading, by a foreign key; a deletion waits for them.
    rows = Story.objects.select_for_update(no_key=act != "delete")
    fresh = rows.filter(pk=story.pk).first()
    if fresh is None:
        raise NotAllowed
    if seen is not None and seen != fresh.version and may("view", story=fresh, by=by):
        raise Changed(fresh)
    if not may(act, story=fresh, by=by):
        raise NotAllowed
    if act != "delete":
        keep_found(fresh)
    return fresh


def keep(act: str, *, story: Story, by: User, rows: Made | None = None, **details: object) -> Story:
    """Save the story as a new version, with these lists, its revision and the audit entry of the act."""
    story.version += 1
    story.modified_at = timezone.now()
    story.save()
    replace(story, rows or {})
    record(act, story=story, by=by, content=content_of(story, rows), **details)
    return story


def record(act: str, *, story: Story, by: User, content: Content, **details: object) -> None:
    """Store the revision of an act that made `story.version`, and the audit entry that holds its hash."""
    name = ACTS[act].audit_name
    revision = keep_revision(story=story, act=name, by=by, content=content)
    link = bytes(revision.link).hex()
    audit.record(act=name, by=by, on=story, version=story.version, link=link, **details)
