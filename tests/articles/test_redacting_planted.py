"""Faults that are planted into redaction are found by what looks for the words afterwards."""

import contextlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError
from django.test import Client
from pytest_django import Settings

from articles import desk
from articles.desk import library, redacting, redacting_plan, revisions, working
from articles.desk.library import media
from articles.desk.redacting_plan import Plan
from articles.desk.redacting_words import Marks
from articles.desk.revisions import first_broken
from articles.models import Photo, Revision, Story, WorkingCopy
from newsroom.core.models import AuditEntry, User
from tests import builders
from tests.articles.desk_form import change, opened
from tests.articles.redacted import make_named, names_in, redact
from tests.articles.test_working_copies import keep, typed

pytestmark = pytest.mark.django_db
Plant = Callable[[pytest.MonkeyPatch], None]


@pytest.fixture(autouse=True)
def journal_file(settings: Settings, tmp_path: Path) -> Path:
    settings.JOURNAL_FILE = str(tmp_path / "journal.jsonl")
    return tmp_path / "journal.jsonl"


def nothing(*args: Any, **kwargs: Any) -> None:
    return None


def _one_spelling_less(monkeypatch: pytest.MonkeyPatch) -> None:
    made = Marks.of
    monkeypatch.setattr(Marks, "of", classmethod(lambda _cls, key, all_: made(key, list(all_)[:-2])))


def _a_place_less(monkeypatch: pytest.MonkeyPatch) -> None:
    told = Plan.told
    monkeypatch.setattr(redacting, "_entry", _entry_of(lambda made: told(made)[1:]))


def _entry_of(places: Callable[[Plan], Any]) -> Callable[..., dict[str, Any]]:
    entry = redacting._entry
    return lambda story, made, wish: entry(story, made, wish) | {"places": places(made)}


def _salt_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    def take_out(revision: Revision, *, content: Any, note: str) -> None:
        leaves = revisions.leaves_of(revision)
        gone = {name: leaves[name] for name in content if content[name] != revision.content[name]}
        Revision.objects.filter(pk=revision.pk).update(content=content, digests=gone)

    monkeypatch.setattr(redacting, "take_out", take_out)


def _without_its_hash(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(redacting, "left_of", lambda revision: None)


PLANTS: dict[str, Plant] = {
    "a form from before is stored": lambda patch: patch.setattr(revisions, "require_without", nothing),
    "an open window goes on keeping them": lambda patch: patch.setattr(
        working, "require_form_without", nothing
    ),
    "unsaved words stay": lambda patch: patch.setattr(redacting_plan, "_plan_copies", nothing),
    "versions stay": lambda patch: patch.setattr(redacting_plan, "_plan_revisions", nothing),
    "the row stays": lambda patch: patch.setattr(redacting, "_on_row", nothing),
    "the photo stays": lambda patch: patch.setattr(redacting_plan, "_plan_photos", nothing),
    "the photo is described again": lambda patch: patch.setattr(media, "require_photo_without", nothing),
    "one spelling is left": _one_spelling_less,
    "the journal lacks a place": _a_place_less,
    "the salt is kept": _salt_kept,
    "what is left is not hashed": _without_its_hash,
}


def test_without_a_planted_fault_nothing_is_found(journal_file: Path) -> None:
    assert list(_faults(journal_file)) == []


@pytest.mark.parametrize("name", PLANTS)
def test_each_planted_fault_is_found(name: str, monkeypatch: pytest.MonkeyPatch, journal_file: Path) -> None:
    PLANTS[name](monkeypatch)
    try:
        found = list(_faults(journal_file))
    except (IntegrityError, desk.Refused) as refused:
        found = [str(refused)]
    assert found


def _faults(journal_file: Path) -> Iterator[str]:
    """Take a name out, let everything come back that was open, and say what does not hold."""
    editor, colleague = builders.make_user("editor"), builders.make_user("editor", name="other")
    story = make_named(editor)
    client = Client()
    client.force_login(colleague)
    form, photo = opened(client, change(story)), Photo.objects.get()
    redact(story, editor)
    keep(client, typed(form, story))
    _try(lambda: _saved_over(story, colleague, form["body_source"]))
    _try(lambda: library.describe_photo(photo=photo, by=editor, fields={"alt": photo.alt}))
    for model in (Story, Revision, WorkingCopy, Photo, AuditEntry):
        rows: Any = model._default_manager.values()
        if names_in(json.dumps(list(rows), default=str, ensure_ascii=False)):
            yield f"words in {model.__name__}"
    if (number := first_broken(story)) is not None:
        yield f"the chain is broken at {number}"
    if any(kept.salt for kept in story.revisions.exclude(digests={})):
        yield "a salt proves what stood there"
    entry = AuditEntry.objects.get(act="story.redact")
    if json.loads(journal_file.read_text())["data"]["places"] != entry.details["places"]:
        yield "journal and record name other places"


def _saved_over(story: Story, by: User, body: str) -> Story:
    """Save a form from before over the version that was shown in the conflict."""
    return desk.save_draft(story=story, by=by, fields={"body_source": body}, seen=None)


def _try(act: Callable[[], object]) -> None:
    with contextlib.suppress(desk.Refused):
        act()
