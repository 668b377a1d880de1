"""Revisions: each act keeps one, the chain shows what was changed past it, and the database lets nobody."""

import datetime
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import desk
from articles.desk.content import content_of
from articles.desk.revisions import first_broken, link_of
from articles.desk.verifying import NIGHTS, verify_some
from articles.models import Revision, Story
from newsroom.core import audit
from newsroom.core.models import AuditEntry, User
from tests import builders
from tests.articles import desk_table as wall

pytestmark = pytest.mark.django_db
REFUSED = "never changed"
CHANGES = {
    "number": "UPDATE articles_revision SET number = number + 100",
    "act": "UPDATE articles_revision SET act = 'story.other'",
    "time": "UPDATE articles_revision SET at = at + interval '1 second'",
    "link": "UPDATE articles_revision SET link = ''",
    "row": "DELETE FROM articles_revision",
    "table": "TRUNCATE articles_revision, articles_handedwords",
    "table by another": "TRUNCATE articles_story CASCADE",
    "content": 'UPDATE articles_revision SET content = content || \'{"kicker": "Forged"}\'',
    "note": "UPDATE articles_revision SET note = 'Forged'",
    "salt": "UPDATE articles_revision SET salt = ''",
    "hash of nothing taken out": "UPDATE articles_revision SET digests = '{\"kicker\": \"\"}', salt = ''",
    "words with their salt": """UPDATE articles_revision SET digests = '{"note": ""}', note = 'Forged'""",
}


@pytest.fixture
def story(editor: User) -> Story:
    story = desk.start(by=editor, fields={"headline": "First", "category": builders.make_category()})
    desk.write(story=story, by=editor, fields={"kicker": "Arctic"})
    desk.publish(story=story, by=editor)
    desk.save_draft(story=story, by=editor, fields={"headline": "Second"})
    return desk.publish_changes(story=story, by=editor, material=True)


def forge(number: int, **changes: Any) -> None:
    """Change a revision past the trigger, as who holds the machine could."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE articles_revision DISABLE TRIGGER USER")
    Revision.objects.filter(number=number).update(**changes)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE articles_revision ENABLE TRIGGER USER")


def test_every_act_keeps_a_revision_with_its_words(story: Story) -> None:
    kept = list(story.revisions.order_by("number"))
    acts = [each.act.removeprefix("story.") for each in kept]
    assert acts == ["create", "write", "publish", "save_draft", "publish_changes"]
    assert [each.content["headline"] for each in kept] == ["First", "First", "First", "Second", "Second"]
    assert [each.number for each in kept] == [2, 3, 4, 5, 6]
    assert kept[-1].content == content_of(Story.objects.get())


def test_the_audit_entry_of_an_act_holds_the_hash_of_its_revision(story: Story) -> None:
    entry = AuditEntry.objects.first()
    assert entry
    assert entry.details["link"] == bytes(story.revisions.get(number=story.version).link).hex()


def test_a_whole_chain_verifies(story: Story) -> None:
    assert first_broken(story) is None


@pytest.mark.parametrize("what", ["content", "note", "salt"])
def test_words_that_were_changed_past_the_chain_are_named(what: str, story: Story) -> None:
    kept = story.revisions.get(number=4)
    changes = {"content": kept.content | {"kicker": "Forged"}, "note": "Forged", "salt": b"0" * 32}
    forge(4, **{what: changes[what]})
    assert first_broken(story) == 4


@pytest.mark.parametrize("what", CHANGES)
def test_the_database_refuses_every_change_of_what_was_done(what: str, story: Story) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(IntegrityError, match=REFUSED), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(CHANGES[what])
    assert first_broken(story) is None


def test_a_story_from_before_gets_its_first_revision_at_the_first_touch(editor: User) -> None:
    story = builders.make_story("live", topics=[builders.make_topic()])
    before = content_of(story)
    desk.save_draft(story=story, by=editor, fields={"headline": "New"})
    first, second = story.revisions.order_by("number")
    assert (first.number, first.act, first.by, first.content) == (1, "found", None, before)
    assert (second.number, second.content["headline"]) == (2, "New")
    assert first_broken(story) is None


def test_a_revision_that_is_missing_at_the_end_is_named(story: Story) -> None:
    cut(story, "= %s", story.version)
    assert first_broken(story) == story.version


def test_the_command_verifies_and_names_what_is_broken(
    story: Story, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("verify_revisions")
    assert "(1)" in capsys.readouterr().out
    forge(4, note="Forged")
    with pytest.raises(CommandError, match=f"Story {story.pk}: revision 4 "):
        call_command("verify_revisions")


def cut(story: Story, where: str, *numbers: int) -> None:
    """Delete revisions past the desk and past the trigger."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE articles_revision DISABLE TRIGGER USER")
        cursor.execute(
            f"DELETE FROM articles_revision WHERE story_id = %s AND number {where}", [story.pk, *numbers]
        )
        cursor.execute("ALTER TABLE articles_revision ENABLE TRIGGER USER")


