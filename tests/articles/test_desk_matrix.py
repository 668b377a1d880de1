"""Every act of the desk, by everybody, in every state: done or refused as `desk_table` says, by call."""

import inspect
import itertools
from typing import Any

import pytest

from articles import desk
from articles.models import Story
from newsroom.core.models import AuditEntry, User
from tests.articles import desk_table as wall

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> dict[str, User]:
    return {role: wall.make_person(role) for role in wall.ROLES}


class Stories(dict[tuple[str, str], Story]):
    """A story of each owner in a state, plain and with what acts need: refusals leave them as they are."""

    def __init__(self, state: str, people: dict[str, User]) -> None:
        for owner in ("owner", "former owner"):
            for act in ("view", "discard_draft", "restore"):
                self[owner, wall.needed(act)] = wall.make_for(act, state, owner=people[owner])

    def of(self, role: str, act: str) -> Story:
        return self["former owner" if role == "former owner" else "owner", wall.needed(act)]


def test_every_function_and_row_of_the_desk_is_on_the_wall() -> None:
    assert not wall.unclassified(wall.functions_of(desk), desk.ACTS)
    assert set(Story.State) | {"returned", "changing"} == set(wall.STATES)


def test_a_planted_function_or_row_is_missed_on_the_wall() -> None:
    functions = wall.functions_of(desk)
    assert wall.unclassified(functions | {"pardon"}, desk.ACTS) == {"pardon"}
    assert wall.unclassified(functions, {*desk.ACTS, "pardon"}) == {"pardon"}
    assert wall.unclassified(functions - {"withdraw"}, desk.ACTS) == {"withdraw"}


def test_every_act_takes_what_its_row_asks_for() -> None:
    for act in desk.ACTS.values():
        if act.name in wall.functions_of(desk):
            arguments = inspect.signature(getattr(desk, act.name)).parameters
            assert {each.argument for each in act.inputs} <= set(arguments), act.name


def test_a_story_is_started_by_who_may_and_by_nobody_else(people: dict[str, User]) -> None:
    for role, person in people.items():
        assert desk.may("start", story=None, by=person) == wall.may_start(role), role
        if wall.may_start(role):
            story = desk.start(by=person, fields={"headline": "Begun"})
            entry = AuditEntry.objects.all()[0]
            assert (entry.act, entry.actor, entry.target_id) == ("story.create", person, str(story.pk))
            assert (story.state(), story.created_by) == (Story.State.DRAFT, person)
        else:
            before = Story.objects.count(), AuditEntry.objects.count()
            with pytest.raises(desk.NotAllowed):
                desk.start(by=person, fields={"headline": "Begun"})
            assert (Story.objects.count(), AuditEntry.objects.count()) == before


@pytest.mark.parametrize("state", wall.STATES)
def test_a_story_that_is_there_is_not_started_again(state: str, people: dict[str, User]) -> None:
    stories = Stories(state, people)
    for role, person in people.items():
        assert not desk.may("start", story=stories.of(role, "view"), by=person), role


@pytest.mark.parametrize("state", wall.STATES)
def test_the_question_is_answered_as_the_wall_says(state: str, people: dict[str, User]) -> None:
    stories = Stories(state, people)
    wrong = [
        (act, role)
        for act, (role, person) in itertools.product(wall.MAY, people.items())
        if desk.may(act, story=stories.of(role, act), by=person) != wall.is_allowed(role, act, state)
    ]
    assert wrong == []


@pytest.mark.parametrize("state", wall.STATES)
def test_nobody_else_gets_it_done(state: str, people: dict[str, User]) -> None:
    stories = Stories(state, people)
    before, entries = {story: _as_stored(story) for story in stories.values()}, AuditEntry.objects.count()
    for act, (role, person) in itertools.product(wall.ACTS, people.items()):
        if not wall.is_allowed(role, act, state):
            story = stories.of(role, act)
            with pytest.raises(desk.NotAllowed):
                wall.do(act, story, person)
            assert _as_stored(story) == before[story], (act, role)
            assert AuditEntry.objects.count() == entries, (act, role)


@pytest.mark.parametrize("state", wall.STATES)
def test_who_may_gets_it_done_and_recorded(state: str, people: dict[str, User]) -> None:
    for act, (role, person) in itertools.product(wall.ACTS, people.items()):
        if wall.is_allowed(role, act, state):
            story = wall.make_for(act, state, owner=people["owner"])
            before, entries = story.state(), AuditEntry.objects.count()
            wall.do(act, story, person)
            if act in wall.UNRECORDED:
                assert _as_stored(story)["version"] == story.version, (act, role)
                assert AuditEntry.objects.count() == entries, (act, role)
                continue
            entry = AuditEntry.objects.all()[0]
            assert (entry.act, entry.actor, entry.target_id) == (f"story.{act}", person, str(story.pk)), role
            after = Story.objects.filter(pk=story.pk).first()
            if act == "delete":
                assert after is None
            else:
                assert after
                assert after.state() == wall.AFTERWARDS.get(act, before), (act, role)
                assert after.version == story.version + 1, (act, role)


def _as_stored(story: Story) -> dict[str, Any]:
    return dict(Story.objects.filter(pk=story.pk).values().get())
