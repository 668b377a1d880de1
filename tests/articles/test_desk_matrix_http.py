"""Every act, role and state as in `desk_table`, by HTTP: an editor's form, sent by everybody."""

import datetime
import logging
import uuid
from collections.abc import Iterable
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
PAGES = {"delete": {"post": "yes"}, "discard_draft": {}, "restore": {"is_meant": "on"}}
# Words that are not saved or handed over have tests of their own (`test_working_copies.py`,
# `test_taking_over.py`, `test_handing.py`), and so has taking words out for good.
HANDED = ("hand_over", "take_handed", "discard_handed")
ACTS = [act for act in wall.ACTS if act not in {*wall.UNRECORDED, "take_over", "redact", *HANDED}]
# Mending has a form of its own.
BUTTONS = [act for act in ACTS if act not in {*PAGES, "mend"}]
EVERYBODY = (*wall.ROLES, "nobody")


def each_once() -> dict[str, str]:
    """Return for each act a state in which it is allowed, so that each state comes."""
    chosen: dict[str, str] = {}
    for act in ACTS:
        allowed = [state for state in wall.STATES if wall.MAY[act][state] != "-"]
        chosen[act] = min(allowed, key=list(chosen.values()).count)
    return chosen


# Tested always: each act where it is allowed, and by an editor in one state where nobody may. The others are
# for `make test-slow`; `test_desk_matrix.py` has all of them, without HTTP.
ALLOWED = each_once()
# Editors may restore in every state; whom that is refused to comes with `some`.
REFUSED = {
    act: next(state for state in reversed(wall.STATES) if wall.MAY[act][state] == "-")
    for act in ACTS
    if "-" in wall.MAY[act].values()
}
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
    next_times = {name.replace("publish", "next"): value for name, value in times.items()}
    asked = {
        "schedule": times,
        "schedule_changes": next_times,
        "publish_changes": dict.fromkeys(next_times, ""),
        "correct": wall.CORRECTION,
        "pin": {name.replace("publish_at", "first_until"): value for name, value in times.items()},
        "withdraw": {"withdrawal_reason": "Doubts."},
    }
    changes = {"headline": TYPED, "material": "minor", "act": act, "takes_back": "on"}
    form = opened(editor, form_for(act, story))
    # A form that says who opened it is held for whoever that is (`test_unsaved_persons.py`).
    del form["_person"]
    return form | changes | asked.get(act, {})


def some(act: str) -> tuple[str, ...]:
    """Return everybody for one button and the acts with a page of their own, for others a third in turn."""
    turn = ACTS.index(act) % 3
    everybody = act == "publish" or act in PAGES
    return tuple(
        role
        for number, role in enumerate(EVERYBODY)
        if everybody or role in ("editor", "owner") or number % 3 == turn
    )


def press(client: Client, story: Story, act: str, sent: dict[str, str]) -> Answer:
    if act in PAGES:
        page = act.partition("_")[0]
        given = PAGES[act] | {"seen": sent["seen"], "version": str(wall.older(story))}
        return client.post(change(story).replace("/change/", f"/{page}/"), given)
    return client.post(form_for(act, story), sent)


def form_for(act: str, story: Story) -> str:
    """Return the URL of the form on which the act's button stands."""
    return change(story) + ("?words=live" if act == "mend" else "")


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


def require_as_the_wall_says(act: str, state: str, people: dict[str, User], roles: Iterable[str]) -> None:
    first = wall.make_for(act, state, owner=people["owner"])
    sent = payload(client_of(people["editor"]), first, act)
    for role in roles:
        story = wall.make_for(act, state, owner=people["former owner" if role == "former owner" else "owner"])
        # As on the form that is sent, also when a minute passes.
        times = {"publish_at": first.publish_at, "first_published_at": first.first_published_at}
        Story.objects.filter(pk=story.pk).update(**times)
        before, entries = stored(story), AuditEntry.objects.count()
        response = press(client_of(people.get(role)), story, act, sent)
        try:
            if wall.is_allowed(role, act, state):
                require_done(response, story, act)
            else:
                require_refused(response, story, act, before, entries)
        except AssertionError as error:
            raise AssertionError(f"{role}: {response.status_code} {error}") from error


def test_each_act_and_each_state_comes() -> None:
    assert set(ALLOWED.values()) == set(wall.STATES)
    assert {role for act in ALLOWED for role in some(act)} == set(EVERYBODY)


@pytest.mark.parametrize(("act", "state"), ALLOWED.items())
def test_a_button_does_what_the_wall_says(act: str, state: str, people: dict[str, User]) -> None:
    assert wall.is_allowed("editor", act, state)
    require_as_the_wall_says(act, state, people, some(act))


@pytest.mark.parametrize(("act", "state"), REFUSED.items())
def test_a_button_that_is_not_there_does_nothing(act: str, state: str, people: dict[str, User]) -> None:
    require_as_the_wall_says(act, state, people, ["editor"])


@pytest.mark.slow
@pytest.mark.parametrize("state", wall.STATES)
@pytest.mark.parametrize("act", ACTS)
def test_every_button_does_what_the_wall_says(act: str, state: str, people: dict[str, User]) -> None:
    require_as_the_wall_says(act, state, people, EVERYBODY)


def test_an_empty_form_starts_a_story_for_who_may(people: dict[str, User | None]) -> None:
    form = opened(client_of(people["editor"]), ADD) | {"headline": TYPED, "act": "write"}
    for role, person in {**people, "nobody": None}.items():
        sent = form | {"token": str(uuid.uuid4()), "_person": str(person.pk if person else "")}
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
