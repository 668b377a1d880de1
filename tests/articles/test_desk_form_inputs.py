"""What an act asks for beside the story: shown to who may do it, read with it, refused beside its field."""

import datetime
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from articles import desk
from articles.desk.acts import Input
from articles.desk.fields import Group
from articles.models import Story
from tests import builders
from tests.articles.desk_form import ADD, change, opened, read, send

pytestmark = pytest.mark.django_db


def at_desk(role: str) -> Client:
    client = Client()
    client.force_login(builders.make_user(role))
    return client


@pytest.mark.parametrize("state", builders.STATES)
@pytest.mark.parametrize("role", ["editor", "reporter"])
def test_the_form_asks_for_what_this_person_can_use_now(role: str, state: str) -> None:
    story, user = builders.make_story(state), builders.make_user(role)
    page = at_desk(role).get(change(story)).content.decode()
    assert ('name="material"' in page) == desk.may("publish_changes", story=story, by=user)
    assert ('name="publish_at_0"' in page) == desk.may("schedule", story=story, by=user)


def test_an_empty_form_asks_editors_alone_for_a_time() -> None:
    assert "publish_at_0" in opened(at_desk("editor"), ADD)
    assert "publish_at_0" not in opened(at_desk("reporter"), ADD)


@pytest.fixture
def withdrawn_at(monkeypatch: pytest.MonkeyPatch) -> list[datetime.datetime]:
    """Let *Withdraw*, which saves nothing that was typed, ask for a time; return the times that it got."""
    given: list[datetime.datetime] = []
    asked = Input("publish_at", "at", Group.SCHEDULE, missing="Say when.")
    withdraw = desk.withdraw

    def withdraw_at(*, at: datetime.datetime, **rest: Any) -> Story:
        given.append(at)
        return withdraw(reason="Doubts.", **rest)

    monkeypatch.setitem(desk.ACTS, "withdraw", replace(desk.ACTS["withdraw"], inputs=(asked,)))
    monkeypatch.setattr(desk, "withdraw", withdraw_at)
    return given


@pytest.mark.parametrize(
    ("day", "hour", "sentence"),
    [("", "", "Say when."), ("2099-13-01", "10:00", "Enter a valid date.")],
)
def test_an_act_that_does_not_save_is_refused_beside_its_own_field(
    withdrawn_at: list[datetime.datetime], day: str, hour: str, sentence: str
) -> None:
    story = builders.make_story("live")
    typed = {"publish_at_0": day, "publish_at_1": hour, "headline": "Typed"}
    answer = send(at_desk("editor"), change(story), "withdraw", **typed)
    page = answer.content.decode()
    assert (answer.status_code, read(answer).values["headline"]) == (422, "Typed")
    # In the list of what is wrong, and beside the field.
    assert page.count(sentence) == 2
    assert ("Say when." in page) == (day == "")
    assert (Story.objects.get().is_live, withdrawn_at) == (True, [])


def test_an_act_that_does_not_save_gets_what_it_asks_for(withdrawn_at: list[datetime.datetime]) -> None:
    story = builders.make_story("live", headline="Before")
    typed = {"publish_at_0": "2099-07-01", "publish_at_1": "09:30", "headline": ""}
    assert send(at_desk("editor"), change(story), "withdraw", **typed).status_code == 302
    story.refresh_from_db()
    assert (story.status, story.headline) == ("withdrawn", "Before")
    assert withdrawn_at == [datetime.datetime(2099, 7, 1, 7, 30, tzinfo=datetime.UTC)]
