"""Changes of a live story that go before readers at a set hour, by the first reader who asks after it."""

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles import desk
from articles.admin.clock import moment
from articles.desk import due
from articles.desk.revisions import first_broken
from articles.models import Story
from newsroom.core.models import AuditEntry, User
from tests import builders
from tests.articles.desk_form import change, opened, rows, send

pytestmark = pytest.mark.django_db
MARK = "Words that wait for their hour"
SECOND = datetime.timedelta(seconds=1)
HOUR = datetime.timedelta(hours=1)


@pytest.fixture(autouse=True)
def looks_anew() -> None:
    """Let no look-up of another test stand."""
    due.forget()


WITHDRAW = {"act": "withdraw", "withdrawal_reason": "Doubts."}


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


def test_scheduled_changes_go_out_at_their_hour_and_not_before(at_desk: Client, time_machine: Any) -> None:
    story = builders.make_story("live", topics=[builders.make_topic()])
    author = builders.make_author(name="Author of the Change", slug="of-the-change")
    lists = rows("bylines", {"author": author.pk, "role": "writer"}) | rows("story_topics")
    at = timezone.now() + HOUR
    sent = send(at_desk, change(story), "schedule_changes", headline=MARK, **typed_for(at), **lists)
    assert sent.status_code == 302
    hour = hour_of(story)
    urls = ["/", story.get_absolute_url(), "/category/regions/", "/author/nina-feldt/", "/topic/grain/"]
    before = {url: Client().get(url).content for url in urls}
    time_machine.move_to(hour - SECOND, tick=False)
    assert not [url for url in urls if MARK in Client().get(url).content.decode()]
    assert before[urls[1]] == Client().get(urls[1]).content
    time_machine.move_to(hour)
    found = {url: Client().get(url) for url in urls}
    # Lists that it left are no pages any more; what they answer leads to the newest stories, so to this one.
    assert [found[url].status_code for url in urls] == [200, 200, 200, 404, 404]
    assert [url for url in urls if MARK in found[url].content.decode()] == urls
    assert "Author of the Change" in found[urls[1]].content.decode()
    story.refresh_from_db()
    assert (story.updated_at, story.next_at, story.next_number, story.draft_number) == (
        hour,
        None,
        None,
        None,
    )
    assert first_broken(story) is None


@pytest.mark.parametrize("url", ["/", "/category/regions/", "/ru/"])
def test_whatever_page_is_asked_first_puts_them_out(url: str, time_machine: Any) -> None:
    story = builders.with_scheduled_changes(builders.make_story("live"), headline=MARK)
    time_machine.move_to(hour_of(story))
    Client().get(url)
    assert Story.objects.get().headline == MARK


def test_they_go_out_in_the_name_of_whoever_scheduled_them_though_the_account_ended(
    editor: User, time_machine: Any
) -> None:
    story = builders.with_draft(builders.make_story("live"), headline=MARK)
    desk.schedule_changes(story=story, by=editor, at=timezone.now() + HOUR, material=False)
    editor.is_active = False
    editor.save()
    time_machine.move_to(hour_of(story))
    assert MARK in page_of(story)
    entry = AuditEntry.objects.all()[0]
    assert (entry.act, entry.actor, entry.target_id) == ("story.changes_due", editor, str(story.pk))
    assert story.revisions.order_by("-number")[0].by == editor


def test_a_minor_change_is_not_told_to_readers(time_machine: Any) -> None:
    story = builders.with_scheduled_changes(builders.make_story("live"), headline=MARK)
    time_machine.move_to(hour_of(story))
    page_of(story)
    assert Story.objects.get().updated_at is None


