"""Every act of the desk, by everybody, in every state: done or refused as `desk_table` says, by call."""

from types import ModuleType
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


def owner_for(role: str, people: dict[str, User]) -> User:
    return people["former owner" if role == "former owner" else "owner"]


def test_every_function_of_the_desk_is_on_the_wall() -> None:
    assert not wall.unclassified(desk)
    assert set(Story.State) | {"returned"} == set(wall.STATES)


def test_a_planted_function_is_missed_on_the_wall() -> None:
    planted = ModuleType("planted")
    vars(planted).update({name: getattr(desk, name) for name in desk.__all__}, pardon=lambda: None)
    assert wall.unclassified(planted) == {"pardon"}


@pytest.mark.parametrize("state", wall.STATES)
@pytest.mark.parametrize("act", wall.MAY)
def test_the_question_is_answered_as_the_wall_says(act: str, state: str, people: dict[str, User]) -> None:
    for role, person in people.items():
        story = wall.make_in(state, owner=owner_for(role, people))
        assert desk.may(act, story=story, by=person) == wall.is_allowed(role, act, state), role


@pytest.mark.parametrize("state", wall.STATES)
@pytest.mark.parametrize("act", wall.ACTS)
def test_nobody_else_gets_it_done(act: str, state: str, people: dict[str, User]) -> None:
    for role, person in people.items():
        if not wall.is_allowed(role, act, state):
            story = wall.make_in(state, owner=owner_for(role, people))
            before, entries = _as_stored(story), AuditEntry.objects.count()
            with pytest.raises(desk.NotAllowed):
                wall.do(act, story, person)
            assert _as_stored(story) == before, role
            assert AuditEntry.objects.count() == entries


@pytest.mark.parametrize("state", wall.STATES)
@pytest.mark.parametrize("act", wall.ACTS)
def test_who_may_gets_it_done_and_recorded(act: str, state: str, people: dict[str, User]) -> None:
    for role, person in people.items():
        if wall.is_allowed(role, act, state):
            story = wall.make_in(state, owner=people["owner"])
            before = story.state()
            wall.do(act, story, person)
            entry = AuditEntry.objects.all()[0]
            assert (entry.act, entry.actor, entry.target_id) == (f"story.{act}", person, str(story.pk))
            after = Story.objects.filter(pk=story.pk).first()
            if act == "delete":
                assert after is None
            else:
                assert after
                assert after.state() == wall.AFTERWARDS.get(act, before), role
                assert after.version == story.version + 1


def _as_stored(story: Story) -> dict[str, Any]:
    return dict(Story.objects.filter(pk=story.pk).values().get())
