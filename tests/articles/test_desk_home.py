"""The first page of the desk: what waits, and only what one may see."""

import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.answers import Answer, context_of
from tests.builders import STATES, make_author, make_story, make_user, with_scheduled_changes

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(make_user("editor"))
    return client


def sections(answer: Answer) -> dict[str, list[str]]:
    """Return the headlines under each heading."""
    parts = context_of(answer)["parts"]
    return {
        section.title: [row["story"].headline for row in section.rows]
        for part in parts
        for section in part["sections"]
    }


def test_each_story_stands_under_its_heading(editor: Client) -> None:
    for state in STATES:
        make_story(state, headline=str(state.label))
    make_story("draft", headline="Mine", created_by=make_user("editor"))
    make_story("draft", headline="Promised", embargo_until=timezone.now() + datetime.timedelta(hours=1))
    assert sections(editor.get("/admin/")) == {
        "Waiting for review": ["In review"],
        "My drafts": ["Mine"],
        "Embargoes": ["Promised"],
        "Scheduled": ["Scheduled"],
        "Scheduled changes": [],
        "First on the front page": [],
        "Live now": ["Live"],
    }


def test_what_waits_longest_stands_first_and_long_lists_are_cut_with_a_link_to_all(editor: Client) -> None:
    now = timezone.now()
    for turn in range(7):
        make_story("in_review", headline=f"Waits {turn}", modified_at=now - datetime.timedelta(hours=turn))
    page = editor.get("/admin/")
    assert sections(page)["Waiting for review"] == [f"Waits {turn}" for turn in (6, 5, 4, 3, 2)]
    assert '<a href="/admin/articles/story/?state=in_review"' in page.content.decode()
    assert "5 of 7" in page.content.decode()


def test_a_reporter_sees_own_work_and_nobody_elses(client: Client) -> None:
    nina = make_user("reporter", name="nina")
    for state in STATES:
        make_story(state, headline="A secret" if state.value != "live" else "Out")
    make_story("in_review", headline="Hers", created_by=nina)
    client.force_login(nina)
    page = client.get("/admin/")
    assert sections(page)["Waiting for review"] == ["Hers"]
    assert "A secret" not in page.content.decode()


def test_a_fundraiser_finds_a_page_that_says_what_there_is(client: Client) -> None:
    make_story("live", headline="Out")
    client.force_login(make_user("fundraiser"))
    page = client.get("/admin/").content.decode()
    assert "/admin/articles/" not in page
    assert "Out" not in page
    assert page.count("<h2") >= 1


def test_the_first_page_takes_the_same_queries_for_3_and_for_300(editor: Client) -> None:
    authors = [make_author(name=f"Author {turn}", slug=f"author-{turn}") for turn in range(3)]
    counts = []
    for more in (1, 40):
        for _turn in range(more):
            for state in STATES:
                make_story(state, authors=authors)
            with_scheduled_changes(make_story("live", authors=authors))
        with CaptureQueriesContext(connection) as queries:
            editor.get("/admin/")
        counts.append(len(queries))
    assert counts[0] == counts[1] < 30


def test_the_navigation_names_only_what_one_may_see(client: Client) -> None:
    wanted = {
        "editor": ["story", "photo", "author", "topic", "category", "redirect"],
        "reporter": ["story", "photo", "author", "topic", "category"],
        "fundraiser": [],
    }
    for role, models in wanted.items():
        client.force_login(make_user(role))
        page = client.get("/admin/").content.decode()
        navigation = page.partition('<nav id="rooms"')[2].partition("</nav>")[0]
        found = [part.partition("/")[0] for part in navigation.split("/admin/articles/")[1:]]
        assert found == models


def test_changes_that_wait_stand_with_their_hour_and_who_scheduled_them(editor: Client) -> None:
    nina = make_user("editor", name="nina")
    at = timezone.now() + datetime.timedelta(days=1)
    story = make_story("live", headline="Ice comes early", created_by=make_user("reporter"))
    with_scheduled_changes(story, at=at, by=nina, headline="Ice comes late")
    page = editor.get("/admin/")
    row = next(
        each
        for part in context_of(page)["parts"]
        for each in part["sections"]
        if each.rows and each.title == "Scheduled changes"
    ).rows[0]
    assert (row["at"], row["note"].split(" · ")[0]) == (at, "by nina")
    assert row["url"] == f"/admin/articles/story/{story.pk}/change/"
    link = "/admin/articles/story/?state=with_scheduled_changes"
    assert f'<a href="{link}"' in page.content.decode()
    assert "Ice comes early" in editor.get(link).content.decode()


def test_a_reporter_is_told_of_no_changes_of_other_peoples_stories(client: Client) -> None:
    with_scheduled_changes(make_story("live", headline="Out"))
    client.force_login(make_user("reporter", name="nina"))
    assert sections(client.get("/admin/"))["Scheduled changes"] == []


def test_flags_stand_on_the_hour_rule_to_the_quarter_of_an_hour(editor: Client) -> None:
    at = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    make_story("live", publish_at=at)
    now = timezone.localtime()
    page = editor.get("/admin/").content.decode()
    assert '<i class="hour-0 quarter-0 live">' in page
    assert f'<i class="hour-{now.hour} quarter-{now.minute // 15} current-time">' in page
