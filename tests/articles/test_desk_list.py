"""The list of stories at the desk: what stands in it, how it is searched and filtered."""

import datetime
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from articles.models import Story
from tests.answers import Answer
from tests.builders import STATES, make_author, make_category, make_story, make_user

pytestmark = pytest.mark.django_db
LIST = "/admin/articles/story/"


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(make_user("editor"))
    return client


def rows(answer: Answer) -> list[str]:
    """Return the headlines of the list, in order."""
    return re.findall(r'class="field-titled"><a [^>]*>([^<]*)<small>', answer.content.decode())


def tabs(answer: Answer) -> dict[str, int]:
    found = re.findall(r'<li><a href="[^"]*"[^>]*>([^<]+) <span class="count">(\d+)', answer.content.decode())
    return {name: int(count) for name, count in found}


@pytest.mark.parametrize("state", STATES)
def test_each_state_has_a_badge_and_a_tab_that_finds_it(editor: Client, state: Story.State) -> None:
    wanted = make_story(state, headline=f"This One Is {state.label}")
    for other in STATES:
        if other != state:
            make_story(other)
    page = editor.get(LIST)
    assert f'<span class="badge {state.value}">{state.label}' in page.content.decode()
    assert tabs(page)[str(state.label)] == 1
    tab = {"draft": "drafts"}.get(state.value, state.value)
    assert rows(editor.get(f"{LIST}?state={tab}")) == [wanted.headline]


def test_a_story_under_embargo_says_until_when_beside_its_state(editor: Client) -> None:
    until = timezone.now() + datetime.timedelta(days=400)
    make_story("draft", embargo_until=until, headline="Prize List")
    make_story("draft")
    page = editor.get(f"{LIST}?state=embargoed")
    assert rows(page) == ["Prize List"]
    assert '<span class="badge embargo">Embargo ' in page.content.decode()
    assert '<span class="badge draft">' in page.content.decode()


def test_a_search_of_hundreds_of_words_costs_no_more_than_one_of_twelve(editor: Client) -> None:
    make_story("live", headline=" ".join(f"word{number}" for number in range(12)))
    many = "+".join(f"word{number}" for number in range(400))
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert len(rows(editor.get(f"{LIST}?q={many}"))) == 1
    assert max(query["sql"].count("UPPER") for query in asked) < 100


@pytest.mark.parametrize("words", ["prices", "PRICES eggs", "the-price-of", "osin", "Осин"])
def test_search_looks_into_headline_slug_and_bylines(editor: Client, words: str) -> None:
    osin = make_author(name="Timur Osin", slug="timur-osin")
    other = make_author(name="Тимур Осин", slug="timur-osin-2")
    make_story(headline="Prices of Eggs", slug="the-price-of-eggs", authors=[osin, other])
    make_story(headline="Ferries")
    assert rows(editor.get(LIST, {"q": words})) == ["Prices of Eggs"]


def test_category_and_language_filter(editor: Client) -> None:
    sport = make_category(name="Sport", slug="sport")
    make_story(headline="A Match", category=sport)
    make_story(headline="Матч", language="ru")
    make_story(headline="A Ferry")
    assert rows(editor.get(f"{LIST}?category__id__exact={sport.pk}")) == ["A Match"]
    assert rows(editor.get(f"{LIST}?language__exact=ru")) == ["Матч"]


def test_what_comes_next_stands_above_what_came_before(editor: Client) -> None:
    for state in ("live", "scheduled", "draft"):
        make_story(state, headline=state)
    assert rows(editor.get(LIST)) == ["scheduled", "draft", "live"]


def test_times_name_their_zone(editor: Client, settings: Settings) -> None:
    make_story("live", publish_at=datetime.datetime(2024, 1, 2, 12, 30, tzinfo=datetime.UTC))
    page = editor.get(LIST).content.decode()
    assert "Amsterdam time" in page
    assert '<time datetime="2024-01-02T13:30:00+01:00">13:30</time>, Jan. 2, 2024' in page


def test_nothing_can_be_deleted_from_the_list(editor: Client) -> None:
    story = make_story("draft")
    data = {"action": "delete_selected", "_selected_action": [story.pk], "post": "yes"}
    editor.post(LIST, data)
    assert Story.objects.count() == 1
    assert "delete_selected" not in editor.get(LIST).content.decode()


def test_a_headline_is_text_and_never_markup(editor: Client) -> None:
    make_story("live", headline="<script>alert(1)</script>")
    page = editor.get(LIST).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_a_reporter_sees_own_stories_and_live_ones_counted_as_such(client: Client) -> None:
    nina = make_user("reporter", name="nina")
    make_story("draft", headline="Mine", created_by=nina)
    make_story("draft", headline="Not mine")
    make_story("live", headline="Out")
    client.force_login(nina)
    page = client.get(LIST)
    assert sorted(rows(page)) == ["Mine", "Out"]
    assert (tabs(page)["All"], tabs(page)["Draft"]) == (2, 1)


@pytest.mark.parametrize("role", ["fundraiser", "stranger"])
def test_others_have_no_list(client: Client, role: str) -> None:
    client.force_login(make_user(role))
    assert client.get(LIST).status_code == 403


@pytest.mark.parametrize("query", ["state=nonsense", "p=999", "q=%00", "category__id__exact=x", "o=9.9"])
def test_a_broken_address_is_no_error(editor: Client, query: str) -> None:
    make_story()
    assert editor.get(f"{LIST}?{query}").status_code in (200, 302)


def test_the_list_takes_the_same_queries_for_3_and_for_300(editor: Client) -> None:
    authors = [make_author(name=f"Author {turn}", slug=f"author-{turn}") for turn in range(3)]
    counts = []
    for more in (3, 40):
        for _turn in range(more):
            for state in STATES:
                make_story(state, authors=authors)
        with CaptureQueriesContext(connection) as queries:
            assert editor.get(LIST).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] < 25
