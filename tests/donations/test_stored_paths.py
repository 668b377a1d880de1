"""The path of a story's page that a contribution knows: without the words that went out of the address."""

from pathlib import Path
from uuid import uuid4

import pytest
from pytest_django import Settings

from articles.models import Story
from donations import ledger
from donations.models import Contribution
from newsroom.core import stored_paths
from newsroom.core.models import AuditEntry, User
from tests import builders
from tests.articles.redacted import make_named, names_in, redact
from tests.donations.processor import Processor

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def journal_file(settings: Settings, tmp_path: Path) -> None:
    settings.JOURNAL_FILE = str(tmp_path / "journal.jsonl")


@pytest.fixture
def editor() -> User:
    return builders.make_user("editor")


def give(path: str) -> Contribution:
    choice = ledger.Choice(interval="once", amount=500, currency="EUR", language="en", from_path=path)
    return ledger.begin(choice=choice, token=uuid4()).contribution


def test_contributions_that_came_from_the_old_address_came_from_the_new_one(
    editor: User, processor: Processor
) -> None:
    story = make_named(editor)
    old, other = story.get_absolute_url(), "/2026/11/30/ivanova-a999"
    for path in (old, other, "/support/"):
        give(path)
    story = redact(story, editor)
    assert {each.from_path for each in Contribution.objects.all()} == {
        *(story.get_absolute_url(), other, "/support/")
    }
    places = AuditEntry.objects.get(act="story.redact").details["places"]
    assert [each["field"] for each in places if each["where"] == "path"] == ["from_path"]


def test_a_page_that_was_open_before_brings_the_old_address_in_no_more(
    editor: User, processor: Processor
) -> None:
    story = make_named(editor)
    old = story.get_absolute_url()
    story = redact(story, editor)
    assert give(old).from_path == story.get_absolute_url()
    assert not names_in(*Contribution.objects.values_list("from_path", flat=True))


@pytest.mark.parametrize("path", ["", "/", "/2026/11/30/x-a1", "/2026/11/30/x-a999999999999999999"])
def test_every_other_path_stays_as_it_is(path: str) -> None:
    builders.make_story("live", pk=1)
    assert stored_paths.current(path) == path
    assert Story.objects.get().redacted_number is None
