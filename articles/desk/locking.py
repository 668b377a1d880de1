"""How each act begins and ends."""

from django.utils import timezone

from articles.desk.acts import ACTS
from articles.desk.errors import Changed, NotAllowed
from articles.desk.rights import may
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
    return fresh


def keep(act: str, *, story: Story, by: User, **details: object) -> Story:
    """Save the story as a new version, with the audit entry of the act."""
    story.version += 1
    story.modified_at = timezone.now()
    story.save()
    audit.record(act=ACTS[act].audit_name, by=by, on=story, version=story.version, **details)
    return story
