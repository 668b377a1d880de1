"""A link that stood in a sentence, or went through a program, still leads to its page."""

import itertools

import pytest
from django.test import Client

from tests.articles.conftest import Reader
from tests.builders import STATES, make_author, make_category, make_story, make_topic

# As they are sent: what cannot stand in an address is in percent signs.
PUNCTUATION = (
    *(
        ".",
        ")",
        ",",
        "'",
        ";",
        "]",
        "%3E",
        "%22",
        ":",
        "!",
        "*",
        "~",
        "_",
        "-",
        "%7C",
        "%60",
        ").",
        "/).",
        ".)%20",
    ),
    *("%20", "%C2%A0", "%E2%80%8B", "%EF%BB%BF", "%0A", "%C2%AD", "%E2%80%8E", "%E3%80%82"),
    *("%E2%80%9D", "%C2%BB", "%E2%80%A6", "%E2%80%94", "%E2%80%99"),
)
SENTENCES = (
    "%20via%20@somebody",
    ",%20that",
    "%0Aand%20more",
    "%2520",
    "%3Futm_source=x",
    "&utm_source=x",
    "%23a",
    "%80",
)
NAMES = ("/amp", "/amp/", "/AMP", "/index.html", "/index.htm", "/amp).", "/index.html%20", "//")
ENDINGS = (*PUNCTUATION, *SENTENCES, *NAMES)


def test_whatever_follows_the_address_of_a_story_leads_to_the_story(reader: Reader) -> None:
    url = make_story().get_absolute_url()
    answers = {ending: reader.get(url + ending) for ending in ENDINGS}
    assert {
        ending: (one.status_code, one.headers.get("Location")) for ending, one in answers.items()
    } == dict.fromkeys(ENDINGS, (301, url))
    assert {one.headers["Cache-Control"] for one in answers.values()} == {"public, max-age=60"}


def test_letters_and_slashes_that_a_program_changed_lead_to_the_story(reader: Reader) -> None:
    url = make_story().get_absolute_url()
    year, month, rest = url[1:].split("/", 2)
    changed = (
        url.upper(),
        f"//{year}/{month}/{rest}",
        f"/{year}//{month}///{rest}",
        f"/{year}/{month}//{rest}//amp",
    )
    for one in changed:
        answer = Client().get("/", secure=True, PATH_INFO=one)
        assert (answer.status_code, answer.headers["Location"]) == (301, url), one


def test_other_pages_are_found_in_the_same_way(reader: Reader) -> None:
    """Each with two of the endings, so that each ending comes."""
    endings = (".", ")", ",", "%20", "%E2%80%8B", "%C2%BB", "/amp", "/index.html", "//", "%3Fa=b")
    following = itertools.cycle(endings)
    for language, prefix in (("en", ""), ("ru", "/ru")):
        category = make_category(language=language)
        make_story(
            language=language,
            category=category,
            topics=[make_topic(language=language)],
            authors=[make_author()],
        )
        paths = ("/category/regions/", "/topic/grain/", "/author/nina-feldt/", "/support/")
        for url, ending in ((prefix + path, next(following)) for path in paths for _ in range(2)):
            for asked in (url.rstrip("/") + ending, url + ending, url.replace("//", "/").upper() + ending):
                answer = reader.get(asked)
                assert (answer.status_code, answer.headers["Location"]) == (301, url), asked


def test_front_pages_are_found_where_nothing_else_can_be_meant(reader: Reader) -> None:
    for asked, url in (
        ("/).", "/"),
        ("/index.html", "/"),
        ("/ru/%20", "/ru/"),
        ("/RU/", "/ru/"),
        ("/ru/index.html", "/ru/"),
    ):
        answer = reader.get(asked)
        assert (answer.status_code, answer.headers["Location"]) == (301, url), asked
    for asked in (
        "/(select",
        "/%20or%201=1",
        "/$%7Bjndi:x%7D",
        "/.env",
        "/wp-login.php",
        "/index.php",
        "/%22a",
    ):
        assert reader.get(asked).status_code == 404, asked


def test_the_query_stays(reader: Reader) -> None:
    url = make_story().get_absolute_url()
    assert reader.get(f"{url}).?utm_source=x&a=%D0%B2").headers["Location"] == f"{url}?utm_source=x&a=%D0%B2"
    assert reader.get("/support/).?amount=5").headers["Location"] == "/support/?amount=5"


def test_head_is_answered_alike_and_a_form_is_not_moved(reader: Reader) -> None:
    url = make_story().get_absolute_url()
    assert reader.head(f"{url}).").headers["Location"] == url
    assert reader.post(f"{url}).").status_code == 404


@pytest.mark.parametrize("state", [state for state in STATES if state not in ("live", "withdrawn")])
def test_a_story_that_is_not_live_stays_hidden(reader: Reader, state: str) -> None:
    story = make_story(state, slug="canary")
    for ending in (".", "/amp", "%20", "//"):
        answer = reader.get(f"/2026/01/01/x-a{story.pk}{ending}")
        assert answer.status_code == 404
        assert "canary" not in answer.content.decode() + str(answer.headers)


def test_a_story_that_was_withdrawn_is_gone_under_such_an_address_too(reader: Reader) -> None:
    story = make_story("withdrawn", slug="canary")
    answer = reader.get(f"/2026/01/01/x-a{story.pk}).")
    assert answer.status_code == 410
    assert "canary" not in answer.content.decode() + str(answer.headers)


@pytest.mark.parametrize(
    "path",
    [
        "//evil.example/",
        "//evil.example/).",
        "/\\evil.example/",
        "//evil.example/2026/1/1/x-a{pk}.",
        "/%09/evil.example",
    ],
)
def test_nobody_is_sent_to_another_site(reader: Reader, path: str) -> None:
    asked = path.format(pk=make_story().pk)
    answer = Client().get("/", secure=True, PATH_INFO=asked)
    assert answer.status_code == 404, answer.headers


@pytest.mark.parametrize(
    "path",
    [
        "/category/none/).",
        "/topic/grain/).",
        "/author/none.",
        "/nothing-here.",
        "/category/",
        "/support/webhook/.",
    ],
)
def test_a_page_that_is_not_there_is_not_found(reader: Reader, path: str) -> None:
    assert reader.get(path).status_code == 404


@pytest.mark.parametrize(
    "path", ["/admin/articles/story/).", "/account.", "/admin).", "/media/photos/ab/{0}.jpg)"]
)
def test_the_desk_and_pictures_answer_as_before(client: Client, db: None, path: str) -> None:
    answer = client.get(path.format("ab" * 16), secure=True)
    assert answer.status_code in (302, 404)
    assert "/admin/login/" in answer.headers.get("Location", "/admin/login/")
