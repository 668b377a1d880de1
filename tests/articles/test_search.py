"""Readers find live stories of their language, best first, with the words marked; and nothing else."""

import datetime
import html
import random
import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import desk, search
from articles.body.words import fold, query
from articles.desk import indexing, library
from articles.models import Story, StorySearch
from tests.articles.conftest import Reader
from tests.builders import STATES, make_author, make_category, make_story, make_topic, make_user

pytestmark = pytest.mark.django_db


def told(headline: str, body: str = "", state: str = "live", **changes: Any) -> Story:
    """Make a story with a text, and its row of the index, as an act leaves it."""
    plain = {"kicker": "", "standfirst": "", "summary": "", "authors": [], "headline": headline}
    story = make_story(state, body_source=f"<p>{body or 'Nothing else.'}</p>", **plain | changes)
    indexing.index(story)
    return story


def found(typed: str, language: str = "en", **asked: Any) -> list[str]:
    results = search.find(query(typed), language, **asked)
    headlines = Story.objects.in_bulk(results.stories)
    return [headlines[number].headline for number in results.stories]


def test_headlines_come_before_names_and_those_before_texts() -> None:
    told("Of ships", "The harbor is full.")
    told("By Ann", authors=[make_author(name="Ann Harbor", slug="harbor")])
    told("Harbor closes")
    assert found("harbor") == ["Harbor closes", "By Ann", "Of ships"]


def test_a_year_makes_a_story_half_as_good_and_dates_can_decide_alone() -> None:
    now = timezone.now()
    told("Harbor harbor, long ago", publish_at=now - datetime.timedelta(days=3_000))
    told("Harbor", publish_at=now - datetime.timedelta(days=2))
    told("Of ships", "The harbor is full.", publish_at=now - datetime.timedelta(days=1))
    assert found("harbor")[0] == "Harbor"
    assert found("harbor", by_date=True) == ["Of ships", "Harbor", "Harbor harbor, long ago"]


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("reporters", "A reporter came."),
        ("правительства", "Правительство решило."),
        ("елка", "Новая ёлка."),
        ('"новая газета"', "Пишет «Новая газета»."),
        ("obrien", "Mr. O’Brien came."),
        ("москве", "Это было в\u00a0Москве."),
        ("harbor or steppe", "The steppe is dry."),
        ("wheat -rye", "Wheat is dear."),
    ],
)
def test_a_word_is_found_in_each_of_its_forms(typed: str, text: str) -> None:
    language = "ru" if re.search("[а-я]", typed) else "en"
    told("One", text, language=language, category=make_category(language=language, slug=f"c-{language}"))
    assert found(typed, language) == ["One"]


@pytest.mark.parametrize("typed", ["wheat -rye", '"rye wheat"', "wheat oats", "wheats-rye", "weat"])
def test_what_was_not_asked_for_is_not_found(typed: str) -> None:
    told("One", "Wheat and rye.")
    assert found(typed) == []


@pytest.mark.parametrize("state", STATES)
def test_only_what_readers_may_see_is_found(reader: Reader, state: str) -> None:
    told("Unseen harbor", state=state)
    page = reader.page("/search/?q=harbor")
    assert ("Unseen harbor" in page) == (state == Story.State.LIVE)


def test_a_draft_of_changes_is_not_found() -> None:
    story = told("Seen")
    desk.save_draft(story=story, by=make_user("editor"), fields={"headline": "Harbor"})
    assert (found("harbor"), found("seen")) == ([], ["Seen"])


def test_each_act_is_found_at_once() -> None:
    editor = make_user("editor")
    story = desk.start(
        by=editor, fields={"headline": "Old words", "category": make_category(), "body_source": "<p>x</p>"}
    )
    desk.publish(story=story, by=editor)
    assert found("old") == ["Old words"]
    desk.save_draft(story=story, by=editor, fields={"headline": "Bigger boats"})
    story.refresh_from_db()
    desk.publish_changes(story=story, by=editor, material=False)
    assert (found("old"), found("boats")) == ([], ["Bigger boats"])


