"""URLs of the site: which ones answer, and how."""

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from pytest_django import Settings

from articles.models import Story
from tests.articles.conftest import Reader
from tests.builders import STATES, make_author, make_category, make_story, make_topic

HIDDEN = [state for state in STATES if state not in ("live", "withdrawn")]
CANARY = "canary"


@pytest.mark.parametrize(
    "wrong",
    [
        "/1999/01/02/{slug}-a{pk}",
        "/2026/11/25/other-words-a{pk}",
        "/2026/11/25/-a{pk}",
        "/2026/1/5/кириллица-a{pk}",
        "/9999/99/99/a-b-a12-a{pk}",
        "/2026/11/25/{slug}-a0{pk}",
    ],
)
def test_a_wrong_date_or_slug_leads_to_the_right_address(reader: Reader, wrong: str) -> None:
    story = make_story()
    answer = reader.get(wrong.format(slug=story.slug, pk=story.pk) + "?utm_source=x")
    assert answer.status_code == 301
    assert answer.headers["Location"] == story.get_absolute_url()
    assert answer.headers["Cache-Control"] == "public, max-age=60"


def test_a_slash_at_the_end_is_taken_off(reader: Reader) -> None:
    story = make_story()
    answer = reader.get(story.get_absolute_url() + "/")
    assert (answer.status_code, answer.headers["Location"]) == (301, story.get_absolute_url())


@pytest.mark.parametrize("state", HIDDEN)
def test_what_is_not_live_is_not_found_under_any_words(reader: Reader, state: Story.State) -> None:
    story = make_story(state, headline=CANARY, slug=CANARY, category=make_category())
    for url in (story.get_absolute_url(), f"/2026/01/01/x-a{story.pk}"):
        answer = reader.get(url)
        assert answer.status_code == 404
        assert "Location" not in answer.headers
        assert CANARY not in answer.content.decode()


def test_an_unknown_number_is_not_found(reader: Reader) -> None:
    for pk in ("0", "999999", "9" * 18, "9" * 19, "٣"):
        reader.page(f"/2026/11/25/words-a{pk}", 404)


@pytest.mark.parametrize("words", ["right", "wrong"])
def test_withdrawn_is_gone_and_says_nothing_of_itself(reader: Reader, words: str) -> None:
    fields: dict[str, Any] = {
        name: f"{CANARY} {name}" for name in ("headline", "kicker", "standfirst", "summary")
    }
    story = make_story("withdrawn", slug=CANARY, topics=[make_topic(name=CANARY, slug=CANARY)], **fields)
    url = story.get_absolute_url() if words == "right" else f"/2026/01/01/x-a{story.pk}"
    answer = reader.get(url)
    assert answer.status_code == 410
    assert CANARY not in answer.content.decode().replace(url, "") + str(answer.headers)


def test_withdrawn_before_anybody_saw_it_was_never_there(reader: Reader) -> None:
    story = make_story("withdrawn", first_published_at=None, publish_at=None)
    reader.page(story.get_absolute_url(), 404)


def test_the_page_of_a_withdrawn_russian_story_is_russian(reader: Reader) -> None:
    story = make_story("withdrawn", language="ru")
    assert '<html lang="ru">' in reader.page(story.get_absolute_url(), 410)


def pages() -> list[str]:
    """Make one story and return a URL of each kind of page."""
    story = make_story(topics=[make_topic()], category=make_category(), authors=[make_author()])
    return [
        "/",
        "/ru/",
        story.get_absolute_url(),
        "/category/regions/",
        "/topic/grain/",
        "/author/nina-feldt/",
    ]


def test_pages_answer_head_and_refuse_other_methods(reader: Reader) -> None:
    for url in pages():
        answer = reader.head(url)
        assert (answer.status_code, answer.content) == (200, b"")
        for method in ("post", "put", "delete", "patch"):
            assert getattr(reader, method)(url).status_code == 405


def test_posts_are_refused_as_such_even_by_browsers_without_a_token(db: None) -> None:
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/", secure=True).status_code == 405


def test_pages_may_be_kept_for_a_minute_and_asked_for_again(reader: Reader) -> None:
    for url in pages():
        answer = reader.get(url)
        assert answer.headers["Cache-Control"] == "public, max-age=60"
        again = reader.get(url, HTTP_IF_NONE_MATCH=answer.headers["ETag"])
        assert (again.status_code, again.content) == (304, b"")


def test_a_session_changes_nothing_on_a_readers_page(reader: Reader, admin_client: Client) -> None:
    for url in pages():
        seen = admin_client.get(url, secure=True)
        assert seen.content.decode() == reader.page(url)
        assert "cookie" not in seen.headers.get("Vary", "").lower()


def test_a_name_that_no_live_story_carries_is_not_shown(reader: Reader) -> None:
    make_story("scheduled", topics=[make_topic(slug="leak")], authors=[make_author(slug="secret")])
    for url in ("/topic/leak/", "/author/secret/", "/topic/none/", "/author/none/", "/category/none/"):
        reader.page(url, 404)


def test_a_category_without_stories_says_so(reader: Reader) -> None:
    make_category()
    assert "Nothing has been published here yet." in reader.page("/category/regions/")


def test_a_picture_is_sent_for_a_year_under_the_hash_of_its_bytes(reader: Reader) -> None:
    for ending, kind in (("jpg", "image/jpeg"), ("webp", "image/webp")):
        name = default_storage.save(f"photos/ab/{'ab' * 16}.{ending}", ContentFile(b"pixels"))
        answer = reader.get(f"/media/{name}")
        assert answer.getvalue() == b"pixels"
        assert answer.headers["Content-Type"] == kind
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        default_storage.delete(name)


@pytest.mark.parametrize(
    "name",
    [
        *(f"photos/ab/{'cd' * 16}.jpg", f"photos/ab/{'ab' * 16}.svg", f"photos/ab/{'ab' * 16}.jpg%00.html"),
        *("photos/../../newsroom/settings.py", "photos/%2e%2e/x.jpg", "photos/ab/name.jpg", "secret.txt", ""),
    ],
)
def test_no_other_file_can_be_asked_for(reader: Reader, name: str) -> None:
    reader.page(f"/media/{name}", 404)


def test_addresses_of_the_machine_answer(client: Client, db: None) -> None:
    assert client.get("/healthz").status_code == 200
    assert client.get("/readyz").status_code == 200
    robots = client.get("/robots.txt", secure=True).content.decode()
    assert "Disallow: /admin/" in robots
    assert client.get("/favicon.ico", secure=True).status_code == 302


def test_the_page_for_our_own_mistakes_needs_no_database(
    client: Client, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    """No `db` fixture: whoever asks the database here fails."""

    def broken() -> None:
        raise RuntimeError("planted")

    monkeypatch.setattr(Story.objects, "live", broken)
    client.raise_request_exception = False
    answer = client.get("/2026/11/25/words-a1", secure=True)
    assert answer.status_code == 500
    page = " ".join(answer.content.decode().split())
    assert "<h1>Something broke on our side</h1>" in page
    assert 'lang="ru"> Что-то сломалось у нас. Вы ни при чем' in page
    assert 'href="/ru/" lang="ru" >На главную</a>' in page
    assert "planted" not in page
