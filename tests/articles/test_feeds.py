"""Feeds: whole texts of what is live, in three formats, for whoever follows a list of the site."""

import datetime
import json
from typing import Any

import feedparser
import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from articles import desk
from articles.feeds import FORMATS
from articles.feeds.checking import faults
from articles.models import Author, Byline, Story
from tests import builders

pytestmark = pytest.mark.django_db
FILES = list(FORMATS)


def fetch(url: str, **headers: str) -> Any:
    return Client().get(url, headers=headers)


def parsed(url: str) -> Any:
    """Return what a reader's program makes of RSS or Atom; it may find nothing to mend."""
    read = feedparser.parse(fetch(url).content)
    assert not read.bozo, read.get("bozo_exception")
    return read


def items(url: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(fetch(url).content)["items"]
    return found


def make_full() -> Story:
    """Make a live story with all that a feed tells: picture, two roles, topic, body with addresses."""
    story = builders.make_story(
        "live",
        headline="Ice & <Grain>",
        summary="Short of hands.",
        body_source='<p>Read <a href="/support/">this</a> or <a href="https://example.org/">that</a>.</p>',
        topics=[builders.make_topic()],
        lead_image=builders.make_photo(caption="A port.", credit="A. B. / MT", alt="Cranes."),
    )
    other = builders.make_author(name="Lev", slug="lev")
    Byline.objects.create(story=story, author=other, role="photographer", order=1)
    return story


@pytest.mark.parametrize("file", ["rss.xml", "atom.xml"])
def test_a_story_comes_whole_with_people_picture_and_subjects(file: str) -> None:
    story = make_full()
    read = parsed(f"/{file}")
    (entry,) = read.entries
    assert read.feed.language == "en"
    assert read.feed.link == f"{settings.SITE_URL}/"
    assert (entry.title, entry.summary) == ("Ice & <Grain>", "Short of hands.")
    assert entry.id == f"urn:uuid:{story.uuid}"
    assert entry.link == settings.SITE_URL + story.get_absolute_url()
    assert [tag.term for tag in entry.tags] == ["Regions", "Grain"]
    text = entry.content[0].value
    assert f'href="{settings.SITE_URL}/support/"' in text
    assert 'href="https://example.org/"' in text
    assert "A. B. / MT" in text
    assert [person.name for person in entry.authors] == ["Nina Feldt"]
    assert "Lev" in [person.get("name", "") for person in entry.contributors]


def test_rss_has_the_picture_with_its_credit() -> None:
    make_full()
    (entry,) = parsed("/rss.xml").entries
    assert entry.media_content[0]["url"].startswith(f"{settings.SITE_URL}/media/photos/")
    assert entry.media_credit[0]["content"] == "A. B. / MT"


def test_json_has_the_same_and_the_roles() -> None:
    story = make_full()
    (item,) = items("/feed.json")
    assert item["id"] == f"urn:uuid:{story.uuid}"
    assert [(one["name"], one["_role"]) for one in item["authors"]] == [
        ("Nina Feldt", "writer"),
        ("Lev", "photographer"),
    ]
    assert item["tags"] == ["Regions", "Grain"]
    assert item["_image_credit"] == "A. B. / MT"
    assert f"{settings.SITE_URL}/support/" in item["content_html"]


@pytest.mark.parametrize("file", FILES)
def test_each_list_has_its_own(file: str) -> None:
    story = make_full()
    builders.make_story("live", category=builders.make_category(name="Far", slug="far"), authors=[])
    for path in ("category/regions", "topic/grain", "author/nina-feldt"):
        said = fetch(f"/{path}/{file}").content.decode()
        assert said.count("urn:uuid:") == 1, path
        assert str(story.uuid) in said
    assert fetch(f"/{file}").content.decode().count("urn:uuid:") == 2


@pytest.mark.parametrize("file", FILES)
def test_each_language_has_its_own(file: str) -> None:
    english = builders.make_story("live")
    russian = builders.make_story("live", language="ru", category=builders.make_category(language="ru"))
    assert str(russian.uuid) in (said := fetch(f"/ru/{file}").content.decode())
    assert str(english.uuid) not in said


@pytest.mark.parametrize("file", FILES)
def test_an_empty_newspaper_has_feeds(file: str) -> None:
    for url in (f"/{file}", f"/ru/{file}", f"/corrections/{file}"):
        assert fetch(url).status_code == 200
    if file.endswith("xml"):
        parsed(f"/{file}")
        parsed(f"/ru/corrections/{file}")


def test_what_was_paid_for_is_in_none() -> None:
    builders.make_story("live", is_sponsored=True)
    assert items("/feed.json") == []


@pytest.mark.parametrize("file", FILES)
def test_who_has_read_it_hears_so_before_any_text_is_read(
    file: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    make_full()
    tag = fetch(f"/{file}")["ETag"]
    fetch(f"/{file}", if_none_match=tag)
    with django_assert_max_num_queries(4) as told:
        assert fetch(f"/{file}", if_none_match=tag).status_code == 304
    assert "body_html" not in "".join(query["sql"] for query in told.captured_queries)


def test_queries_do_not_grow_with_the_stories(django_assert_max_num_queries: Any) -> None:
    for number in range(5):
        story = make_full() if number == 0 else builders.make_story("live", topics=[builders.make_topic()])
        builders.with_correction(story)
    with django_assert_max_num_queries(8):
        fetch("/rss.xml")


def test_whatever_changes_in_it_changes_the_tag() -> None:
    story = make_full()
    seen = {fetch("/rss.xml")["ETag"]}

    def changed() -> None:
        tag = fetch("/rss.xml")["ETag"]
        assert tag not in seen
        seen.add(tag)

    Author.objects.filter(slug="nina-feldt").update(name="Nina F.")
    changed()
    assert story.lead_image
    assert story.category
    type(story.lead_image).objects.update(credit="C. D.")
    changed()
    type(story.category).objects.update(name="Provinces")
    changed()
    editor = builders.make_user()
    desk.save_draft(story=story, by=editor, fields={"headline": "Ice"}, seen=story.version)
    desk.publish_changes(story=story, by=editor, material=True)
    changed()
    desk.withdraw(story=Story.objects.get(), by=editor, reason="Doubts.")
    changed()


@pytest.mark.parametrize("file", FILES)
def test_a_correction_stands_in_the_story_and_in_a_feed_of_its_own(file: str) -> None:
    told = builders.with_correction(make_full(), words="It was 2009.")
    assert "It was 2009." in fetch(f"/{file}").content.decode()
    of_corrections = fetch(f"/corrections/{file}").content.decode()
    assert "It was 2009." in of_corrections
    assert told.get_absolute_url() in of_corrections


def test_pages_name_their_feeds() -> None:
    make_full()
    for page, feed in (
        ("/", "/rss.xml"),
        ("/category/regions/", "/category/regions/atom.xml"),
        ("/topic/grain/", "/topic/grain/feed.json"),
        ("/author/nina-feldt/", "/author/nina-feldt/rss.xml"),
        ("/corrections/", "/corrections/rss.xml"),
    ):
        said = fetch(page).content.decode()
        assert f'href="{feed}">' in said, page
        assert fetch(feed).status_code == 200


def test_it_says_when_readers_were_told_of_a_change() -> None:
    make_full()
    Story.objects.update(updated_at=datetime.datetime(2100, 1, 2, 3, 4, tzinfo=datetime.UTC))
    assert items("/feed.json")[0]["date_modified"] == "2100-01-02T03:04:00+00:00"


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        (b"Ice", b"\x00", "cannot be read"),
        (b"https://example.org/", b"/there/", "text is not absolute"),
        (f"{settings.SITE_URL}/2".encode(), b"/2", "link is not absolute"),
        (b"urn:uuid:", b"", "same id"),
    ],
    ids=["broken", "relative", "link", "twice"],
)
def test_a_planted_fault_is_found(file: str, right: bytes, wrong: bytes, said: str) -> None:
    first, second = make_full(), builders.make_story("live")
    content = fetch(f"/{file}").content
    assert list(faults(content, FORMATS[file])) == []
    if said == "same id":
        right, wrong = str(first.uuid).encode(), str(second.uuid).encode()
    assert said in " ".join(faults(content.replace(right, wrong), FORMATS[file]))


def test_the_command_checks_the_feeds_of_this_newspaper(capsys: pytest.CaptureFixture[str]) -> None:
    builders.with_correction(make_full())
    call_command("check_feeds")
    assert "No faults" in capsys.readouterr().out