def test_what_came_past_the_desk_and_a_name_that_changed_are_found_when_the_worker_was_there() -> None:
    author = make_author(name="Ann", slug="ann")
    make_story(headline="Imported", authors=[author], topics=[make_topic(name="Grain")])
    assert found("imported") == []
    assert indexing.mend() == 1
    assert found("imported") == found("ann") == found("grain") == ["Imported"]
    library.change_author(author=author, by=make_user("editor"), fields={"name": "Berta"})
    while indexing.mend():
        pass
    assert (found("ann"), found("berta")) == ([], ["Imported"])
    assert not StorySearch.objects.filter(is_stale=True).exists()


def test_the_longest_story_is_saved_and_found_by_its_beginning() -> None:
    draw = random.Random(1)
    letters = "абвгдежзийклмнопрстуфхцчшщыьэюя"
    words = ["гавань", *("".join(draw.choices(letters, k=6)) for _turn in range(70_000))]
    editor, category = make_user("editor"), make_category(language="ru", slug="ru")
    fields = {"language": "ru", "headline": "Всё", "category": category}
    story = desk.start(by=editor, fields=fields | {"body_source": f"<p>{' '.join(words)}</p>"})
    desk.publish(story=story, by=editor)
    assert found("гавань", "ru") == ["Всё"]


def test_filters_are_asked_together(reader: Reader) -> None:
    other = make_category(name="Arts", slug="arts")
    told("Harbor one", kind="opinion")
    told("Harbor two", category=other)
    told("Harbor three", publish_at=timezone.now() - datetime.timedelta(days=800))
    year = timezone.localtime().year

    def shown(query: str) -> set[str]:
        return set(re.findall("Harbor [a-z]+", reader.page(f"/search/?q=harbor&{query}")))

    assert shown("kind=opinion") == {"Harbor one"}
    assert shown("section=arts") == {"Harbor two"}
    assert shown(f"year={timezone.localtime().year - 2}") | shown(f"year={year - 3}") == {"Harbor three"}
    assert shown("kind=opinion&section=arts") == set()


def test_words_are_marked_in_the_text_as_it_is_written(reader: Reader) -> None:
    told("Of trees", "Zero " * 40 + "and so the ‘new’ ёлка of O’Brien stood, <b>bold</b>. " + "Rest " * 60)
    page = html.unescape(re.sub(r"<(?!/?mark)[^>]+>", "", reader.page("/search/?q=ёлка")))
    assert re.search(r"…\s.*the ‘new’ <mark>found:\s+ёлка</mark> of O’Brien stood", page, re.S)


@pytest.mark.parametrize(
    "typed",
    [
        "a" * 10_000, "(" * 300, '"' * 301, "😀😀", "& | ! <-> :*", "' OR 1=1 --", "\\'", "%00", "or " * 200,
        "the", "и", "-", "x:*", "a & b", "word " * 200,
    ],
)  # fmt: skip
def test_no_query_is_an_error(reader: Reader, typed: str) -> None:
    told("Harbor")
    assert reader.get("/search/", {"q": typed}).status_code in {200, 400, 414}


@pytest.mark.parametrize(
    "asked", ["section=none", "kind=none", "year=abc", "year=99999", "order=x", "author=nobody"]
)
def test_a_filter_that_is_none_is_named_beside_its_field(reader: Reader, asked: str) -> None:
    page = reader.page(f"/search/?q=harbor&{asked}", status=400)
    assert 'class="error"' in page
    assert "nothing to search for" not in page
    assert "Select a valid" not in page
    assert "Ensure" not in page


def test_an_author_who_was_asked_for_is_named_and_can_be_left(reader: Reader) -> None:
    told("Harbor", authors=[make_author(name="Ann Reed", slug="ann")])
    page = reader.page("/search/?q=harbor&author=ann")
    assert "Only stories by Ann Reed." in page
    assert '<a href="/search/?q=harbor">' in page
    assert 'name="author"' not in reader.page("/search/?q=harbor&author=nobody", status=400)


