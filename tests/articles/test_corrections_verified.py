"""Corrections that were changed, deleted or added past the desk are named by the verification."""

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone
from pytest_django import Settings

from articles import desk
from articles.desk.drafts import newest_words
from articles.desk.verifying import broken_corrections, verify_some
from articles.models import Correction, Story
from newsroom.core.models import User
from tests import builders
from tests.articles.corrected import TYPED

pytestmark = pytest.mark.django_db
TOMORROW = datetime.timedelta(days=1)
# What somebody who holds the database may do with the rows of a story.
FORGED: dict[str, Callable[[Any], object]] = {
    "the words": lambda rows: rows.update(words="It was 2012."),
    "the words, as a redaction would": lambda rows: rows.update(words="It was …", redacted_at=timezone.now()),
    "the kind": lambda rows: rows.update(kind="update"),
    "the place": lambda rows: rows.update(place="top"),
    "the time": lambda rows: rows.update(at=timezone.now() - TOMORROW),
    "who told it": lambda rows: rows.update(by=None),
    "all of it": lambda rows: rows._raw_delete(rows.db),
}


@pytest.fixture
def story(editor: User) -> Story:
    story = desk.save_draft(story=builders.make_story("live"), by=editor, fields=TYPED)
    return desk.correct(story=story, by=editor)


def triggers(word: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE articles_correction {word} TRIGGER USER")


@pytest.mark.parametrize("what", FORGED)
def test_a_correction_that_was_changed_past_the_desk_is_named(what: str, story: Story) -> None:
    number = Correction.objects.get().pk
    call_command("verify_revisions")
    triggers("DISABLE")
    FORGED[what](Correction.objects.filter(story=story))
    triggers("ENABLE")
    with pytest.raises(CommandError, match=f"^Story {story.pk}: correction {number} is missing, or not "):
        call_command("verify_revisions")


def test_one_that_no_act_told_is_named_and_the_night_says_so(
    story: Story, caplog: pytest.LogCaptureFixture
) -> None:
    assert verify_some() == 0
    added = builders.with_correction(story, words="We never said that.")
    assert verify_some() == 1
    assert f"Story {story.pk}: correction {added.pk} is missing" in caplog.text


def test_what_a_redaction_left_of_one_is_verified_too(
    story: Story, editor: User, settings: Settings, tmp_path: Path
) -> None:
    settings.JOURNAL_FILE = str(tmp_path / "journal.jsonl")
    desk.redact(story=story, by=editor, spellings=["terminals"], reason="other", material=False)
    assert broken_corrections(story) == []
    told = Correction.objects.get()
    assert "terminals" not in told.words
    # The trigger takes it for a redaction.
    Correction.objects.filter(pk=told.pk).update(words="We were right.", redacted_at=timezone.now())
    assert broken_corrections(story) == [told.pk]


def test_a_version_that_told_a_correction_is_restored_without_telling_it_again(
    story: Story, editor: User
) -> None:
    number, before = story.version, newest_words(story)
    story = desk.save_draft(story=story, by=editor, fields={"headline": "Another"})
    story = desk.restore(story=story, by=editor, number=number, is_meant=True)
    assert newest_words(story) == before
    assert "correction" not in story.revisions.get(number=story.version).content
    assert (Correction.objects.count(), broken_corrections(story)) == (1, [])
