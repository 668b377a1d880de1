"""A 304 says of the page what its 200 says, so that caches give nobody what they cannot read."""

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.test import Client

from tests.answers import Answer
from tests.builders import make_author, make_category, make_story, make_topic

ENCODINGS = ("br", "gzip", "")
# RFC 9110, section 15.4.5; the web server adds the date.
KEPT = ("Cache-Control", "Content-Location", "Expires", "Vary", "ETag")
STYLE = staticfiles_storage.url


@pytest.fixture
def pages(db: None) -> list[str]:
    """Pages of each kind that caches keep, a style sheet and a small answer of a machine among them."""
    story = make_story(topics=[make_topic()], category=make_category(), authors=[make_author()])
    lists = ["/", "/ru/", "/category/regions/", "/topic/grain/", "/author/nina-feldt/"]
    return [*lists, story.get_absolute_url(), STYLE("css/site.css"), STYLE("img/favicon.svg"), "/robots.txt"]


def get(client: Client, url: str, encoding: str, **headers: str) -> Answer:
    answer = client.get(url, secure=True, headers={"Accept-Encoding": encoding, **headers})
    if answer.streaming:
        answer.getvalue()  # A static file is open until it is read.
    return answer


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_304_carries_what_the_200_carried(client: Client, pages: list[str], encoding: str) -> None:
    for url in pages:
        first = get(client, url, encoding)
        again = get(client, url, encoding, **{"If-None-Match": first.headers["ETag"]})
        assert (first.status_code, again.status_code) == (200, 304), url
        assert {name: again.headers.get(name) for name in KEPT} == {
            name: first.headers.get(name) for name in KEPT
        }, url
        assert again.headers["Vary"] == "Accept-Encoding"
        assert not {"Content-Type", "Content-Encoding", "Content-Length"} & set(again.headers)


def test_each_encoding_has_a_tag_of_its_own_and_knows_no_other(client: Client, pages: list[str]) -> None:
    for url in pages[:-2]:
        tags = {encoding: get(client, url, encoding).headers["ETag"] for encoding in ENCODINGS}
        assert len(set(tags.values())) == 3, url
        for encoding in ("br", "gzip"):
            other = tags["gzip" if encoding == "br" else "br"]
            answer = get(client, url, encoding, **{"If-None-Match": other})
            assert (answer.status_code, answer.headers["ETag"]) == (200, tags[encoding]), url
        assert get(client, url, "", **{"If-None-Match": tags["br"]}).status_code == 200


def test_of_several_tags_the_one_that_was_meant_is_named(client: Client, pages: list[str]) -> None:
    for url in pages[:-2]:
        tags = [get(client, url, encoding).headers["ETag"] for encoding in ENCODINGS]
        for encoding, tag in zip(ENCODINGS, tags, strict=True):
            answer = get(client, url, encoding, **{"If-None-Match": ", ".join(['"other"', *tags])})
            assert (answer.status_code, answer.headers["ETag"]) == (304, tag), url


@pytest.mark.parametrize("weak", ["W/{}", '"other", W/{}'])
def test_a_tag_that_a_proxy_marked_as_weak_is_known(client: Client, pages: list[str], weak: str) -> None:
    for url in pages:
        tag = get(client, url, "br").headers["ETag"]
        answer = get(client, url, "br", **{"If-None-Match": weak.format(tag)})
        assert (answer.status_code, answer.headers["ETag"]) == (304, tag), url


def test_a_page_that_changed_is_sent_whole(client: Client, db: None) -> None:
    story = make_story()
    tag = get(client, story.get_absolute_url(), "br").headers["ETag"]
    story.headline = "Another headline"
    story.save()
    answer = get(client, story.get_absolute_url(), "br", **{"If-None-Match": tag})
    assert (answer.status_code, answer.headers["ETag"] != tag) == (200, True)


@pytest.mark.parametrize(
    ("accepted", "encoding"), [("br;q=0, gzip", "gzip"), ("gzip;q=0, br;q=0", None), ("*;q=0", None)]
)
def test_a_static_file_is_not_sent_in_an_encoding_that_is_refused(
    client: Client, db: None, accepted: str, encoding: str | None
) -> None:
    answer = get(client, STYLE("css/site.css"), accepted)
    assert (answer.status_code, answer.headers.get("Content-Encoding")) == (200, encoding)


def test_a_part_of_a_file_that_may_have_changed_is_sent_whole(client: Client, db: None) -> None:
    ranged = {"Range": "bytes=10-19"}
    assert get(client, STYLE("css/site.css"), "", **ranged).status_code == 206
    assert get(client, STYLE("css/site.css"), "", **ranged, **{"If-Range": '"older"'}).status_code == 200


def test_what_is_personal_is_never_a_304_for_somebody_else(admin_client: Client) -> None:
    answer = get(admin_client, "/account/", "br")
    assert "ETag" not in answer.headers
    assert "no-store" in answer.headers["Cache-Control"]
