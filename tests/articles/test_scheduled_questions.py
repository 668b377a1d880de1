"""Scheduled changes that are refused, now or at their hour, asked about, and counted as uses."""

import datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from articles import desk
from articles.desk import due, library
from articles.desk.revisions import first_broken
from articles.models import Category, Story
from articles.tasks import put_out_due
from newsroom.core.models import AuditEntry, User
from tests import builders
from tests.articles.desk_form import change, opened, read, send

pytestmark = pytest.mark.django_db
MARK = "Words that wait for their hour"
SECOND = datetime.timedelta(seconds=1)
HOUR = datetime.timedelta(hours=1)


@pytest.fixture(autouse=True)
def looks_anew() -> None:
    """Let no look-up of another test stand."""
    due.forget()


def typed_for(at: datetime.datetime) -> dict[str, str]:
    """Return what is typed to schedule changes for that time."""
    local = timezone.localtime(at)
    told = {"material": "material", "correction_kind": "none"}
    return {"next_at_0": f"{local:%Y-%m-%d}", "next_at_1": f"{local:%H:%M}", **told}


def page_of(story: Story) -> str:
    return Client().get(story.get_absolute_url()).content.decode()


def hour_of(story: Story) -> datetime.datetime:
    story.refresh_from_db()
    assert story.next_at
    return story.next_at


def test_the_worker_puts_them_out_where_no_reader_asks(time_machine: Any) -> None:
    story = builders.with_scheduled_changes(builders.make_story("live"), headline=MARK)
    put_out_due()
    assert Story.objects.get().headline != MARK
    time_machine.move_to(hour_of(story))
    put_out_due()
    assert Story.objects.get().headline == MARK


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({}, "The story ends before that."),
        ({"expires_at": "2020-01-01T00:00:00+00:00"}, "The story would end before it begins."),
        ({"headline": ""}, "Give the story a headline."),
    ],
)
def test_what_could_not_go_out_is_refused_when_it_is_scheduled(
    words: dict[str, Any], sentence: str, editor: User
) -> None:
    story = builders.make_story("live", expires_at=None if words else timezone.now() + HOUR)
    builders.with_draft(story, **words)
    with pytest.raises(desk.Refused, match=sentence):
        desk.schedule_changes(story=story, by=editor, at=timezone.now() + 2 * HOUR, material=False)
    assert Story.objects.get().next_at is None


def test_nothing_new_is_not_scheduled(at_desk: Client) -> None:
    story = builders.make_story("live")
    answer = send(at_desk, change(story), "schedule_changes", **typed_for(timezone.now() + HOUR))
    assert "there are no changes to schedule" in answer.content.decode()
    assert Story.objects.get().next_at is None


def test_an_earlier_end_keeps_them_from_readers_and_the_desk_says_why(
    at_desk: Client, time_machine: Any
) -> None:
    story = builders.with_scheduled_changes(builders.make_story("live"), headline=MARK)
    hour = hour_of(story)
    Story.objects.update(expires_at=hour - SECOND)
    time_machine.move_to(hour)
    assert Client().get("/").status_code == 200
    assert Story.objects.get().headline == story.headline
    assert "The story was not live any more at that hour." in at_desk.get(change(story)).content.decode()


def test_a_refusal_at_the_hour_never_reaches_readers_and_the_desk_says_why(
    at_desk: Client, editor: User, time_machine: Any
) -> None:
    there = builders.make_category(name="Sea", slug="sea")
    story = builders.make_story("live")
    builders.with_scheduled_changes(story, headline=MARK, category=there.pk)
    hour = hour_of(story)
    Category.objects.filter(pk=there.pk).update(language="ru")
    time_machine.move_to(hour)
    page = page_of(story)
    assert (MARK in page, story.headline in page) == (False, True)
    answer = at_desk.get(change(story))
    said = answer.content.decode()
    assert "did not go out:" in said
    assert "This category belongs to another language." in said
    assert "could not go out and are a draft again" in said
    assert read(answer).values["headline"] == MARK
    assert first_broken(Story.objects.get()) is None
    send(at_desk, change(story), "save_draft", category=story.category_id)
    assert "did not go out:" not in at_desk.get(change(story)).content.decode()


@pytest.mark.parametrize("kind", ["category", "topics", "bylines", "lead_image"])
def test_what_only_a_scheduled_change_names_is_in_use(kind: str, editor: User) -> None:
    made: dict[str, Any] = {
        "category": builders.make_category(slug="only-here", name="Only here"),
        "topics": builders.make_topic(name="Only here", slug="only-here"),
        "bylines": builders.make_author(name="Only Here", slug="only-here"),
        "lead_image": builders.make_photo(),
    }
    lists = {"topics": {"topic": made[kind]}, "bylines": {"author": made[kind]}}
    story = builders.make_story("live")
    given = {kind: [lists[kind]]} if kind in lists else {}
    desk.save_draft(story=story, by=editor, fields={} if given else {kind: made[kind]}, rows=given)
    desk.schedule_changes(story=story, by=editor, at=timezone.now() + HOUR, material=False)
    assert [found.pk for uses in library.uses(made[kind]) for found in uses] == [story.pk]
    desk.discard_draft(story=story, by=editor)
    assert not [found for uses in library.uses(made[kind]) for found in uses]


@pytest.mark.parametrize(
    ("act", "emptied", "sentence"),
    [
        ("publish_changes", False, "This time is still to come. Press Schedule changes"),
        ("save_draft", True, "Only Schedule changes sets this time."),
    ],
)
def test_a_button_that_would_let_the_hour_drop_asks(
    act: str, emptied: bool, sentence: str, at_desk: Client
) -> None:
    story = builders.with_scheduled_changes(builders.make_story("live"), headline=MARK)
    typed = {"next_at_0": "", "next_at_1": ""} if emptied else {}
    answer = send(at_desk, change(story), act, kicker="Typed", **typed)
    assert (answer.status_code, read(answer).values["kicker"]) == (422, "Typed")
    assert sentence in answer.content.decode()
    assert Story.objects.get().version == story.version


def test_with_the_time_emptied_all_of_the_page_goes_out_now(at_desk: Client) -> None:
    story = builders.with_scheduled_changes(builders.make_story("live"), headline=MARK)
    send(at_desk, change(story), "publish_changes", next_at_0="", next_at_1="", material="minor")
    found = Story.objects.get()
    assert (found.headline, found.next_at, found.draft_number) == (MARK, None, None)


def test_whoever_had_the_form_open_over_the_hour_is_told(at_desk: Client, time_machine: Any) -> None:
    story = builders.with_scheduled_changes(builders.make_story("live"), headline=MARK)
    form = opened(at_desk, change(story)) | {"kicker": "Typed", "act": "save_draft"}
    time_machine.move_to(hour_of(story))
    answer = at_desk.post(change(story), form)
    assert (answer.status_code, read(answer).values["kicker"]) == (409, "Typed")
    assert Story.objects.get().headline == MARK


def test_a_deleted_draft_leaves_its_number_and_last_hash_in_the_audit_log(editor: User) -> None:
    story = desk.start(by=editor, fields={"headline": "Never seen"})
    link = bytes(story.revisions.get().link).hex()
    desk.delete(story=story, by=editor)
    entry = AuditEntry.objects.get(act="story.delete")
    assert (entry.details["version"], entry.details["link"]) == (story.version, link)
