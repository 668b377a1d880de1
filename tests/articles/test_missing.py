"""Pages that say that something is not there, and lead on; the page of a failure where nothing works."""

import re

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage

from articles.models import Story
from newsroom.core.web import refusals
from tests.articles.conftest import Reader
from tests.builders import STATES, make_story

NEWEST = r"</time>\s*<a [^>]*>([^<]*)</a>"


def test_an_address_of_nothing_offers_a_search_and_the_newest(reader: Reader) -> None:
    for number in range(7):
        make_story(headline=f"Story {number}")
    make_story(headline="Paid", is_sponsored=True)
    make_story(headline="Лёд", language="ru")
    page = reader.page("/nothing/", 404)
    assert re.findall(NEWEST, page) == [f"Story {number}" for number in (6, 5, 4, 3, 2)]
    assert re.search(r'<form class="search-form" role="search" action="/search/">.*name="q"', page, re.DOTALL)
    russian = reader.page("/ru/nothing/", 404)
    assert re.findall(NEWEST, russian) == ["Лёд"]
    assert 'action="/ru/search/"' in russian


def test_an_empty_paper_has_the_page_too(reader: Reader) -> None:
    page = reader.page("/nothing/", 404)
    assert 'id="latest"' not in page
    assert 'name="q"' in page


@pytest.mark.parametrize("state", [state for state in STATES if state != "live"])
def test_what_is_not_live_is_not_among_the_newest(reader: Reader, state: Story.State) -> None:
    make_story(state, headline="Hidden")
    assert "Hidden" not in reader.page("/nothing/", 404)


def test_the_address_of_a_withdrawn_story_leads_on_in_its_language(reader: Reader) -> None:
    make_story(headline="Лёд", language="ru")
    gone = make_story("withdrawn", language="ru", headline="Gone")
    page = reader.page(gone.get_absolute_url(), 410)
    assert 'action="/ru/search/"' in page
    assert re.findall(NEWEST, page) == ["Лёд"]


def test_a_failure_has_a_page_where_static_files_and_templates_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    """No `db` fixture: whoever asks the database here fails."""

    def broken(name: str) -> str:
        raise ValueError(f"planted: {name}")

    monkeypatch.setattr(staticfiles_storage, "url", broken)
    answer = refusals.failed()
    assert answer.status_code == 500
    page = answer.content.decode()
    assert '<h1 lang="en">Something broke on our side</h1>' in page
    assert re.search('<h1 lang="ru">[А-я -]+</h1>', page)
    assert "planted" not in page
    assert answer.headers["Cache-Control"] == "no-store"
