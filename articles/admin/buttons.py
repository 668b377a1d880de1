"""The buttons of a story's form: which stand there, which was pressed, and doing its act."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict

from articles import desk
from articles.admin.story_form import StoryForm
from articles.desk.acts import ACTS, Act, Input
from articles.models import Story
from newsroom.core.acts import Sentence
from newsroom.core.models import User

State = Story.State


@dataclass(frozen=True)
class Button:
    """One button of the action bar; the form sends the name of its act."""

    act: Act
    label: Sentence
    look: str = ""


def buttons(
    story: Story | None, by: User, *, is_mending: bool = False, is_refused: bool = False
) -> list[Button]:
    """Return the buttons that `by` may press on the story as it stands, from left to right.

    Words are handed over where saving them was refused (`is_refused`).
    """
    # For a story that is not there yet, those of a draft of one's own.
    stands = story or Story(pk=0, created_by_id=by.pk)
    state = stands.state()
    return [
        Button(act, act.labels.get(state, act.label), _look(act))
        for act in _acts(stands, by, is_mending=is_mending)
        if act.label and (is_refused or act.name != "hand_over")
    ]


def _look(act: Act) -> str:
    if act.name in {"publish", "publish_changes", "mend"}:
        return "default"
    return "away" if act.name == "withdraw" else ""


def _acts(story: Story | None, by: User, *, is_mending: bool) -> list[Act]:
    """Return the acts that `by` may do from the form: mending alone from its own, and from no other."""
    acts = [act for act in ACTS.values() if (act.name == "mend") == is_mending]
    return [act for act in acts if desk.may(act.name, story=story, by=by)]


def inputs(story: Story | None, by: User, *, is_mending: bool = False) -> list[Input]:
    """Return what the form asks for beside the story's fields: what the acts need that `by` may do."""
    state = story.state() if story is not None else None
    acts = _acts(story, by, is_mending=is_mending)
    asked = [
        each
        for act in acts
        for each in act.inputs
        if state in each.states and (not each.if_set or getattr(story, each.if_set, None))
    ]
    # Two acts may ask for the same.
    return list({each.field: each for each in asked}.values())


def pressed(sent: QueryDict) -> Act:
    """Return the act whose button sent the form."""
    act = ACTS.get(sent.get("act", "write"))
    if act is None or not act.label:
        raise desk.NotAllowed
    return act


def press(act: Act, *, story: Story, by: User, seen: int | None, sent: QueryDict) -> Story:
    """Do an act other than saving words, with what was typed into its own fields."""
    done: Story = getattr(desk, act.name)(story=story, by=by, seen=seen, **arguments(act, sent))
    return done


def arguments(act: Act, sent: QueryDict) -> dict[str, Any]:
    """Read the act's own fields, as arguments of its function."""
    fields = {each.field: StoryForm.base_fields[each.field] for each in act.inputs}
    form = type("Inputs", (forms.Form,), fields)(sent)
    wrong: dict[str, Sentence] = {name: " ".join(said) for name, said in form.errors.items()}
    for each in act.inputs:
        if each.missing and each.field not in wrong and not form.cleaned_data[each.field]:
            wrong[each.field] = each.missing
    if wrong:
        raise desk.Refused(wrong)
    return {each.argument: form.cleaned_data[each.field] for each in act.inputs}
