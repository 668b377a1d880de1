"""The one table of who may do what to a story, in which state."""

from articles.models import Story
from articles.models.story import StoryQuerySet
from newsroom.core.models import User

S = Story.State
ALL = frozenset(S)
UNFINISHED = frozenset({S.DRAFT, S.IN_REVIEW})
NOBODY: frozenset[Story.State] = frozenset()

# act: (states for editors, states for the reporter whose story it is, states for other reporters)
RIGHTS: dict[str, tuple[frozenset[Story.State], frozenset[Story.State], frozenset[Story.State]]] = {
    "view": (ALL, ALL, frozenset({S.LIVE})),
    "write": (ALL, frozenset({S.DRAFT}), NOBODY),
    "submit": (frozenset({S.DRAFT}), frozenset({S.DRAFT}), NOBODY),
    "send_back": (frozenset({S.IN_REVIEW, S.READY, S.SCHEDULED}), NOBODY, NOBODY),
    "approve": (frozenset({S.IN_REVIEW}), NOBODY, NOBODY),
    "publish": (UNFINISHED | {S.READY, S.SCHEDULED, S.WITHDRAWN}, NOBODY, NOBODY),
    "schedule": (UNFINISHED | {S.READY, S.SCHEDULED}, NOBODY, NOBODY),
    "withdraw": (frozenset({S.LIVE, S.EXPIRED}), NOBODY, NOBODY),
    "delete": (frozenset({S.DRAFT}), frozenset({S.DRAFT}), NOBODY),
}


def may(act: str, *, story: Story | None, by: User) -> bool:
    """Say whether `by` may do `act` to the story as it stands; without a story: to some story at all.

    `write` without a story is the right to start one. An act that the table does not know is a KeyError.
    """
    editors, own, others = RIGHTS[act]
    if not (by.is_active and by.is_staff):
        return False
    is_editor = by.has_perm("articles.edit_any_story")
    is_reporter = by.has_perm("articles.write_own_story")
    if story is None or story.pk is None:
        return (is_editor and bool(editors)) or (is_reporter and bool(own | others))
    if act == "delete" and story.was_published:
        return False
    state = story.state()
    if is_editor and state in editors:
        return True
    return is_reporter and state in (own if story.created_by_id == by.pk else others)


def visible(by: User) -> StoryQuerySet:
    """Return the stories that `by` may see at the desk; agrees with `may("view")`."""
    if not (by.is_active and by.is_staff):
        return Story.objects.none()
    if by.has_perm("articles.edit_any_story"):
        return Story.objects.all()
    if by.has_perm("articles.write_own_story"):
        return Story.objects.live() | Story.objects.filter(created_by=by)
    return Story.objects.none()
