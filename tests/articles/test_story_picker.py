"""A picker of stories offers others that readers see or will see, with state, day and authors."""

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import search
from articles.admin import offering
from articles.desk import indexing
from articles.models import Story
from tests.answers import find
from tests.articles.desk_form import change
from tests.builders import STATES, make_author, make_story, make_user

pytestmark = pytest.mark.django_db
PICKER = "/admin/autocomplete/"
SOURCE = {"app_label": "articles", "model_name": "relatedlink", "field_name": "target"}
OFFERED = {"live", "scheduled"}


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(make_user("editor"))
    return client


def told(headline: str, body: str = "Nothing else.", state: str = "live", **changes: Any) -> Story:
    plain = {"kicker": "", "standfirst": "", "summary": "", "authors": []}
    story = make_story(state, headline=headline, body_source=f"<p>{body}</p>", **plain | changes)
    indexing.index(story)
    return story


def rows(desk: Client, typed: str, **asked: Any) -> list[dict[str, str]]:
    answer = desk.get(PICKER, {**SOURCE, "term": typed, **asked})
    assert answer.status_code == 200
    found: list[dict[str, str]] = answer.json()["results"]
    return found


def offered(desk: Client, typed: str, **asked: Any) -> list[str]:
    return [row["text"] for row in rows(desk, typed, **asked)]


def test_each_row_says_state_day_and_authors(editor: Client) -> None:
    at = datetime.datetime(2026, 5, 3, 12, tzinfo=datetime.UTC)
    nina, ivan = make_author(), make_author(name="Ivan Reed", slug="ivan")
    told("Harbor", publish_at=at, authors=[nina, ivan])
    told("Of nobody", state="scheduled", publish_at=timezone.now() + datetime.timedelta(days=400))
    notes = {row["text"]: row["note"] for row in rows(editor, "")}
    assert notes["Harbor"] == "Live · May 3, 2026 · Nina Feldt, Ivan Reed"
    assert notes["Of nobody"].startswith("Scheduled · ")
    assert notes["Of nobody"].count("·") == 1


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("typed", ["", "harbor", "harb"])
def test_only_what_readers_see_or_will_see_is_offered_unasked(editor: Client, state: str, typed: str) -> None:
    told("Harbor", state=state)
    assert offered(editor, typed) == (["Harbor"] if state in OFFERED else [])


@pytest.mark.parametrize("state", STATES)
def test_any_story_is_offered_by_its_number_or_address(editor: Client, state: str) -> None:
    story = told("Harbor", state=state)
    typed = (str(story.pk), f"#{story.pk}", f"https://testserver{change(story)}", story.get_absolute_url())
    assert [offered(editor, each) for each in typed] == [["Harbor"]] * 4


def test_without_words_the_newest_come_first(editor: Client) -> None:
    for number in range(3):
        told(f"Harbor {number}")
    told("Draft", state="draft")
    assert offered(editor, " ") == ["Harbor 2", "Harbor 1", "Harbor 0"]


def test_with_words_the_best_comes_first(editor: Client) -> None:
    told("Harbor closes")
    told("Of ships", "The harbor is full.")
    assert offered(editor, "harbor") == ["Harbor closes", "Of ships"]


def test_the_story_whose_list_it_is_is_not_offered(editor: Client) -> None:
    story = told("Harbor")
    told("Other harbor")
    page = editor.get(change(story)).content.decode()
    url = find(r'data-ajax--url="([^"]+)"[^>]*data-field-name="target"', page)[1]
    assert url == f"{PICKER}?besides={story.pk}"
    for typed in ("", "harbor", str(story.pk)):
        assert "Harbor" not in offered(editor, typed, besides=story.pk)
    assert offered(editor, "harbor", besides=story.pk) == ["Other harbor"]
    assert offered(editor, "harbor", besides="x") == ["Other harbor", "Harbor"]


@pytest.mark.parametrize("typed", ["apa", "apart", "apartm", "apartme", "apartments", "new apartme"])
def test_a_story_is_found_while_a_word_is_typed(editor: Client, typed: str) -> None:
    told("New apartments")
    told("Ferries")
    assert offered(editor, typed) == ["New apartments"]


@pytest.mark.parametrize("typed", ["прав", "правительс", "правительство решило"])
def test_a_russian_story_is_found_while_a_word_is_typed(editor: Client, typed: str) -> None:
    told("Порт", "Правительство решило.", language="ru")
    told("Правительство решило", language="ru")
    assert offered(editor, typed)[0] == "Правительство решило"


@pytest.mark.parametrize("typed", ["har ", "-harbor", "harbor -closes", '"closes harbor"'])
def test_a_word_that_is_whole_and_a_sign_are_taken_as_they_are(editor: Client, typed: str) -> None:
    told("Harbor closes")
    assert offered(editor, typed) == []


def test_a_story_of_names_is_found_by_a_name(editor: Client) -> None:
    told("One", authors=[make_author()])
    assert offered(editor, "feldt") == offered(editor, "fel") == ["One"]


@pytest.mark.parametrize("state", [each for each in STATES if each != "live"])
def test_nobody_is_offered_what_they_may_not_see(client: Client, state: str) -> None:
    client.force_login(make_user("reporter", name="me"))
    story = told("Harbor", state=state, created_by=make_user("reporter", name="other"))
    typed = ("", "harbor", "harb", str(story.pk), f"https://testserver{change(story)}")
    assert [offered(client, each) for each in typed] == [[]] * 5


def test_a_search_without_an_end_still_offers_the_newest_headlines(
    editor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    told("Harbor closes")
    told("Of ships", "The harbor is full.")
    monkeypatch.setattr(search, "_MANY", f"{search._MANY}, pg_sleep(5)")
    monkeypatch.setattr(search, "MILLISECONDS", 50)
    assert offered(editor, "harbor") == ["Harbor closes"]


def test_no_more_are_offered_than_anybody_reads(editor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(offering, "MOST", 2)
    monkeypatch.setattr(offering, "NEWEST", 1)
    for number in range(4):
        told(f"Harbor {number}")
    assert len(offered(editor, "harbor")) == 2


@pytest.mark.parametrize("typed", ["a" * 3000, "&|!:*", "'", "😀", "-", "9" * 40, "//", "http://[", "or or"])
def test_nothing_that_is_typed_is_an_error(editor: Client, typed: str) -> None:
    told("Harbor")
    assert offered(editor, typed) == []


def test_rows_cost_the_same_queries_for_3_and_for_20(editor: Client) -> None:
    counts = []
    for more in (3, 17):
        for number in range(more):
            told(f"Harbor {number}", authors=[make_author()])
        with CaptureQueriesContext(connection) as queries:
            assert len(rows(editor, "harb")) >= more
        counts.append(len(queries))
    assert counts[0] == counts[1] < 16


def test_the_form_says_what_is_offered_and_what_is_not(editor: Client) -> None:
    page = editor.get(change(make_story())).content.decode()
    assert "Live and scheduled stories come by their words, any other by its number" in page
