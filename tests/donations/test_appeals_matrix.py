"""Every act on appeals and amounts, by everybody: done or refused as the wall says, by call and by HTTP."""

import logging
from typing import Any

import pytest
from django.db import models
from django.test import Client

from donations import appeals
from donations.models import Appeal, PresetAmount, SupportText
from newsroom.core.acts import NotAllowed
from newsroom.core.models import AuditEntry, User
from tests import acts_table
from tests.acts_table import ROLES, make_person
from tests.answers import Answer

pytestmark = pytest.mark.django_db
WALL = acts_table.read("""
act            fundraiser  administrator
add_appeal     yes         yes
change_appeal  yes         yes
delete_appeal  yes         yes
add_preset     yes         yes
change_preset  yes         yes
delete_preset  yes         yes
add_text       yes         yes
change_text    yes         yes
delete_text    yes         yes
""")
QUESTIONS = {"amount_sentence"}
MODELS: dict[str, type[models.Model]] = {"appeal": Appeal, "preset": PresetAmount, "text": SupportText}
THERE: dict[str, dict[str, Any]] = {
    "appeal": {"placement": "banner", "language": "en", "heading": "Stands there"},
    "preset": {"interval": "month", "currency": "EUR", "amount": 1234, "order": 0},
    "text": {"place": "countries", "language": "en", "text": "Ruritania"},
}
FIELDS: dict[str, dict[str, Any]] = {
    "appeal": {"placement": "banner", "language": "en", "heading": "Typed anew", "priority": 9},
    "preset": {"interval": "month", "currency": "EUR", "amount": 4321, "order": 7},
    "text": {"place": "reason", "language": "en", "text": "Typed anew"},
}
TYPED = {"appeal": FIELDS["appeal"], "preset": FIELDS["preset"] | {"amount": "43.21"}, "text": FIELDS["text"]}
# What the audit entry says was done.
SAYS = {"add": "create", "change": "change", "delete": "delete"}


def make(act: str) -> models.Model:
    noun = act.split("_")[1]
    return MODELS[noun]._default_manager.create(**THERE[noun])


def do(act: str, row: models.Model, person: User) -> None:
    """Call an act with what it needs."""
    verb, noun = act.split("_")
    needs: dict[str, Any] = {} if verb == "add" else {noun: row}
    if verb != "delete":
        needs["fields"] = FIELDS[noun]
    getattr(appeals, act)(by=person, **needs)


def send(act: str, row: models.Model, client: Client) -> Answer:
    """Send what the form of an act sends."""
    verb, noun = act.split("_")
    room = f"/admin/donations/{MODELS[noun]._meta.model_name}"
    if verb == "add":
        return client.post(f"{room}/add/", TYPED[noun])
    if verb == "delete":
        return client.post(f"{room}/{row.pk}/delete/", {"post": "yes"})
    return client.post(f"{room}/{row.pk}/change/", TYPED[noun])


def stored(act: str) -> list[dict[str, Any]]:
    return list(MODELS[act.split("_")[1]]._default_manager.order_by("pk").values())


def require_recorded(act: str, person: User) -> None:
    verb, noun = act.split("_")
    entry = AuditEntry.objects.get()
    assert (entry.act, entry.actor) == (f"{MODELS[noun]._meta.model_name}.{SAYS[verb]}", person)


def test_every_function_of_appeals_is_on_the_wall() -> None:
    assert not acts_table.unclassified(appeals, WALL, QUESTIONS)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("act", WALL)
def test_an_act_is_done_and_recorded_once_or_refused_as_the_wall_says(act: str, role: str) -> None:
    person, row = make_person(role), make(act)
    before = stored(act)
    if role in WALL[act]:
        do(act, row, person)
        require_recorded(act, person)
        assert stored(act) != before
    else:
        with pytest.raises(NotAllowed):
            do(act, row, person)
        assert stored(act) == before
        assert not AuditEntry.objects.exists()


@pytest.mark.parametrize("role", [*ROLES, "nobody"])
@pytest.mark.parametrize("act", WALL)
def test_a_form_is_taken_or_answered_with_403_as_the_wall_says(
    act: str, role: str, client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL, "django.request")
    row = make(act)
    before = stored(act)
    if role != "nobody":
        client.force_login(make_person(role))
    response = send(act, row, client)
    if role in WALL[act]:
        assert response.status_code == 302
        require_recorded(act, make_person(role))
        assert stored(act) != before
    else:
        assert response.status_code == 403
        assert stored(act) == before
        assert not AuditEntry.objects.exists()
