"""The table of acts: each row is something that a person may do with a story.

A row says who may do it in which state, what its button and the sentences about it say, and what it asks for.
The function of the same name in `articles.desk` does it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from articles.desk.fields import Group
from articles.models import Story
from newsroom.core.acts import Sentence

State = Story.State
# None is the state of a story that is not there yet.
States = frozenset[Story.State | None]
ALL: States = frozenset(State)
UNFINISHED: States = frozenset({State.DRAFT, State.IN_REVIEW})
# Approved, or seen by readers: its words change by a draft, and an act that puts the draft out.
HELD: States = ALL - UNFINISHED
NOBODY: States = frozenset()
NOT_YET: States = frozenset({None})


@dataclass(frozen=True)
class Input:
    """Something that an act asks for on the form beside the story's own fields."""

    field: str  # its name on the form, where `StoryForm` declares it
    argument: str  # its name as an argument of the act's function
    group: Group
    missing: Sentence = ""  # what is said where it is left empty; "" where it may be
    states: States = ALL | NOT_YET  # where it is asked for


@dataclass(frozen=True)
class Act:
    """One act: its rights, its words and what it asks for."""

    name: str
    # The states in which editors may do it, the reporter whose story it is, and other reporters.
    editors: States
    own: States = NOBODY
    others: States = NOBODY
    # What its button says, and what it says instead in some states. Without a label it has no button.
    label: Sentence = ""
    labels: Mapping[Story.State, Sentence] = field(default_factory=dict)
    # The sentence when it is done, and the one instead for some states in which the story then is.
    done: Sentence = ""
    done_in: Mapping[Story.State, Sentence] = field(default_factory=dict)
    # What the history says that somebody did, and the act's name in audit entries where that is another.
    history: Sentence = ""
    entry: str = ""
    inputs: tuple[Input, ...] = ()
    # Does its button save what was typed, too?
    is_saving: bool = True

    @property
    def audit_name(self) -> str:
        return f"story.{self.entry or self.name}"


# In the order of the buttons. The first button is also what Enter presses in a field, so that is saving.
_ROWS = (
    Act("view", editors=ALL, own=ALL, others=frozenset({State.LIVE})),
    Act("start", editors=NOT_YET, own=NOT_YET, history=_("started it"), entry="create"),
    Act(
        "write",
        editors=UNFINISHED,
        own=frozenset({State.DRAFT}),
        label=_("Save"),
        labels={State.DRAFT: _("Save draft")},
        done=_("Saved."),
        history=_("wrote"),
    ),
    Act(
        "save_draft",
        editors=HELD,
        label=_("Save draft"),
        done=_("Saved as a draft. What was approved before is unchanged."),
        done_in={State.LIVE: _("Saved as a draft. Readers still see the story as it was.")},
        history=_("wrote a draft of changes"),
    ),
    Act(
        "publish_changes",
        editors=frozenset({State.LIVE, State.EXPIRED}),
        label=_("Publish changes"),
        done=_("The changes are published."),
        done_in={State.LIVE: _("Published. Readers see the changes now.")},
        history=_("published changes"),
        inputs=(Input("material", "material", Group.CHANGE, states=frozenset({State.LIVE, State.EXPIRED})),),
    ),
    # Only where there is one: `rights.may`. It stands on a page of its own, which asks.
    Act("discard_draft", editors=HELD, history=_("discarded the draft"), is_saving=False),
    Act(
        "withdraw",
        editors=frozenset({State.LIVE, State.EXPIRED}),
        label=_("Withdraw"),
        done=_("Withdrawn. Its address now says that it is gone."),
        history=_("withdrew it"),
        is_saving=False,
    ),
    Act(
        "send_back",
        editors=frozenset({State.IN_REVIEW, State.READY, State.SCHEDULED}),
        label=_("Send back"),
        labels={State.SCHEDULED: _("Unschedule")},
        done=_("It is a draft again."),
        history=_("made it a draft again"),
        is_saving=False,
    ),
    Act(
        "submit",
        editors=frozenset({State.DRAFT}),
        own=frozenset({State.DRAFT}),
        label=_("Submit for review"),
        done=_("Submitted for review."),
        history=_("submitted it"),
    ),
    Act(
        "approve",
        editors=frozenset({State.IN_REVIEW, State.READY}),
        label=_("Approve"),
        labels={State.READY: _("Approve changes")},
        done=_("Approved. It is ready to go out."),
        history=_("approved it"),
    ),
    Act(
        "schedule",
        editors=UNFINISHED | {State.READY, State.SCHEDULED},
        label=_("Schedule"),
        labels={State.SCHEDULED: _("Schedule again")},
        done=_("Scheduled."),
        history=_("scheduled it"),
        inputs=(Input("publish_at", "at", Group.SCHEDULE, missing=_("Give the date and the time.")),),
    ),
    Act(
        "publish",
        editors=UNFINISHED | {State.READY, State.SCHEDULED, State.WITHDRAWN},
        label=_("Publish now"),
        labels={State.WITHDRAWN: _("Publish again")},
        done=_("Published. Readers see it now."),
        history=_("published it"),
    ),
    # Only what readers never saw: `rights.may`.
    Act("delete", editors=frozenset({State.DRAFT}), own=frozenset({State.DRAFT})),
)
ACTS: dict[str, Act] = {row.name: row for row in _ROWS}
