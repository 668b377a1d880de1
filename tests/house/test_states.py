"""The querysets of stories and `Story.state` agree, for every status and every time."""

import datetime
from collections.abc import Callable, Iterator
from itertools import product
from typing import Any

import pytest
from django.utils import timezone

from articles.models import Story
from tests.builders import make_story

NOW = timezone.now().replace(microsecond=0)
MOMENT = datetime.timedelta(microseconds=1)
TIMES = {
    "never": None,
    "long ago": NOW - datetime.timedelta(days=400),
    "just passed": NOW - MOMENT,
    "this very moment": NOW,
    "at once": NOW + MOMENT,
    "in a year": NOW + datetime.timedelta(days=365),
}
PICK = {
    Story.State.DRAFT: lambda stories: stories.drafts(),
    Story.State.IN_REVIEW: lambda stories: stories.in_review(),
    Story.State.READY: lambda stories: stories.ready(),
    Story.State.SCHEDULED: lambda stories: stories.scheduled(NOW),
    Story.State.LIVE: lambda stories: stories.live(NOW),
    Story.State.EXPIRED: lambda stories: stories.expired(NOW),
    Story.State.WITHDRAWN: lambda stories: stories.withdrawn(),
}


def make_every_combination() -> None:
    """Make a story for each status, publication and end that the constraints let in."""
    for status, begins, ends in product(Story.Status, TIMES.values(), TIMES.values()):
        if not (begins and ends and ends <= begins):
            make_story("draft", status=status, publish_at=begins, expires_at=ends, authors=[])


def disagreements(pick: dict[Story.State, Callable[..., Any]]) -> Iterator[Story.State]:
    """Name the states whose queryset picks others than `Story.state` names."""
    stories = list(Story.objects.all())
    for state in Story.State:
        named = {story.pk for story in stories if story.state(NOW) == state}
        if named != set(pick[state](Story.objects).values_list("pk", flat=True)):
            yield state


@pytest.mark.django_db
def test_every_adjective_agrees_with_the_state_it_names() -> None:
    make_every_combination()
    assert Story.objects.count() > 80
    assert {story.state(NOW) for story in Story.objects.all()} == set(Story.State)
    assert not list(disagreements(PICK))


@pytest.mark.django_db
def test_a_planted_filter_of_ones_own_disagrees() -> None:
    make_every_combination()
    planted: list[tuple[str, Callable[..., Any]]] = [
        ("live", lambda stories: stories.filter(status="approved", publish_at__lte=NOW)),
        ("live", lambda stories: stories.live(NOW).exclude(publish_at=NOW)),
        ("live", lambda stories: stories.live(NOW) | stories.filter(publish_at=NOW - MOMENT)),
        ("scheduled", lambda stories: stories.filter(publish_at__gt=NOW)),
        ("expired", lambda stories: stories.filter(expires_at__lte=NOW)),
    ]
    for number, (state, wrong) in enumerate(planted):
        assert list(disagreements(PICK | {Story.State(state): wrong})) == [state], number


@pytest.mark.django_db
def test_is_live_says_what_live_picks() -> None:
    for state in Story.State:
        make_story(state)
    live = set(Story.objects.live())
    assert {story.state() for story in live} == {Story.State.LIVE}
    assert all(story.is_live == (story in live) for story in Story.objects.all())