@pytest.mark.parametrize(("where", "number"), [("= 4", 4), ("= 2", 2), (">= 4", 4), (">= 0", 2)])
def test_the_first_revision_that_was_cut_out_is_named(where: str, number: int, story: Story) -> None:
    cut(story, where)
    assert first_broken(story) == number


def test_a_chain_that_was_written_anew_is_not_the_one_of_the_entries(story: Story) -> None:
    previous = bytes(story.revisions.get(number=3).link)
    for revision in story.revisions.filter(number__gte=4).order_by("number"):
        revision.content["headline"], revision.previous = "Forged", previous
        revision.link = link_of(revision)
        changes = {name: getattr(revision, name) for name in ("content", "previous", "link")}
        forge(revision.number, **changes)
        previous = revision.link
    assert first_broken(story) == 4


def test_the_command_names_every_story_that_is_broken(
    story: Story, editor: User, capsys: pytest.CaptureFixture[str]
) -> None:
    other = desk.start(by=editor, fields={"headline": "Another"})
    third = desk.start(by=editor, fields={"headline": "A third"})
    call_command("verify_revisions")
    assert "(3)" in capsys.readouterr().out
    forge(4, note="Forged")
    cut(other, ">= 0")
    with pytest.raises(CommandError) as raised:
        call_command("verify_revisions")
    said = str(raised.value)
    assert f"Story {story.pk}: revision 4 " in said
    assert f"Story {other.pk}: revision 2 " in said
    assert f"Story {third.pk}:" not in said


def test_verifying_reads_no_story_and_asks_as_often_for_long_histories(story: Story, editor: User) -> None:
    def asked() -> list[str]:
        with CaptureQueriesContext(connection) as found:
            call_command("verify_revisions")
        return [each["sql"] for each in found if each["sql"].startswith(("SELECT", "DECLARE", "FETCH"))]

    few = asked()
    for turn in range(60):
        desk.save_draft(story=story, by=editor, fields={"kicker": f"Number {turn}"})
    many = asked()
    assert len(many) == len(few)
    assert not [sql for sql in many if "body_source" in sql]


def test_the_night_looks_at_what_moved_and_in_its_turn_at_everything(
    story: Story, time_machine: Any, caplog: pytest.LogCaptureFixture
) -> None:
    forge(4, note="Forged")
    assert verify_some() == 1
    assert f"Story {story.pk}: revision 4 " in caplog.text
    begun = timezone.now() + datetime.timedelta(days=7)
    found = []
    for night in range(NIGHTS):
        time_machine.move_to(begun + datetime.timedelta(days=night))
        found.append(verify_some())
    assert sum(found) == 1


@pytest.mark.parametrize("act", [act for act in wall.ACTS if act not in {*wall.UNRECORDED, "delete"}])
def test_the_entry_of_every_act_holds_the_link_that_is_the_newest(act: str) -> None:
    people = {"owner": builders.make_user("reporter"), "editor": builders.make_user("editor")}
    who, state = next(
        (role, state) for role in people for state in wall.STATES if wall.is_allowed(role, act, state)
    )
    story = wall.make_for(act, state, owner=people["owner"])
    wall.do(act, story, people[who])
    require_head(story)


def require_head(story: Story) -> None:
    last = story.revisions.latest("number")
    entry = audit.entries(story)[0]
    assert (entry.details["version"], entry.details["link"]) == (last.number, bytes(last.link).hex())


def test_a_draft_that_readers_never_saw_goes_with_its_revisions(editor: User) -> None:
    story = desk.start(by=editor, fields={"headline": "Never seen"})
    desk.delete(story=story, by=editor)
    assert not Revision.objects.exists()
    assert AuditEntry.objects.filter(act="story.create").get().details["link"]
