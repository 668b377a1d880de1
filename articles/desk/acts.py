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
    if_set: str = ""  # the column of the story without which it is not asked for


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
    Act(
        "schedule_changes",
        editors=frozenset({State.LIVE}),
        label=_("Schedule changes"),
        done=_("The changes are scheduled. Until then readers see the story as it was."),
        history=_("scheduled changes"),
        inputs=(
            Input("next_at", "at", Group.CHANGE, missing=_("Give the date and the time.")),
            Input("material", "material", Group.CHANGE, states=frozenset({State.LIVE, State.EXPIRED})),
        ),
    ),
    Act(
        "correct",
        editors=frozenset({State.LIVE}),
        label=_("Publish the correction alone"),
        done=_("The correction is public. Readers see it now."),
        history=_("told readers of a correction"),
    ),
    # Only where other words wait: `rights.may`. It stands alone on a form that opens with what readers see.
    Act(
        "mend",
        editors=frozenset({State.LIVE}),
        label=_("Publish this alone"),
        done=_("Published. Readers see it now. The other changes are a draft."),
        history=_("mended it"),
        inputs=(
            Input("material", "material", Group.CHANGE, states=frozenset({State.LIVE})),
            Input("takes_back", "takes_back", Group.CHANGE, if_set="next_at"),
        ),
    ),
    # Only where some are scheduled: `rights.may`.
    Act(
        "unschedule_changes",
        editors=frozenset({State.LIVE, State.EXPIRED}),
        label=_("Unschedule changes"),
        done=_("The scheduled changes are a draft again."),
        history=_("made the scheduled changes a draft again"),
        is_saving=False,
    ),
    # Only where there is one: `rights.may`. It stands on a page of its own, which asks.
    Act("discard_draft", editors=HELD, history=_("discarded the draft"), is_saving=False),
    Act(
        "pin",
        editors=frozenset({State.LIVE}),
        label=_("Put first"),
        done=_("The front page begins with it until that time; without a time the newest leads again."),
        history=_("said until when it stands first on the front page"),
        inputs=(Input("first_until", "until", Group.FRONT),),
        is_saving=False,
    ),
    Act(
        "withdraw",
        editors=frozenset({State.LIVE, State.EXPIRED}),
        label=_("Withdraw"),
        done=_("Withdrawn. Its address now says that it is gone."),
        history=_("withdrew it"),
        inputs=(
            Input(
                "withdrawal_reason",
                "reason",
                Group.WITHDRAWAL,
                missing=_("Say why. Readers see it only where you choose so."),
            ),
            Input("shows_reason", "shows_reason", Group.WITHDRAWAL),
        ),
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
    # Words that are not saved: kept as they are typed, or given up. No act on the story, so in no history.
    Act("keep_words", editors=ALL | NOT_YET, own=ALL | NOT_YET, is_saving=False),
    Act("drop_words", editors=ALL | NOT_YET, own=ALL | NOT_YET, is_saving=False),
    # A colleague's unsaved words, as a draft in the colleague's name; on a page of its own, which shows them.
    Act(
        "take_over",
        editors=ALL | NOT_YET,
        history=_("took over a colleague's unsaved words"),
        is_saving=False,
    ),
    # Words that must go; on pages of its own, which show every place and ask once more.
    Act("redact", editors=ALL, history=_("took words out for good"), is_saving=False),
    # An older version as the newest words; on a page of its own, which shows what that changes.
    Act(
        "restore",
        editors=ALL,
        own=frozenset({State.DRAFT}),
        history=_("restored an older version"),
        is_saving=False,
    ),
    # For words typed before the story went on; its button stands on a form that was refused, and with them.
    Act(
        "hand_over",
        editors=NOBODY,
        own=ALL - {State.DRAFT},
        label=_("Hand to the editors"),
        done=_("Handed to the editors, who take it or discard it."),
        history=_("handed words to the editors"),
    ),
    # What was handed over, merged into the newest words or left out; on a page of its own, which shows it.
    Act("take_handed", editors=ALL, history=_("took words that were handed over"), is_saving=False),
    Act("discard_handed", editors=ALL, history=_("discarded words that were handed over"), is_saving=False),
    # Only what readers never saw: `rights.may`.
    Act("delete", editors=frozenset({State.DRAFT}), own=frozenset({State.DRAFT})),
)
ACTS: dict[str, Act] = {row.name: row for row in _ROWS}
# What the clock does in the name of whoever scheduled it, and the history's words for it.
BY_THE_CLOCK: dict[str, Sentence] = {
    "changes_due": _("had scheduled changes, which went out"),
    "changes_refused": _("had scheduled changes, which could not go out and are a draft again"),
}


def audit_name(name: str) -> str:
    """Return what an audit entry calls an act, or what the clock did."""
    return f"story.{name}" if name in BY_THE_CLOCK else ACTS[name].audit_name


def told() -> dict[str, Sentence]:
    """Return the history's words by the names of audit entries."""
    acts = {row.audit_name: row.history for row in ACTS.values() if row.history}
    return acts | {audit_name(name): words for name, words in BY_THE_CLOCK.items()}