def test_the_foot_of_every_page_leads_to_the_search(reader: Reader) -> None:
    foot = reader.page("/").partition("<footer")[2]
    assert '<a href="/search/">Search</a>' in foot


def test_the_russian_page_is_headed_by_a_noun(reader: Reader) -> None:
    page = reader.page("/ru/search/")
    assert "<h1>Поиск</h1>" in page
    assert ">Найти</button>" in page


def test_what_cannot_be_searched_for_is_named_beside_the_words(reader: Reader) -> None:
    assert 'id="search-q_error"' in reader.page("/search/?q=har%00bor", status=400)


@pytest.mark.parametrize("page", ["0", "-1", "x", "126", "1" * 40])
def test_a_page_that_cannot_be_is_not_found(reader: Reader, page: str) -> None:
    assert reader.get("/search/", {"q": "harbor", "page": page}).status_code == 404


def test_pages_hold_each_story_once(reader: Reader) -> None:
    for number in range(40):
        told(f"Harbor {number}")
    seen: list[str] = []
    url = "/search/?q=harbor"
    for _page in range(3):
        page = reader.page(url)
        seen += re.findall("Harbor [0-9]+", page)
        after = re.search(r'href="([^"]+page=\d+)"\s*>More results', page)
        url = html.unescape(after[1]) if after else ""
    assert sorted(seen) == sorted(f"Harbor {number}" for number in range(40))


def test_nobody_keeps_who_looked_for_what(reader: Reader) -> None:
    answer = reader.get("/search/?q=harbor")
    assert "no-store" in answer["Cache-Control"]
    assert 'content="noindex, follow"' in answer.content.decode()
    empty = reader.get("/search/")
    assert "public" in empty["Cache-Control"]
    assert "noindex" not in empty.content.decode()


def test_an_endless_search_says_that_it_is_too_broad(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    told("Harbor")
    monkeypatch.setattr(search, "_COUNT", f"{search._COUNT}, pg_sleep(5)")
    monkeypatch.setattr(search, "MILLISECONDS", 50)
    page = reader.page("/search/?q=harbor")
    assert "too broad" in page
    assert found_after_it()


def test_what_was_typed_is_in_no_statement_that_can_be_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "RANKED", -1)
    told("Harbor")
    with CaptureQueriesContext(connection) as asked:
        assert found("harbor") == ["Harbor"]
    cut_off = [each["sql"] for each in asked if "articles_search_" in each["sql"]]
    assert len(cut_off) == 3
    assert not [each for each in cut_off if "harbor" in each]


def found_after_it() -> bool:
    """The connection is as it was: nothing of the search's own settings is left."""
    return Story.objects.live().count() == 1


def test_the_search_finds_what_a_naive_reading_finds() -> None:
    draw = random.Random(7)
    words = ["harbor", "wheat", "steppe", "river", "coal", "school", "winter", "mayor"]
    texts = {}
    for number in range(60):
        chosen = draw.choices(words, k=4)
        story = told(f"Story {number}", " ".join(chosen))
        texts[story.pk] = set(fold(f"Story {number} {' '.join(chosen)}").split())
    for one, other in [draw.sample(words, 2) for _turn in range(12)]:
        both = search.find(query(f"{one} {other}"), "en").stories
        without = search.find(query(f"{one} -{other}"), "en").stories
        assert set(both) == {number for number, text in texts.items() if {one, other} <= text}
        assert set(without) == {number for number, text in texts.items() if one in text and other not in text}


def test_a_word_that_was_taken_out_for_good_finds_nothing_any_more() -> None:
    editor = make_user("editor", name="vera")
    story = told("Ivanova came home", "On Monday Ivanova came.")
    assert found("ivanova") == ["Ivanova came home"]
    desk.redact(story=story, by=editor, spellings=["Ivanova"], reason="asked", material=False)
    assert found("ivanova") == []
    assert "ivanov" not in StorySearch.objects.get(story=story).vector
    assert found("monday") == [Story.objects.get().headline]
