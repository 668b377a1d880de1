"""Words that are kept, saved or described during a redaction: before it or after, never beside."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from articles import desk
from articles.desk import library
from articles.desk.working import Kept, Window
from articles.models import Photo, Revision, Story, WorkingCopy
from newsroom.core.models import User
from tests import builders
from tests.articles.redacted import make_named, names_in, redact
from tests.two_connections import meet

pytestmark = pytest.mark.django_db(transaction=True)
NAMED = {"headline": ["Анна Иванова"], "kicker": ["Mine"]}


@pytest.fixture(autouse=True)
def journal_file(settings: Settings, tmp_path: Path) -> None:
    settings.JOURNAL_FILE = str(tmp_path / "journal.jsonl")


@pytest.fixture
def story(editor: User) -> Story:
    return make_named(editor)


def typing(story: Story, number: int = 1) -> Callable[[], Kept]:
    """Keep words as the page does, which read the story before the redaction."""
    who, window = builders.make_user("editor", name="other"), Window(tab="a", number=number, base=1)
    return lambda: desk.keep_words(by=who, story=story, data=NAMED, window=window)


def stored() -> str:
    return str([*WorkingCopy.objects.values_list("data", flat=True), *Photo.objects.values_list("alt")])


@pytest.mark.parametrize("is_first", [True, False])
def test_words_that_arrive_during_a_redaction_wait_and_are_refused(
    is_first: bool, story: Story, editor: User
) -> None:
    type_on = typing(story, 2)
    if not is_first:
        typing(story)()
    met = meet(lambda: redact(story, editor), type_on)
    assert met.waited
    assert isinstance(met.second, desk.Redacted)
    assert not names_in(stored())


def test_words_that_came_just_before_are_taken_out(story: Story, editor: User) -> None:
    met = meet(typing(story), lambda: redact(story, editor))
    assert met.waited
    assert met.first.count == 1
    assert not names_in(stored())
    assert "Mine" in stored()


def test_a_save_that_waits_for_a_redaction_is_told(story: Story, editor: User) -> None:
    def save() -> Any:
        return desk.save_draft(story=story, by=editor, fields={"summary": "Ivanova"}, seen=story.version)

    met = meet(lambda: redact(story, editor), save)
    assert isinstance(met.second, desk.Changed)
    assert not names_in(str(list(Revision.objects.values_list("content", flat=True))))


def test_a_photo_that_is_described_meanwhile_is_told(story: Story, editor: User) -> None:
    photo = Photo.objects.get()

    def describe() -> Any:
        return library.describe_photo(photo=photo, by=editor, fields={"alt": "Ivanova again"})

    met = meet(lambda: redact(story, editor), describe)
    assert met.waited
    assert isinstance(met.second, desk.Redacted)
    assert not names_in(stored())
