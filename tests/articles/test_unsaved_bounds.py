"""How much unsaved work the desk keeps of one person, and what it says to more."""

import datetime
import uuid
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from articles.desk import working
from articles.models import WorkingCopy
from newsroom.core.models import User
from tests import builders
from tests.articles.test_working_copies import keep

pytestmark = pytest.mark.django_db


@pytest.fixture
def reporter(client: Client) -> User:
    person = builders.make_user("reporter")
    client.force_login(person)
    return person


def sent(person: User, token: uuid.UUID, **changes: Any) -> dict[str, Any]:
    """Return words of a new story as the page's script sends them."""
    words = {"headline": ["Typed"]}
    whose = {"person": person.pk, "story": None, "token": str(token)}
    return whose | {"tab": "a", "had": 0, "number": 1, "data": words} | changes


def leave_as_many_as_are_kept(person: User) -> uuid.UUID:
    now, words = timezone.now(), {"headline": ["Left"]}
    tokens = [uuid.uuid4() for _number in range(working.MOST_NEW)]
    WorkingCopy.objects.bulk_create(
        WorkingCopy(person=person, token=token, data=words, tab="z", changed_at=now) for token in tokens
    )
    return tokens[0]


def test_of_very_many_new_stories_the_next_one_is_refused_in_words(client: Client, reporter: User) -> None:
    kept = leave_as_many_as_are_kept(reporter)
    answer = keep(client, sent(reporter, uuid.uuid4()))
    assert (answer.status_code, answer.json()["state"]) == (422, "unreadable")
    assert "very many new stories" in answer.json()["sentence"]
    # What is kept already goes on being kept, and whoever throws one away has room again.
    assert keep(client, sent(reporter, kept, tab="z", number=2)).status_code == 200
    row = WorkingCopy.objects.get(token=kept)
    assert client.post(f"/admin/articles/story/unsaved/{row.pk}/", {"had": row.count}).status_code == 302
    assert keep(client, sent(reporter, uuid.uuid4())).status_code == 200
    # A colleague has as much room.
    colleague = builders.make_user("editor")
    client.force_login(colleague)
    assert keep(client, sent(colleague, uuid.uuid4())).status_code == 200


def test_an_emptied_new_story_is_no_way_round_that(client: Client, reporter: User) -> None:
    leave_as_many_as_are_kept(reporter)
    token = uuid.uuid4()
    assert keep(client, sent(reporter, token, data={"headline": [""]})).status_code == 200
    assert keep(client, sent(reporter, token, number=2)).status_code == 422


def test_a_new_story_without_words_takes_no_space_and_goes_in_the_end(client: Client, reporter: User) -> None:
    assert keep(client, sent(reporter, uuid.uuid4(), data={"slug": ["x" * 1_000]})).status_code == 200
    row = WorkingCopy.objects.get()
    assert (row.data, row.changed_at) == ({}, None)
    WorkingCopy.objects.update(settled_at=timezone.now() - datetime.timedelta(days=91))
    working.remove_old()
    assert not WorkingCopy.objects.exists()


def test_a_row_without_words_says_since_when_and_one_with_words_does_not(
    client: Client, reporter: User
) -> None:
    token = uuid.uuid4()
    for number, headline in enumerate(["", "Typed", ""], 1):
        assert (
            keep(client, sent(reporter, token, number=number, data={"headline": [headline]})).status_code
            == 200
        )
        row = WorkingCopy.objects.get()
        assert (row.settled_at is None, row.changed_at is None) == (bool(headline), not headline)


def test_a_body_larger_than_the_desk_reads_is_refused_in_words(client: Client, reporter: User) -> None:
    answer = keep(client, sent(reporter, uuid.uuid4(), data={"headline": ["x" * 6_000_000]}))
    assert (answer.status_code, answer.json()["state"]) == (422, "unreadable")
    assert "too long" in answer.json()["sentence"]
