"""Badges of a story's state at the desk."""

from django.utils.html import format_html_join
from django.utils.translation import gettext as _

from articles.admin.clock import moment
from articles.desk.fields import FIELDS, Kind
from articles.models import Story

# What a list never shows; a body alone can have half a megabyte.
HEAVY = (
    *(row.name for row in FIELDS.values() if row.kind in {Kind.TEXT, Kind.BODY}),
    "body_html",
    "body_text",
)


def state_badges(story: Story) -> str:
    """Return a badge of a story's state, and those of changes, corrections and embargo if there are any."""
    return _drawn([_state(story), *_changes(story), *_corrected(story), *_embargo(story)])


def badges_but_changes(story: Story) -> str:
    """Return the badges for a list that says of every story when its changes go out."""
    return _drawn([_state(story), *_corrected(story), *_embargo(story)])


def embargo_badge(story: Story) -> str:
    """Return the badge of the embargo alone, for a list where every story has one."""
    return _drawn(_embargo(story))


def _state(story: Story) -> tuple[str, str]:
    state = story.state()
    label = str(state.label)
    if state == Story.State.SCHEDULED and story.publish_at:
        label = f"{label} {moment(story.publish_at)}"
    return state.value, label


def _changes(story: Story) -> list[tuple[str, str]]:
    if story.next_at:
        return [("changes", _("Changes %(time)s") % {"time": moment(story.next_at)})]
    return [("changes", _("Draft of changes"))] if story.draft_number else []


def _corrected(story: Story) -> list[tuple[str, str]]:
    return [("corrected", _("Corrected"))] if story.corrected_at else []


def _embargo(story: Story) -> list[tuple[str, str]]:
    if not (story.is_embargoed and story.embargo_until):
        return []
    return [("embargo", _("Embargo %(time)s") % {"time": moment(story.embargo_until)})]


def _drawn(badges: list[tuple[str, str]]) -> str:
    return format_html_join(" ", '<span class="badge {}">{}</span>', badges)
