"""An older dump is restored after a redaction: `replay` takes the words out again, before the site opens."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from articles.desk.revisions import first_broken
from articles.models import Redaction, Story, StorySearch
from newsroom.core.models import AuditEntry, User
from tests import builders
from tests.articles.redacted import SPELLINGS, make_named, names_in, redact
from tests.donations.dumps import as_text, dump, restore

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def journal_file(settings: Settings, tmp_path: Path) -> Path:
    settings.JOURNAL_FILE = str(tmp_path / "journal.jsonl")
    return tmp_path / "journal.jsonl"


def replay() -> str:
    out = StringIO()
    call_command("replay", stdout=out)
    return out.getvalue()


def test_a_restored_database_loses_the_words_again(editor: User, tmp_path: Path) -> None:
    story = make_named(editor)
    dump(tmp_path / "before")
    redact(story, editor)
    restore(tmp_path / "before")
    assert names_in(as_text()) == set(SPELLINGS)
    assert "redacted: 1 done again" in replay()
    assert names_in(as_text()) == set()
    story = Story.objects.get(pk=story.pk)
    assert (story.headline, story.slug) == ("[name removed] is home", "is-home")
    assert first_broken(story) is None
    entry = AuditEntry.objects.get(act="story.redact")
    assert (entry.actor, entry.details["reason"]) == (None, "asked")
    # The index holds stems, and no spelling.
    assert "ivanov" not in StorySearch.objects.get(story=story).vector.casefold()
    assert "иванов" not in StorySearch.objects.get(story=story).vector.casefold()
    assert "redacted: 0 done again" in replay()


def test_words_that_came_between_dump_and_redaction_are_refused_after_the_restore(
    editor: User, tmp_path: Path
) -> None:
    story = builders.make_story("draft", headline="Nobody is named")
    dump(tmp_path / "before")
    redact(story, editor)
    restore(tmp_path / "before")
    assert "redacted: 1 done again" in replay()
    assert Redaction.objects.get().marks
    assert Story.objects.get().redacted_number == Story.objects.get().version


def test_a_story_that_the_dump_does_not_know_is_left(editor: User, tmp_path: Path) -> None:
    dump(tmp_path / "before")
    redact(make_named(editor), editor)
    restore(tmp_path / "before")
    assert "redacted: 0 done again" in replay()


def test_another_key_is_told_and_nothing_is_done(editor: User, settings: Settings, tmp_path: Path) -> None:
    story = make_named(editor)
    dump(tmp_path / "before")
    redact(story, editor)
    restore(tmp_path / "before")
    settings.LOOKUP_KEY = "A" * 43 + "="
    with pytest.raises(CommandError, match="LOOKUP_KEY"):
        replay()


def test_the_line_of_the_journal_has_no_words_and_nobody(editor: User, journal_file: Path) -> None:
    redact(make_named(editor), editor)
    line = journal_file.read_text()
    assert not names_in(line)
    assert editor.username not in line
    assert set(json.loads(line)["data"]) == {
        *("story", "key", "marks", "replacement", "reason", "updated_at", "places")
    }


def test_a_word_that_an_earlier_redaction_put_in_goes_out_of_that_and_of_the_journal(
    editor: User, journal_file: Path, tmp_path: Path
) -> None:
    story = redact(make_named(editor), editor, replacement="Petrova, a neighbour")
    dump(tmp_path / "between")
    other = make_named(editor, headline="Another")
    redact(other, editor, replacement="Petrova")
    before = journal_file.read_text()
    redact(story, editor, spellings=["Petrova"], replacement="[removed]")
    assert Redaction.objects.filter(story=story).earliest("pk").replacement == ", a neighbour"
    lines = [json.loads(line) for line in journal_file.read_text().splitlines()]
    assert [line["data"]["replacement"] for line in lines] == [", a neighbour", "Petrova", "[removed]"]
    assert len(journal_file.read_text()) > len(before)
    restore(tmp_path / "between")
    replay()
    found = Story.objects.get(pk=story.pk)
    assert (found.headline, first_broken(found)) == ("[removed], a neighbour is home", None)
    assert "redacted: 0 done again" in replay()
    assert "Petrova" not in str(list(Redaction.objects.filter(story=story).values()))
