"""The desk finds stories in any state, by words, number, address or slug, among those a person may see."""

import datetime
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import search
from articles.body.words import unfinished
from articles.desk import indexing
from articles.models import Story
from tests.answers import Answer
from tests.builders import STATES, make_author, make_category, make_story, make_topic, make_user

pytestmark = pytest.mark.django_db
LIST = "/admin/articles/story/"
CAPPED = "Very many stories have these words"


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(make_user("editor"))
    return client


def told(headline: str, body: str = "Nothing else.", state: str = "live", **changes: Any) -> Story:
    """Make a story with a text, and its row of the index, as an act leaves it."""
    plain = {"kicker": "", "standfirst": "", "summary": "", "authors": []}
    story = make_story(state, headline=headline, body_source=f"<p>{body}</p>", **plain | changes)
    indexing.index(story)
    return story


def found(desk: Client, typed: str, **filters: Any) -> list[str]:
    """Return the headlines of the list, in order."""
    answer: Answer = desk.get(LIST, {"q": typed, **filters})
    assert answer.status_code == 200
    return re.findall(r'class="field-titled"><a [^>]*>([^<]*)<small>', answer.content.decode())


@pytest.mark.parametrize("state", STATES)
def test_a_story_of_each_state_is_found_by_a_word_of_its_text(editor: Client, state: str) -> None:
    told("One", "The harbors are full.", state)
    told("Other")
    assert found(editor, "harbor") == ["One"]


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("reporters", "A reporter came."),
        ("правительства", "Правительство решило."),
        ("елка", "Новая ёлка."),
        ('"новая газета"', "Пишет «Новая газета»."),
        ("obrien", "Mr. O’Brien came."),
        ("wheat -rye", "Wheat is dear."),
        ("nina", "x"),
        ("гвоздь", "x"),
    ],
)
def test_words_are_found_in_text_names_and_topics_however_they_are_typed(
    editor: Client, typed: str, text: str
) -> None:
    told("One", text, "draft", authors=[make_author()], topics=[make_topic(name="Гвозди", slug="g")])
    told("Rye", "Wheat and rye, but no news, газета новая")
    assert found(editor, typed) == ["One"]


def test_stories_of_all_languages_are_found_the_newest_first(editor: Client) -> None:
    now = timezone.now()
    told("Порт harbor", language="ru", publish_at=now - datetime.timedelta(days=3))
    told("Harbor harbor", publish_at=now - datetime.timedelta(days=30))
    told("One", "A harbor.", "scheduled")
    assert found(editor, "harbor") == ["One", "Порт harbor", "Harbor harbor"]


def test_filters_and_tabs_are_asked_together_with_words(editor: Client) -> None:
    ann, grain, arts = make_author(name="Ann", slug="ann"), make_topic(), make_category(slug="arts")
    me = make_user("editor")
    told("Harbor mine", created_by=me, state="draft")
    told("Harbor by Ann", authors=[ann])
    told("Harbor of grain", topics=[grain])
    told("Harbor arts", category=arts)
    told("Harbor ru", language="ru")
    told("Mine alone", created_by=me, state="draft")
    asked = {
        "state": "drafts",
        "mine": "1",
        "author": ann.pk,
        "topic": grain.pk,
        "category__id__exact": arts.pk,
        "language__exact": "ru",
    }
    answers = {name: found(editor, "harbor", **{name: value}) for name, value in asked.items()}
    assert answers == {
        "state": ["Harbor mine"],
        "mine": ["Harbor mine"],
        "author": ["Harbor by Ann"],
        "topic": ["Harbor of grain"],
        "category__id__exact": ["Harbor arts"],
        "language__exact": ["Harbor ru"],
    }
    assert found(editor, "harbor", author=ann.pk, state="drafts") == []


def test_each_person_can_list_what_they_began(client: Client) -> None:
    nina = make_user("reporter", name="nina")
    told("Mine", created_by=nina)
    told("Of others")
    client.force_login(nina)
    assert found(client, "", mine="1") == ["Mine"]
    assert found(client, "", mine="x") == found(client, "") == ["Of others", "Mine"]