def test_one_look_up_a_second_is_all_it_costs_before_the_hour(time_machine: Any) -> None:
    story = builders.with_scheduled_changes(builders.make_story("live"))
    page_of(story)
    with CaptureQueriesContext(connection) as many:
        for _ in range(3):
            page_of(story)
    due.forget()
    with CaptureQueriesContext(connection) as looking:
        page_of(story)
    looked = [query["sql"] for query in looking if "next_at" in query["sql"].partition("WHERE")[2]]
    assert len(looked) == 1
    assert len(looking) <= 9
    # A machine so slow that a second passes between two requests looks up again.
    assert len([query for query in many if "next_at" in query["sql"].partition("WHERE")[2]]) <= 3


def test_no_cache_keeps_a_page_beyond_the_hour(time_machine: Any) -> None:
    story = builders.with_scheduled_changes(builders.make_story("live"))
    hour = hour_of(story)
    for before, seconds in ((HOUR / 2, 60), (SECOND * 20, 20), (SECOND / 2, 0)):
        time_machine.move_to(hour - before, tick=False)
        answer = Client().get(story.get_absolute_url())
        assert f"max-age={seconds}" in answer["Cache-Control"].replace(" ", "").split(",")


def test_a_draft_on_top_stays_and_goes_out_by_its_own_act(
    at_desk: Client, editor: User, time_machine: Any
) -> None:
    story = builders.with_scheduled_changes(builders.make_story("live"), headline=MARK)
    assert opened(at_desk, change(story))["headline"] == MARK
    send(at_desk, change(story), "save_draft", kicker="On top")
    page = at_desk.get(change(story)).content.decode()
    assert "A newer draft was saved on top of them" in page
    time_machine.move_to(hour_of(story))
    page_of(story)
    found = Story.objects.get()
    assert (found.headline, found.kicker, found.draft_number is None) == (MARK, "Far East", False)
    values = opened(at_desk, change(story))
    assert (values["headline"], values["kicker"]) == (MARK, "On top")


def test_unscheduled_they_are_a_draft_again(at_desk: Client, time_machine: Any) -> None:
    story = builders.with_scheduled_changes(builders.make_story("live"), headline=MARK)
    hour = hour_of(story)
    answer = at_desk.post(change(story), opened(at_desk, change(story)) | {"act": "unschedule_changes"})
    assert answer.status_code == 302
    time_machine.move_to(hour + SECOND)
    assert MARK not in page_of(story)
    assert opened(at_desk, change(story))["headline"] == MARK


def test_withdrawing_cancels_them_and_says_so(at_desk: Client, time_machine: Any) -> None:
    story = builders.with_scheduled_changes(builders.make_story("live"), headline=MARK)
    hour = hour_of(story)
    answer = at_desk.post(change(story), opened(at_desk, change(story)) | WITHDRAW, follow=True)
    assert "The changes that were scheduled are a draft again." in answer.content.decode()
    time_machine.move_to(hour)
    assert Client().get(story.get_absolute_url()).status_code == 410
    found = Story.objects.get()
    assert (found.draft_number, found.next_number, found.headline == MARK) == (story.next_number, None, False)


def test_discarding_says_that_they_do_not_go_out_and_cancels_them(at_desk: Client, time_machine: Any) -> None:
    story = builders.with_scheduled_changes(builders.make_story("live"), headline=MARK)
    hour = hour_of(story)
    page = change(story).replace("/change/", "/discard/")
    assert "do not go out." in at_desk.get(page).content.decode()
    at_desk.post(page, {"seen": story.version})
    time_machine.move_to(hour)
    assert MARK not in page_of(story)
    assert opened(at_desk, change(story))["headline"] == story.headline


def test_lists_of_the_desk_tell_a_draft_and_the_hour_of_changes(at_desk: Client) -> None:
    builders.with_draft(builders.make_story("live"))
    story = builders.with_scheduled_changes(builders.make_story("live"))
    page = at_desk.get(reverse("admin:articles_story_changelist")).content.decode()
    assert '<span class="badge changes">Draft of changes</span>' in page
    assert f'<span class="badge changes">Changes {moment(hour_of(story))}</span>' in page
