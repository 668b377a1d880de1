"""The buttons of a story's form: what they say, who sees them, and what pressing them does."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles import desk
from articles.models import Story
from newsroom.core.models import User

State = Story.State
Words = str | Promise

# Acts that leave the words alone: what was typed is not saved with them.
WITHOUT_WRITING = frozenset({"send_back", "withdraw"})


@dataclass(frozen=True)
class Button:
    """One button of the action bar; `act` is what the form sends."""

    act: str
    label: Words
    look: str = ""

    @property
    def skips_writing(self) -> bool:
        """Does pressing it leave what was typed unsaved?"""
        return self.act in WITHOUT_WRITING


# The order in which they stand. The first is also what Enter presses in a field, so that is saving.
ORDER = ("write", "withdraw", "send_back", "submit", "approve", "schedule", "publish")
LABELS: dict[str, Words] = {
    "write": _("Save"),
    "withdraw": _("Withdraw"),
    "send_back": _("Send back"),
    "submit": _("Submit for review"),
    "approve": _("Approve"),
    "schedule": _("Schedule"),
    "publish": _("Publish now"),
}
LABELS_BY_STATE: dict[tuple[str, State], Words] = {
    ("write", State.DRAFT): _("Save draft"),
    ("write", State.LIVE): _("Publish changes"),
    ("send_back", State.SCHEDULED): _("Unschedule"),
    ("schedule", State.SCHEDULED): _("Change the time"),
    ("publish", State.WITHDRAWN): _("Publish again"),
}
DONE: dict[str, Words] = {
    "write": _("Saved."),
    "withdraw": _("Withdrawn. Its address now says that it is gone."),
    "send_back": _("It is a draft again."),
    "submit": _("Submitted for review."),
    "approve": _("Approved. It is ready to go out."),
    "schedule": _("Scheduled."),
    "publish": _("Published. Readers see it now."),
}
DONE_BY_STATE: dict[tuple[str, State], Words] = {
    ("write", State.LIVE): _("Published. Readers see the changes now."),
}
# What the history says that somebody did.
TOLD: dict[str, Words] = {
    "create": _("started it"),
    "write": _("wrote"),
    "withdraw": _("withdrew it"),
    "send_back": _("made it a draft again"),
    "submit": _("submitted it"),
    "approve": _("approved it"),
    "schedule": _("scheduled it"),
    "publish": _("published it"),
}


def buttons(story: Story | None, by: User) -> Sequence[Button]:
    """Return the buttons that `by` may press on the story as it stands, from left to right."""
    state = story.state() if story is not None else State.DRAFT
    return [
        Button(act, LABELS_BY_STATE.get((act, state), LABELS[act]), _look(act, state))
        for act in ORDER
        if _may(act, story, by)
    ]


def done(act: str, story: Story) -> Words:
    """Return the sentence about an act that was done, with the story as it stands afterwards."""
    return DONE_BY_STATE.get((act, story.state()), DONE.get(act, DONE["write"]))


def _may(act: str, story: Story | None, by: User) -> bool:
    """Ask the desk; for a story that is not there yet, as for a draft of one's own."""
    return desk.may(act, story=story or Story(pk=0, created_by_id=by.pk), by=by)


def _look(act: str, state: State) -> str:
    if act == "publish" or (act == "write" and state == State.LIVE):
        return "default"
    return "away" if act == "withdraw" else ""


def press(act: str, *, story: Story, by: User, seen: int | None, at: datetime.datetime | None) -> Story:
    """Do an act other than writing; `at` is the time to schedule it for."""
    if act == "schedule":
        if at is None:
            raise desk.Refused({"publish_at": _("Give the date and the time.")})
        return desk.schedule(story=story, by=by, at=at, seen=seen)
    acts: dict[str, Callable[..., Any]] = {
        "submit": desk.submit,
        "send_back": desk.send_back,
        "approve": desk.approve,
        "publish": desk.publish,
        "withdraw": desk.withdraw,
    }
    if act not in acts:
        raise desk.NotAllowed
    done: Story = acts[act](story=story, by=by, seen=seen)
    return done
