"""Who else has a story open: told in words, to whoever may see the story, as long as they are there."""

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.desk import presence
from articles.models import Presence, Story
from newsroom.core.models import User
from tests import builders

pytestmark = pytest.mark.django_db
# `beat.js`: every 19 seconds while somebody else is there; an hour may take 240 requests and 1,000 queries.
TOGETHER = 19
HOUR = 3600


@pytest.fixture
def anna() -> User:
    return builders.make_user("editor", name="anna", first_name="Anna", last_name="Petrova")


@pytest.fixture
def story() -> Story:
    return builders.make_story("draft")


def window_of(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def beat(client: Client, *places: str, after: int = 60) -> Any:
    asked: dict[str, str | int] = {"stories": ",".join(places), "next": after}
    answer = client.get("/admin/articles/story/still-here/", asked)
    assert answer.status_code == 200
    return answer.json()


@pytest.mark.parametrize(
    ("field", "told"),
    [
        ("headline", "Anna Petrova is writing in “Headline”."),
        ("bylines-0-author", "Anna Petrova is writing in “Bylines”."),
        ("embargo_until_0", "Anna Petrova is writing in “Embargo until”."),
        ("", "Anna Petrova has this story open, too."),
        ("csrfmiddlewaretoken", "Anna Petrova has this story open, too."),
        ("<script>", "Anna Petrova has this story open, too."),
    ],
)
def test_whoever_comes_reads_at_once_who_is_there_and_where(
    field: str, told: str, anna: User, story: Story
) -> None:
    assert beat(window_of(anna), f"{story.pk}:{field}")["others"] == {str(story.pk): []}
    comes = window_of(builders.make_user("editor"))
    assert beat(comes, str(story.pk))["others"] == {str(story.pk): [told]}


def test_somebody_is_there_for_half_as_long_again_as_was_announced(
    anna: User, story: Story, time_machine: Any
) -> None:
    time_machine.move_to(timezone.now(), tick=False)
    other = window_of(builders.make_user("editor"))
    beat(window_of(anna), str(story.pk), after=60)
    time_machine.shift(datetime.timedelta(seconds=89))
    assert beat(other, str(story.pk))["others"][str(story.pk)]
    time_machine.shift(datetime.timedelta(seconds=2))
    assert not beat(other, str(story.pk))["others"][str(story.pk)]


def test_people_are_at_the_story_that_they_have_open_and_at_no_other(anna: User, story: Story) -> None:
    elsewhere = builders.make_story("draft")
    beat(window_of(anna), f"{elsewhere.pk}:headline")
    told = beat(window_of(builders.make_user("editor")), str(story.pk), str(elsewhere.pk))["others"]
    assert told[str(story.pk)] == []
    assert len(told[str(elsewhere.pk)]) == 1


def test_who_may_not_see_a_story_is_neither_told_nor_named(anna: User, story: Story) -> None:
    hidden = builders.make_story("draft", created_by=builders.make_user("reporter", name="owner"))
    beat(window_of(anna), str(hidden.pk))
    stranger = window_of(builders.make_user("reporter", name="other"))
    assert beat(stranger, f"{hidden.pk}:headline")["others"] == {}
    assert not Presence.objects.filter(person__username="other").exists()


def test_of_one_person_there_is_one_row_and_nobody_is_told_of_oneself(anna: User, story: Story) -> None:
    one, other = window_of(anna), window_of(anna)
    beat(one, str(story.pk))
    assert beat(other, f"{story.pk}:kicker")["others"] == {str(story.pk): []}
    assert [row.field for row in Presence.objects.all()] == ["kicker"]


@pytest.mark.parametrize("after", ["", "-1", "x", "99999999999"])
def test_no_page_keeps_somebody_there_for_longer_than_pages_of_ours_do(
    after: str, anna: User, story: Story
) -> None:
    window_of(anna).get(
        "/admin/articles/story/still-here/", {"stories": f"{story.pk},{'9' * 30},-1", "next": after}
    )
    latest = timezone.now() + datetime.timedelta(seconds=presence.PATIENCE * presence.LONGEST)
    assert Presence.objects.get().until <= latest


def test_an_hour_beside_somebody_else_takes_at_most_a_thousand_queries(anna: User, story: Story) -> None:
    stories = [story, builders.make_story("live"), builders.make_story("draft")]
    beat(window_of(anna), *(f"{each.pk}:headline" for each in stories))
    window = window_of(builders.make_user("editor"))
    with CaptureQueriesContext(connection) as found:
        told = beat(window, *(str(each.pk) for each in stories), after=TOGETHER)
    assert all(told["others"].values())
    beats = HOUR // TOGETHER
    assert beats <= 240
    assert beats * len(found) <= 1000, "\n".join(each["sql"] for each in found)


def test_who_left_is_forgotten_after_a_day(anna: User, story: Story) -> None:
    beat(window_of(anna), str(story.pk))
    presence.remove_old()
    assert Presence.objects.exists()
    Presence.objects.update(until=timezone.now() - datetime.timedelta(days=1, seconds=1))
    presence.remove_old()
    assert not Presence.objects.exists()


def test_presence_by_the_wrong_story_would_be_found(
    anna: User, story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    everywhere = presence._BEAT.replace("other.story_id = seen.id", "true")
    assert everywhere != presence._BEAT
    monkeypatch.setattr(presence, "_BEAT", everywhere)
    with pytest.raises(AssertionError):
        test_people_are_at_the_story_that_they_have_open_and_at_no_other(anna, story)
