"""Admin of users, groups and the audit log: for administrators alone."""

import datetime

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client

from newsroom.core import audit
from newsroom.core.models import AuditEntry, User
from tests.builders import make_user

pytestmark = pytest.mark.django_db
PEOPLE = "/admin/core/user/"
PASSWORDS = {
    "usable_password": "true",
    "password1": "grain-in-winter-9",
    "password2": "grain-in-winter-9",
}
NOT_HERE = ("account/emailaddress", "mfa/authenticator", "procrastinate/procrastinatejob")
RECORD = "/admin/core/auditentry/"


@pytest.fixture
def boss(client: Client) -> Client:
    user = make_user("editor", name="boss", is_superuser=True)
    client.force_login(user)
    return client


def test_an_administrator_makes_a_person_who_can_then_be_a_reporter(boss: Client) -> None:
    assert boss.post(f"{PEOPLE}add/", {"username": "nina"} | PASSWORDS).status_code == 302
    nina = User.objects.get(username="nina")
    group = Group.objects.get(name="Reporters")
    more = {"username": "nina", "language": "ru", "is_active": "on", "is_staff": "on", "groups": [group.pk]}
    assert boss.post(f"{PEOPLE}{nina.pk}/change/", more).status_code == 302
    nina.refresh_from_db()
    assert (nina.language, nina.has_perm("articles.write_own_story")) == ("ru", True)
    acts = AuditEntry.objects.filter(target_type="core.user").order_by("pk")
    assert [entry.act for entry in acts] == ["user.create", "user.change"]
    assert {str(entry.actor) for entry in acts} == {"boss"}


def test_a_new_password_is_recorded_without_the_password(boss: Client) -> None:
    nina = make_user("reporter", name="nina")
    assert boss.post(f"{PEOPLE}{nina.pk}/password/", PASSWORDS).status_code == 302
    nina.refresh_from_db()
    assert nina.check_password("grain-in-winter-9")
    entry = AuditEntry.objects.get(target_id=str(nina.pk))
    assert "winter" not in str(entry.details)


def test_whoever_is_in_the_record_is_made_inactive_and_not_deleted(boss: Client) -> None:
    nina = make_user("reporter", name="nina")
    audit.record(act="story.create", by=nina, on=nina)
    answer = boss.post(f"{PEOPLE}{nina.pk}/delete/", {"post": "yes"})
    assert answer.status_code == 409
    assert "Make the account inactive instead" in answer.content.decode()
    assert User.objects.filter(pk=nina.pk).exists()


def test_the_record_can_be_read_and_never_written(boss: Client) -> None:
    entry = audit.record(act="story.publish", by=None, on=make_user("reporter"))
    assert "story.publish" in boss.get(RECORD).content.decode()
    assert boss.get(f"{RECORD}{entry.pk}/change/").status_code == 200
    assert boss.post(f"{RECORD}{entry.pk}/change/", {"act": "other"}).status_code == 403
    assert boss.post(f"{RECORD}{entry.pk}/delete/", {"post": "yes"}).status_code == 403
    assert boss.get(f"{RECORD}add/").status_code == 403


@pytest.mark.parametrize("path", NOT_HERE)
def test_what_nobody_edits_by_hand_is_not_at_the_desk(boss: Client, path: str) -> None:
    assert boss.get(f"/admin/{path}/").status_code == 404


@pytest.mark.parametrize("role", ["editor", "reporter", "fundraiser"])
@pytest.mark.parametrize("path", [PEOPLE, RECORD, "/admin/auth/group/"])
def test_people_groups_and_record_are_closed_to_everybody_else(client: Client, role: str, path: str) -> None:
    client.force_login(make_user(role))
    assert client.get(path).status_code == 403
    assert path not in client.get("/admin/").content.decode()


def test_a_right_to_change_people_makes_nobody_an_administrator(client: Client) -> None:
    clerk = make_user("editor", name="clerk")
    rights = Permission.objects.filter(content_type__model__in=("user", "group", "permission"))
    clerk.user_permissions.set(rights)
    client.force_login(clerk)
    ticked = dict.fromkeys(("is_active", "is_staff", "is_superuser"), "on")
    wanted = {"username": "clerk", "language": "en"} | ticked
    for path in (f"{PEOPLE}{clerk.pk}/change/", f"{PEOPLE}{make_user().pk}/password/", f"{PEOPLE}add/"):
        assert client.post(path, wanted | PASSWORDS).status_code == 403
    assert not User.objects.get(pk=clerk.pk).is_superuser


def test_rights_over_people_and_groups_are_no_boxes_to_tick(boss: Client) -> None:
    page = boss.get("/admin/auth/group/add/").content.decode()
    assert "Can change appeal" in page
    assert "Can change user" not in page
    assert "Can change group" not in page


TIMES = [("en", "Aug. 19, 2026, 15:10 CEST"), ("ru", "19 августа 2026, 15:10 CEST")]


@pytest.mark.parametrize(("language", "written"), TIMES)
def test_times_in_lists_have_24_hours_and_name_their_zone(boss: Client, language: str, written: str) -> None:
    User.objects.update(language=language)
    at = datetime.datetime(2026, 8, 19, 13, 10, tzinfo=datetime.UTC)
    AuditEntry.objects.create(actor=User.objects.get(), act="x", target_type="story", target_id="1", at=at)
    assert written in boss.get(RECORD).content.decode()
