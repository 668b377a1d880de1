"""The hour of scheduled changes: several readers at once, people at the desk, a process that dies."""

import datetime
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone

from articles import desk
from articles.desk import due, library, locking
from articles.desk.revisions import first_broken
from articles.models import Author, Story
from newsroom.core.models import AuditEntry, User
from tests.builders import make_author, make_story, make_user, with_draft, with_scheduled_changes
from tests.patience import PATIENCE
from tests.two_connections import crowd, meet

pytestmark = pytest.mark.django_db(transaction=True)
MARK = "Words of the hour"


@pytest.fixture
def editor() -> User:
    return make_user("editor", is_superuser=True)


@pytest.fixture
def story(editor: User, monkeypatch: pytest.MonkeyPatch) -> Story:
    """A live story whose changes are due, on a machine that may be slow."""
    monkeypatch.setattr(due, "MOST_WAIT", "600s")
    now = timezone.now() - datetime.timedelta(seconds=1)
    return with_scheduled_changes(make_story("live"), at=now, by=editor, headline=MARK)


def reads(story: Story) -> Callable[[], str]:
    def read() -> str:
        try:
            return Client().get(story.get_absolute_url()).content.decode()
        finally:
            connection.close()

    return read


def holds(story: Story) -> Callable[[], Any]:
    return lambda: list(Story.objects.select_for_update().filter(pk=story.pk))


def acts() -> list[str]:
    return sorted(AuditEntry.objects.values_list("act", flat=True))


def test_of_many_first_readers_one_puts_it_out_and_all_see_it(story: Story) -> None:
    pages = crowd(holds(story), *[reads(story)] * 4)
    assert [MARK in page for page in pages] == [True] * 4
    assert acts() == ["story.changes_due"]
    assert first_broken(Story.objects.get()) is None


def test_worker_and_reader_at_once_put_it_out_once(story: Story) -> None:
    met = meet(due.put_out_due, reads(story))
    assert (met.first, met.waited, MARK in met.second) == (1, True, True)
    assert acts() == ["story.changes_due"]


def test_withdrawn_at_the_same_moment_it_does_not_go_out(story: Story, editor: User) -> None:
    met = meet(lambda: desk.withdraw(story=story, by=editor, reason="Doubts."), due.put_out_due)
    assert (met.waited, met.second) == (True, 0)
    found = Story.objects.get()
    assert (found.state(), found.headline, found.draft_number) == (
        Story.State.WITHDRAWN,
        story.headline,
        story.next_number,
    )


def test_unscheduled_a_moment_too_late_it_went_out_and_the_editor_is_told(story: Story, editor: User) -> None:
    met = meet(due.put_out_due, lambda: desk.unschedule_changes(story=story, by=editor))
    assert isinstance(met.second, desk.NotAllowed)
    assert Story.objects.get().headline == MARK


def test_a_draft_saved_over_the_turn_is_told_that_the_story_changed(story: Story, editor: User) -> None:
    met = meet(
        due.put_out_due,
        lambda: desk.save_draft(story=story, by=editor, fields={"kicker": "Mine"}, seen=story.version),
    )
    assert isinstance(met.second, desk.Changed)
    assert met.second.theirs.headline == MARK


def test_whoever_holds_the_row_keeps_no_reader_waiting_for_long(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(due, "MOST_WAIT", "20ms")
    with ThreadPoolExecutor(1) as pool, transaction.atomic():
        holds(story)()
        page = pool.submit(reads(story)).result(PATIENCE)
    assert (story.headline in page, MARK in page) == (True, False)
    due.forget()
    assert MARK in reads(story)()


def test_a_process_that_dies_in_the_middle_leaves_everything_as_it_was(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep = locking.keep

    def keep_and_die(*args: Any, **kwargs: Any) -> None:
        keep(*args, **kwargs)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")

    def die() -> bool:
        try:
            due.put_out_due()
        except DatabaseError:
            return True
        return False

    before = Story.objects.values().get()
    with monkeypatch.context() as patch:
        patch.setattr(due, "keep", keep_and_die)
        assert crowd(lambda: None, die) == [True]
    assert (Story.objects.values().get(), acts()) == (before, [])
    assert MARK in reads(story)()
    assert acts() == ["story.changes_due"]


def test_of_two_who_schedule_the_same_version_one_is_told(editor: User) -> None:
    story, at = with_draft(make_story("live")), timezone.now() + datetime.timedelta(hours=1)

    def schedule() -> Story:
        return desk.schedule_changes(story=story, by=editor, at=at, material=False, seen=story.version)

    met = meet(schedule, schedule)
    assert (met.waited, isinstance(met.second, desk.Changed)) == (True, True)


def test_an_author_who_is_deleted_while_a_change_that_names_him_is_scheduled_stays(editor: User) -> None:
    author, story = make_author(name="Only Here", slug="only-here"), make_story("live")
    story = desk.save_draft(story=story, by=editor, fields={}, rows={"bylines": [{"author": author}]})
    at = timezone.now() + datetime.timedelta(hours=1)
    met = meet(
        lambda: desk.schedule_changes(story=story, by=editor, at=at, material=False),
        lambda: library.delete_author(author=author, by=editor),
    )
    assert isinstance(met.second, library.InUse)
    assert Author.objects.filter(pk=author.pk).exists()
