"""Taking words out of a story for good: everywhere, with the chain intact, and only by editors."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from articles import desk
from articles.desk.revisions import first_broken
from articles.models import Correction, Photo, Redaction, RelatedLink, Revision, Story, WorkingCopy
from newsroom.core.models import AuditEntry, Tombstone, User
from tests import builders
from tests.articles.conftest import Reader
from tests.articles.redacted import BODY, SPELLINGS, make_named, names_in, redact
from tests.donations.dumps import as_text

pytestmark = pytest.mark.django_db
NAMED = ("Correction", "Story", "Revision", "WorkingCopy", "Photo", "RelatedLink")


@pytest.fixture(autouse=True)
def journal_file(settings: Settings, tmp_path: Path) -> Path:
    settings.JOURNAL_FILE = str(tmp_path / "journal.jsonl")
    return tmp_path / "journal.jsonl"


@pytest.fixture
def story(editor: User) -> Story:
    return make_named(editor)


def test_the_words_go_out_of_everything_that_is_stored(
    story: Story, editor: User, journal_file: Path
) -> None:
    assert set(NAMED) == {name for name, stored in _stored() if names_in(stored)}
    redact(story, editor)
    assert [name for name, stored in _stored() if names_in(stored)] == []
    assert not names_in(journal_file.read_text())


def _stored() -> Iterator[tuple[str, str]]:
    models: list[Any] = [
        Correction,
        Story,
        Revision,
        WorkingCopy,
        Photo,
        RelatedLink,
        AuditEntry,
        Redaction,
        Tombstone,
    ]
    for model in models:
        yield model.__name__, json.dumps(list(model.objects.values()), default=str, ensure_ascii=False)


@pytest.mark.django_db(transaction=True)
def test_the_words_are_nowhere_in_a_dump(story: Story, editor: User) -> None:
    before = as_text()
    assert names_in(before) == set(SPELLINGS)
    redact(story, editor)
    assert names_in(as_text()) == set()


def test_the_rest_of_every_text_stays_as_it_was(story: Story, editor: User) -> None:
    redact(story, editor)
    found = Story.objects.get(pk=story.pk)
    assert found.headline == "[name removed] is home"
    assert found.slug == "is-home"
    assert found.body_source == BODY.replace(
        "Анна <strong>Ива\u00adнова</strong>", "[name removed]<strong></strong>"
    )


def test_the_chain_still_proves_the_rest(story: Story, editor: User) -> None:
    links = dict(story.revisions.values_list("number", "link"))
    redact(story, editor)
    assert first_broken(story) is None
    assert {number: story.revisions.get(number=number).link for number in links} == links


def test_what_a_redaction_left_cannot_be_changed_unseen(story: Story, editor: User) -> None:
    redact(story, editor)
    kept = story.revisions.exclude(digests={}).earliest("number")
    Revision.objects.filter(pk=kept.pk).update(content=kept.content | {"headline": "Forged"})
    assert first_broken(story) == kept.number


def test_the_chain_is_verified_after_later_acts_too(story: Story, editor: User) -> None:
    redact(story, editor)
    desk.mend(story=story, by=editor, fields={"kicker": "Mended"}, material=False)
    assert first_broken(story) is None
    redact(Story.objects.get(pk=story.pk), editor, spellings=["Mended"])
    assert first_broken(story) is None


def test_nothing_is_left_by_which_the_words_could_be_guessed(story: Story, editor: User) -> None:
    redact(story, editor)
    for kept in story.revisions.exclude(digests={}):
        assert not kept.salt
        assert not set(kept.own_salts) & set(kept.digests)
    other = make_named(editor, headline="Another")
    redact(other, editor)
    one, two = Redaction.objects.order_by("pk")
    assert not {mark[0] for mark in one.marks} & {mark[0] for mark in two.marks}


def test_the_page_of_a_live_story_changes_and_says_so_where_the_editor_wants(
    story: Story, editor: User, reader: Reader
) -> None:
    old = story.get_absolute_url()
    story = redact(story, editor, material=False)
    assert story.updated_at is None
    page = reader.page(story.get_absolute_url())
    assert "[name removed]" in page
    assert not names_in(page)
    reader.page(old, status=404)
    again = redact(story, editor, spellings=["home"], material=True)
    assert again.updated_at is not None


def test_addresses_that_never_had_the_word_lead_nowhere_like_those_that_had(
    story: Story, editor: User, reader: Reader
) -> None:
    old = story.get_absolute_url()
    assert reader.get(old.replace("anna", "somebody")).status_code == 301
    story = redact(story, editor)
    for slug in ("ivanova-is-home", "petrova-is-home", "home"):
        reader.page(story.get_absolute_url().replace("is-home", slug), status=404)
    assert reader.get(story.get_absolute_url().replace("/20", "/19", 1)).status_code == 301


def test_the_audit_entry_has_places_and_counts_and_no_words(story: Story, editor: User) -> None:
    redact(story, editor)
    entry = AuditEntry.objects.filter(act="story.redact").get()
    assert entry.actor == editor
    places = {(each["where"], each["field"]) for each in entry.details["places"]}
    assert {
        ("story", "headline"),
        ("revision", "note"),
        ("working_copy", "headline"),
        ("photo", "alt"),
    } <= places
    assert entry.details["reason"] == "asked"


def test_the_journal_names_every_place(story: Story, editor: User, journal_file: Path) -> None:
    redact(story, editor)
    [line] = [json.loads(line) for line in journal_file.read_text().splitlines()]
    assert line["kind"] == "redacted"
    assert line["data"]["places"] == AuditEntry.objects.get(act="story.redact").details["places"]
    assert len(line["data"]["marks"]) == len(SPELLINGS)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"spellings": []}, "spellings"),
        ({"spellings": ["я"]}, "spellings"),
        ({"spellings": ["…"]}, "spellings"),
        ({"spellings": ["Иванова"] * 61}, "spellings"),
        ({"reason": "because"}, "reason"),
        ({"replacement": "[Иванова removed]"}, "replacement"),
        ({"material": None}, "material"),
    ],
)
def test_what_cannot_be_done_is_refused_and_nothing_changes(
    story: Story, editor: User, changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(desk.Refused) as refused:
        redact(story, editor, **changes)
    assert set(refused.value.errors) == {field}
    assert Story.objects.get(pk=story.pk).version == story.version
    assert not Redaction.objects.exists()


def test_nothing_is_done_where_the_journal_takes_no_entry(
    story: Story, editor: User, settings: Settings, tmp_path: Path
) -> None:
    settings.JOURNAL_FILE = str(tmp_path)
    with pytest.raises(desk.Refused, match="journal"):
        redact(story, editor)
    assert not Redaction.objects.exists()
    assert names_in(Story.objects.get(pk=story.pk).headline)


def test_words_that_never_stood_there_are_refused_from_then_on(client: Client, editor: User) -> None:
    story = builders.make_story("draft", headline="Ice comes early")
    desk.redact(story=story, by=editor, spellings=["Анна Иванова"], reason="danger")
    with pytest.raises(desk.Redacted) as refused:
        desk.write(story=story, by=editor, fields={"kicker": "анна  ИВАНОВА"})
    assert list(refused.value.found) == ["kicker"]
