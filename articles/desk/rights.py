"""Who may do what to a story, by the table of acts."""

from articles.desk.acts import ACTS
from articles.models import Story
from articles.models.story import StoryQuerySet
from newsroom.core.models import User


def may(act: str, *, story: Story | None, by: User) -> bool:
    """Say whether `by` may do `act` to the story as it stands; without a story: to some story at all.

    An act that the table does not know is a KeyError.
    """
    row = ACTS[act]
    if not (by.is_active and by.is_staff):
        return False
    is_editor = by.has_perm("articles.edit_any_story")
    is_reporter = by.has_perm("articles.write_own_story")
    if story is None or story.pk is None:
        return (is_editor and bool(row.editors)) or (is_reporter and bool(row.own | row.others))
    if act == "delete" and story.was_published:
        return False
    if act in ("discard_draft", "mend") and story.newest_number is None:
        return False
    if act == "unschedule_changes" and story.next_number is None:
        return False
    state = story.state()
    if is_editor and state in row.editors:
        return True
    return is_reporter and state in (row.own if story.created_by_id == by.pk else row.others)


def writing_act(*, story: Story | None, by: User) -> str | None:
    """Return the act by which `by` may save words of the story as it stands, or None."""
    acts = ("write",) if story is None or story.pk is None else ("write", "save_draft")
    return next((act for act in acts if may(act, story=story, by=by)), None)


def visible(by: User) -> StoryQuerySet:
    """Return the stories that `by` may see at the desk; agrees with `may("view")`."""
    if not (by.is_active and by.is_staff):
        return Story.objects.none()
    if by.has_perm("articles.edit_any_story"):
        return Story.objects.all()
    if by.has_perm("articles.write_own_story"):
        return Story.objects.live() | Story.objects.filter(created_by=by)
    return Story.objects.none()
