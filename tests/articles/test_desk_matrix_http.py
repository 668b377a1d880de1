"""Every act, role and state as in `desk_table`, by HTTP: an editor's form, sent by everybody."""

import datetime
import itertools
import logging
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import Story
from newsroom.core.models import AuditEntry, User
from tests.answers import Answer
from tests.articles import desk_table as wall
from tests.articles.desk_form import ADD, change, opened, read

pytestmark = pytest.mark.django_db
# Acts with a page of their own instead of a button.
PAGES = {"delete": {"post": "yes"}, "discard_draft": {}}
BUTTONS = [act for act in wall.ACTS if act not in PAGES]
# Tested always: each act where it is first allowed, and once elsewhere, so that each state comes. The others
# are for `make test-slow`; `test_desk_matrix.py` has all of them, without HTTP.
ALWAYS = {
    *((act, next(state for state in wall.STATES if wall.MAY[act][state] != "-")) for act in wall.ACTS),
    *((act, wall.STATES[number - 5]) for number, act in enumerate(wall.ACTS)),
}
CASES = [
    pytest.param(*case, marks=[] if case in ALWAYS else pytest.mark.slow)
    for case in itertools.product(wall.ACTS, wall.STATES)
]
TYPED = "Words that were typed meanwhile"


@pytest.fixture
def people(caplog: pytest.LogCaptureFixture) -> dict[str, User]:
    caplog.set_level(logging.CRITICAL, "django.request")
    return {role: wall.make_person(role) for role in wall.ROLES}


def client_of(person: User | None) -> Client:
    """Return a client whose session began while the person still had their rights; None is nobody at all."""
    client = Client()
    if person is not None:
        client.force_login(person)
    return client


def payload(editor: Client, story: Story, act: str) -> dict[str, str]:
    """Fill in the form as an editor gets it: what others send is refused for who they are alone."""
    tomorrow = timezone.localtime() + datetime.timedelta(days=1)
    times = {"publish_at_0": f"{tomorrow:%Y-%m-%d}", "publish_at_1": f"{tomorrow:%H:%M}"}
    changes = {"headline": TYPED, "material": "minor", "act": act}
    return opened(editor, change(story)) | changes | (times if act == "schedule" else {})


def press(client: Client, story: Story, act: str, sent: dict[str, str]) -> Answer:
    if act in PAGES:
        page = act.partition("_")[0]
        return client.post(
            change(story).replace("/change/", f"/{page}/"), PAGES[act] | {"seen": sent["seen"]}
        )
    return client.post(change(story), sent)


def stored(story: Story) -> dict[str, Any]:
    return dict(Story.objects.filter(pk=story.pk).values().first() or {})


def require_done(response: Answer, story: Story, act: str) -> None:
    after = Story.objects.filter(pk=story.pk).first()
    assert response.status_code == 302
    assert AuditEntry.objects.all()[0].act == f"story.{act}"
    if act == "delete":
        assert after is None
    else:
        assert after
        assert response["Location"] == change(story)
        assert after.state() == wall.AFTERWARDS.get(act, story.state())


def require_refused(response: Answer, story: Story, act: str, before: dict[str, Any], entries: int) -> None:
    sent_away = act in PAGES and response.headers.get("Location") == "/admin/"
    assert response.status_code in {403, 404, 409} or sent_away
    assert stored(story) == before
    assert AuditEntry.objects.count() == entries
    if act not in PAGES:
        assert TYPED in response.content.decode(), "what was typed is lost"


@pytest.mark.parametrize(("act", "state"), CASES)
def test_button_does_what_the_wall_says(act: str, state: str, people: dict[str, User]) -> None:
    sent = payload(client_of(people["editor"]), wall.make_for(act, state, owner=people["owner"]), act)
    for role, person in [*people.items(), ("nobody", None)]:
        owner = people["former owner" if role == "former owner" else "owner"]
        story = wall.make_for(act, state, owner=owner)
        before, entries = stored(story), AuditEntry.objects.count()
        response = press(client_of(person), story, act, sent)
        try:
            if wall.is_allowed(role, act, state):
                require_done(response, story, act)
            else:
                require_refused(response, story, act, before, entries)
        except AssertionError as error:
            raise AssertionError(f"{role}: {response.status_code} {error}") from error


def test_an_empty_form_starts_a_story_for_who_may(people: dict[str, User | None]) -> None:
    for role, person in {**people, "nobody": None}.items():
        sent = opened(client_of(people["editor"]), ADD) | {"headline": TYPED, "act": "write"}
        before = Story.objects.count(), AuditEntry.objects.count()
        response = client_of(person).post(ADD, sent)
        if wall.may_start(role):
            story = Story.objects.get(created_by=person)
            assert (response.status_code, response["Location"]) == (302, change(story)), role
            assert AuditEntry.objects.all()[0].act == "story.create"
        else:
            assert response.status_code == 403, role
            assert TYPED in response.content.decode(), "what was typed is lost"
            assert (Story.objects.count(), AuditEntry.objects.count()) == before


@pytest.mark.parametrize("state", wall.STATES)
def test_only_buttons_that_may_be_pressed_are_shown(state: str, people: dict[str, User]) -> None:
    for role, person in people.items():
        owner = people["former owner" if role == "former owner" else "owner"]
        story = wall.make_in(state, owner=owner)
        response = client_of(person).get(change(story))
        may = {act for act in BUTTONS if wall.is_allowed(role, act, state)}
        if wall.is_allowed(role, "view", state):
            assert (response.status_code, set(read(response).buttons)) == (200, may), role
        else:
            assert response.status_code in {302, 403, 404}, role
            assert story.headline not in response.content.decode()
