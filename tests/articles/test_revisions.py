"""Revisions: each act keeps one, the chain shows what was changed past it, and the database lets nobody."""

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from articles import desk
from articles.desk.content import content_of
from articles.desk.revisions import first_broken
from articles.models import Revision, Story
from newsroom.core.models import AuditEntry, User
from tests import builders

pytestmark = pytest.mark.django_db
REFUSED = "never changed"
CHANGES = {
    "number": "UPDATE articles_revision SET number = number + 100",
    "act": "UPDATE articles_revision SET act = 'story.other'",
    "time": "UPDATE articles_revision SET at = at + interval '1 second'",
    "link": "UPDATE articles_revision SET link = ''",
    "row": "DELETE FROM articles_revision",
    "table": "TRUNCATE articles_revision",
    "table by another": "TRUNCATE articles_story CASCADE",
}


@pytest.fixture
def editor() -> User:
    return builders.make_user("editor")


@pytest.fixture
def story(editor: User) -> Story:
    story = desk.start(by=editor, fields={"headline": "First", "category": builders.make_category()})
    desk.write(story=story, by=editor, fields={"kicker": "Arctic"})
    desk.publish(story=story, by=editor)
    desk.save_draft(story=story, by=editor, fields={"headline": "Second"})
    return desk.publish_changes(story=story, by=editor, material=True)


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
    Revision.objects.filter(pk=kept.pk).update(**{what: changes[what]})
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
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE articles_revision DISABLE TRIGGER USER")
        cursor.execute("DELETE FROM articles_revision WHERE number = %s", [story.version])
        cursor.execute("ALTER TABLE articles_revision ENABLE TRIGGER USER")
    assert first_broken(story) == story.version


def test_the_command_verifies_and_names_what_is_broken(
    story: Story, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("verify_revisions")
    assert "(1)" in capsys.readouterr().out
    Revision.objects.filter(number=4).update(note="Forged")
    with pytest.raises(CommandError, match=f"Story {story.pk}: revision 4 "):
        call_command("verify_revisions")


def test_a_draft_that_readers_never_saw_goes_with_its_revisions(editor: User) -> None:
    story = desk.start(by=editor, fields={"headline": "Never seen"})
    desk.delete(story=story, by=editor)
    assert not Revision.objects.exists()
    assert AuditEntry.objects.filter(act="story.create").get().details["link"]
