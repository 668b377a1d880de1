"""Every act of the library, by everybody: done or refused as the wall says, by call and by HTTP."""

import logging
from types import ModuleType
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models
from django.test import Client

from articles import photos
from articles.desk import library
from articles.models import Author, Category, Photo, Redirect, Topic
from newsroom.core.models import AuditEntry, User
from tests import acts_table
from tests.acts_table import ROLES, make_person
from tests.answers import Answer
from tests.articles.pictures import picture
from tests.builders import make_author, make_category, make_photo, make_redirect, make_topic

pytestmark = pytest.mark.django_db
WALL = acts_table.read("""
act              editor  reporter  administrator
add_photo        yes     yes       yes
describe_photo   yes     -         yes
delete_photo     yes     -         yes
add_author       yes     -         yes
change_author    yes     -         yes
delete_author    yes     -         yes
add_topic        yes     -         yes
change_topic     yes     -         yes
delete_topic     yes     -         yes
add_category     yes     -         yes
change_category  yes     -         yes
delete_category  yes     -         yes
add_redirect     yes     -         yes
change_redirect  yes     -         yes
delete_redirect  yes     -         yes
""")
QUESTIONS = {"uses"}
MODELS: dict[str, type[models.Model]] = {
    "photo": Photo,
    "author": Author,
    "topic": Topic,
    "category": Category,
    "redirect": Redirect,
}
MAKE: dict[str, Any] = {
    "photo": make_photo,
    "author": make_author,
    "topic": make_topic,
    "category": make_category,
    "redirect": make_redirect,
}
HEADING = {"name": "Typed anew", "language": "en", "introduction": "", "order": 0}
TYPED: dict[str, dict[str, Any]] = {
    "photo": {"alt": "Typed anew", "caption": "", "credit": "A. B.", "licence": ""},
    "author": {"name": "Typed anew", "position": "", "biography": "", "photo": None},
    "topic": HEADING,
    "category": HEADING,
    "redirect": {"path": "/typed/anew.html", "story": None, "to": "/ru/"},
}
# What the audit entry says was done.
SAYS = {"add": "create", "describe": "change", "change": "change", "delete": "delete"}


def upload() -> "SimpleUploadedFile":
    return SimpleUploadedFile("a.jpg", picture(), "image/jpeg")


def do(act: str, row: models.Model, person: User) -> None:
    """Call an act with what it needs."""
    verb, noun = act.split("_")
    needs: dict[str, Any] = {} if verb == "add" else {noun: row}
    if verb != "delete":
        needs["fields"] = TYPED[noun]
    if act == "add_photo":
        needs["image"] = photos.check(upload())
    getattr(library, act)(by=person, **needs)


def send(act: str, row: models.Model, client: Client) -> Answer:
    """Send what the form of an act sends."""
    verb, noun = act.split("_")
    room = f"/admin/articles/{noun}"
    typed = {name: value for name, value in TYPED[noun].items() if value is not None}
    if verb == "add":
        more = {"file": upload()} if noun == "photo" else {"slug": ""}
        return client.post(f"{room}/add/", typed | more)
    if verb == "delete":
        return client.post(f"{room}/{row.pk}/delete/", {"post": "yes"})
    return client.post(f"{room}/{row.pk}/change/", typed)


def stored(act: str) -> list[dict[str, Any]]:
    """Return all rows of the kind that an act is about."""
    return list(MODELS[act.split("_")[1]]._default_manager.order_by("pk").values())


def require_recorded(act: str, person: User) -> None:
    verb, noun = act.split("_")
    entry = AuditEntry.objects.get()
    assert (entry.act, entry.actor) == (f"{noun}.{SAYS[verb]}", person)


def test_every_function_of_the_library_is_on_the_wall() -> None:
    assert not acts_table.unclassified(library, WALL, QUESTIONS)


def test_a_planted_function_is_missed_on_the_wall() -> None:
    planted = ModuleType("planted")
    vars(planted).update({name: getattr(library, name) for name in library.__all__}, lend_photo=lambda: None)
    assert acts_table.unclassified(planted, WALL, QUESTIONS) == {"lend_photo"}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("act", WALL)
def test_an_act_is_done_and_recorded_once_or_refused_as_the_wall_says(act: str, role: str) -> None:
    person, row = make_person(role), MAKE[act.split("_")[1]]()
    before = stored(act)
    if role in WALL[act]:
        do(act, row, person)
        require_recorded(act, person)
        assert stored(act) != before
    else:
        with pytest.raises(library.NotAllowed):
            do(act, row, person)
        assert stored(act) == before
        assert not AuditEntry.objects.exists()


@pytest.mark.parametrize("role", [*ROLES, "nobody"])
@pytest.mark.parametrize("act", WALL)
def test_a_form_is_taken_or_answered_with_403_as_the_wall_says(
    act: str, role: str, client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL, "django.request")
    row = MAKE[act.split("_")[1]]()
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
