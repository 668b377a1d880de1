"""Times of a story: publishing, schedules, embargoes, end, and coming back."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from time_machine import TimeMachineFixture

from articles import desk
from articles.models import Story
from newsroom.core.models import User
from tests.builders import make_story, make_user

pytestmark = pytest.mark.django_db
HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def editor() -> User:
    return make_user("editor")


@pytest.fixture
def soon() -> datetime.datetime:
    return (timezone.now() + HOUR).replace(microsecond=0)


def stored(story: Story) -> Story:
    return Story.objects.get(pk=story.pk)


def refusal(act: Callable[..., Any], **arguments: Any) -> dict[str, str]:
    """Return the sentences that an act is refused with."""
    with pytest.raises(desk.Refused) as refused:
        act(**arguments)
    return {name: str(sentence) for name, sentence in refused.value.errors.items()}


def test_published_story_is_live_from_this_moment(editor: User) -> None:
    before = timezone.now()
    story = desk.publish(story=make_story("draft"), by=editor)
    assert story in Story.objects.live()
    assert story.publish_at
    assert before <= story.publish_at <= timezone.now()
    assert story.first_published_at == story.publish_at
    assert story.updated_at is None


def test_scheduled_story_goes_live_at_its_time_and_not_before(
    editor: User, soon: datetime.datetime, time_machine: TimeMachineFixture
) -> None:
    story = desk.schedule(story=make_story("draft"), by=editor, at=soon)
    moment = datetime.timedelta(microseconds=1)
    time_machine.move_to(soon - moment, tick=False)
    assert story not in Story.objects.live()
    time_machine.move_to(soon, tick=False)
    assert story in Story.objects.live()
    assert stored(story).was_published


def test_time_that_has_passed_is_no_schedule(editor: User) -> None:
    story = make_story("draft")
    said = refusal(desk.schedule, story=story, by=editor, at=timezone.now())
    assert said == {"publish_at": "This time has passed. Choose one in the future, or publish now."}
    assert stored(story).state() == Story.State.DRAFT


def test_unscheduled_story_is_a_draft_that_was_never_out(
    editor: User, soon: datetime.datetime, time_machine: TimeMachineFixture
) -> None:
    story = desk.send_back(story=make_story("scheduled"), by=editor)
    assert (story.publish_at, story.first_published_at) == (None, None)
    time_machine.move_to(soon + HOUR)
    assert not Story.objects.live().exists()
    desk.delete(story=story, by=editor)


def test_schedule_can_be_moved_and_its_address_with_it(editor: User, soon: datetime.datetime) -> None:
    story = desk.schedule(story=make_story("scheduled"), by=editor, at=soon + 48 * HOUR)
    assert story.publish_at == story.first_published_at == soon + 48 * HOUR


@pytest.mark.parametrize("act", [desk.publish, desk.schedule])
def test_embargo_is_kept(editor: User, soon: datetime.datetime, act: Callable[..., Any]) -> None:
    story = make_story("ready", embargo_until=soon + HOUR)
    at = {"at": soon} if act is desk.schedule else {}
    said = refusal(act, story=story, by=editor, **at)["embargo_until"]
    assert f"Under embargo until {timezone.localtime(soon + HOUR):%Y-%m-%d %H:%M}" in said
    assert stored(story).publish_at is None


def test_story_may_go_out_at_the_very_end_of_its_embargo(editor: User, soon: datetime.datetime) -> None:
    story = desk.schedule(story=make_story("ready", embargo_until=soon), by=editor, at=soon)
    assert story.state() == Story.State.SCHEDULED


def test_embargo_cannot_be_put_on_what_is_already_out(editor: User, soon: datetime.datetime) -> None:
    story = make_story("live")
    desk.save_draft(story=story, by=editor, fields={"embargo_until": soon})
    said = refusal(desk.publish_changes, story=story, by=editor, material=False)
    assert "embargo_until" in said
    assert story in Story.objects.live()


@pytest.mark.parametrize("act", [desk.publish, desk.schedule])
def test_story_cannot_end_before_it_begins(
    editor: User, soon: datetime.datetime, act: Callable[..., Any]
) -> None:
    ends = timezone.now() - HOUR if act is desk.publish else soon
    at = {"at": soon} if act is desk.schedule else {}
    said = refusal(act, story=make_story("ready", expires_at=ends), by=editor, **at)
    assert list(said) == ["expires_at"]


def test_expired_story_comes_back_when_its_end_is_moved(editor: User, soon: datetime.datetime) -> None:
    story = make_story("expired")
    desk.save_draft(story=story, by=editor, fields={"expires_at": soon})
    assert story not in Story.objects.live()
    desk.publish_changes(story=story, by=editor, material=False)
    assert story in Story.objects.live()


def test_withdrawn_story_returns_to_its_place_and_address(editor: User) -> None:
    story = make_story("live")
    before = (story.publish_at, story.first_published_at, story.get_absolute_url())
    desk.withdraw(story=story, by=editor, reason="Doubts.")
    assert story not in Story.objects.live()
    story = desk.publish(story=story, by=editor)
    assert (story.publish_at, story.first_published_at, story.get_absolute_url()) == before
    assert story in Story.objects.live()


@pytest.mark.parametrize("missing", ["headline", "slug", "category"])
@pytest.mark.parametrize("act", [desk.approve, desk.publish, desk.schedule])
def test_incomplete_story_is_refused_beside_the_field(
    editor: User, soon: datetime.datetime, act: Callable[..., Any], missing: str
) -> None:
    without: dict[str, Any] = {missing: None if missing == "category" else ""}
    story = make_story("in_review", **without)
    at = {"at": soon} if act is desk.schedule else {}
    assert list(refusal(act, story=story, by=editor, **at)) == [missing]
    assert stored(story).state() == Story.State.IN_REVIEW


def test_draft_without_a_headline_is_not_submitted() -> None:
    story = make_story("draft", headline="")
    assert list(refusal(desk.submit, story=story, by=story.created_by)) == ["headline"]