def test_a_story_is_found_by_what_names_it(editor: Client) -> None:
    story = told("Prices of Eggs", state="withdrawn", slug="the-price-of-eggs")
    told("Ferries")
    typed = (
        str(story.pk),
        f"#{story.pk}",
        "the-price-of",
        story.get_absolute_url(),
        f"https://testserver{story.get_absolute_url()}?utm_source=x",
        f"testserver/lite{story.get_absolute_url()}",
        f"testserver/saved{story.get_absolute_url()}",
        f"http://testserver/admin/articles/story/{story.pk}/change/",
        f"http://testserver/admin/articles/story/{story.pk}/history/",
        f"/admin/preview/{story.pk}/",
        f"the-price-of-eggs-a{story.pk}",
    )
    assert {each: found(editor, each) for each in typed} == {each: ["Prices of Eggs"] for each in typed}


@pytest.mark.parametrize(
    "typed", ["9" * 18, "9" * 40, "/nowhere/", "http://[", "https://elsewhere.example/a-b", "a//b"]
)
def test_what_names_no_story_finds_none(editor: Client, typed: str) -> None:
    told("Ferries")
    assert found(editor, typed) == []


def test_a_number_that_is_a_word_finds_both(editor: Client) -> None:
    story = told("One")
    told("Two", f"In {story.pk} it rained.")
    assert sorted(found(editor, str(story.pk))) == ["One", "Two"]


@pytest.mark.parametrize("state", [each for each in STATES if each != "live"])
def test_nobody_finds_what_they_may_not_see(client: Client, state: str) -> None:
    client.force_login(make_user("reporter", name="me"))
    story = told("Harbor", state=state, created_by=make_user("reporter", name="other"), slug="the-harbor")
    named = ("harbor", str(story.pk), "the-harbor", story.get_absolute_url())
    assert [found(client, typed) for typed in named] == [[], [], [], []]


@pytest.mark.parametrize("typed", ["-", "“”", "-harbor"])
def test_what_holds_no_word_is_answered_with_that(editor: Client, typed: str) -> None:
    told("Harbor")
    page = editor.get(LIST, {"q": typed}).content.decode()
    assert "nothing to search for" in page
    assert "Nothing here matches." in page


def test_an_endless_search_is_answered_with_what_to_do(
    editor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    told("Harbor")
    monkeypatch.setattr(search, "_MANY", f"{search._MANY}, pg_sleep(5)")
    monkeypatch.setattr(search, "MILLISECONDS", 50)
    answer = editor.get(LIST, {"q": "harbor"})
    assert answer.status_code == 200
    assert "too broad" in answer.content.decode()
    assert found(editor, "") == ["Harbor"]


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let very many be more than three."""
    monkeypatch.setattr(search, "RANKED", 3)
    monkeypatch.setattr(search, "ENOUGH", 2)


@pytest.mark.usefixtures("few")
def test_of_very_many_the_newest_are_shown_and_that_is_said(editor: Client) -> None:
    for number in range(5):
        told(f"Harbor {number}")
    assert found(editor, "harbor") == ["Harbor 4", "Harbor 3", "Harbor 2"]
    assert CAPPED in editor.get(LIST, {"q": "harbor"}).content.decode()


@pytest.mark.usefixtures("few")
def test_a_filter_that_leaves_few_finds_the_oldest_of_very_many(editor: Client) -> None:
    told("Harbor ru", language="ru")
    for number in range(5):
        told(f"Harbor {number}")
    assert found(editor, "harbor", language__exact="ru") == ["Harbor ru"]
    assert CAPPED not in editor.get(LIST, {"q": "harbor", "language__exact": "ru"}).content.decode()


@pytest.mark.usefixtures("few")
def test_where_both_are_very_many_the_newest_of_either_are_looked_at(editor: Client) -> None:
    for number in range(4):
        told(f"Harbor {number}")
    for number in range(4):
        told(f"Ferry {number}")
    told("Harbor ru", language="ru", state="draft")
    assert found(editor, "harbor", language__exact="en") == ["Harbor 3", "Harbor 2"]


def test_what_was_typed_is_in_no_statement_that_can_be_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "RANKED", 1)
    for turn in range(2):
        told(f"Harbor {turn}")
    with CaptureQueriesContext(connection) as asked:
        assert search.among(Story.objects.newest(), unfinished("harbor harb")).is_capped
    cut_off = [each["sql"] for each in asked if "articles_search_" in each["sql"]]
    assert len(cut_off) == 3
    assert not [each for each in cut_off if "harb" in each]


def test_words_cost_the_same_queries_for_3_stories_and_for_30(editor: Client) -> None:
    counts = []
    for more in (3, 27):
        for number in range(more):
            told(f"Harbor {number}", authors=[make_author()])
        with CaptureQueriesContext(connection) as queries:
            assert len(found(editor, "harbor")) >= more
        counts.append(len(queries))
    assert counts[0] == counts[1] < 31
