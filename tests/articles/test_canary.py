"""Nothing of a story that is not live reaches a reader, at any URL, in any part of a response."""

import logging
from collections.abc import Iterator

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import path

from articles.models import Story
from tests.articles.canary import MARK, Door, doors, make_canary, shows, values_at
from tests.builders import make_photo, make_story, make_topic, make_user

pytestmark = pytest.mark.django_db
HIDDEN = sorted(set(Story.State) - {Story.State.LIVE})

LISTS = {"category": "regions", "topic": f"{MARK}slug", "author": f"{MARK}slug"}
FIXED = {"healthz", "readyz", "robots", "favicon"}
FRONTS = {"articles:front", "articles:ru-front"}
# Behind the log-in: asked for with the story's own numbers.
DESK = ("admin:", "account", "mfa_", "preview")
QUERIES = ("", "?date=2100-01-01", "?before=21000101T000000.000000-1")
AUTOCOMPLETE = "?term=&app_label=articles&model_name=relatedlink&field_name=target"


def addresses(door: Door, story: Story, beside: Story) -> Iterator[str] | None:
    """Return the URLs of this pattern that could show the story; None if nobody classified the pattern."""
    noun = door.name.rpartition(":")[2].removeprefix("ru-")
    if door.name in FIXED:
        return (door.url({}) for _ in range(1))
    if door.name in FRONTS:
        return (door.url({}) + query for query in QUERIES)
    if door.name.startswith("articles:") and noun in LISTS:
        slugs = {LISTS[noun], *({"nina-feldt", "grain"} - {"regions"})}
        return (door.url({"slug": slug}) + query for slug in slugs for query in QUERIES)
    if door.name == "articles:story":
        return _story_addresses(story, beside)
    if door.name.startswith("donations:"):
        return iter([door.url({}), f"{door.url({})}?from={story.get_absolute_url()}"])
    if door.name == "articles:photo_file":
        return (f"/media/photos/ab/{'ab' * 16}{size}.jpg" for size in ("", "-640"))
    if door.name.startswith(DESK):
        if door.name == "admin:":
            return iter([f"/admin/articles/story/{story.pk}", f"/admin/articles/story/{story.pk}/"])
        query = AUTOCOMPLETE if door.name == "admin:autocomplete" else ""
        return iter([door.url(values_at(story)) + query])
    return None


def _story_addresses(story: Story, beside: Story) -> Iterator[str]:
    """Return the story's URL, wrong ones, and that of the live one that stands beside it."""
    right = story.get_absolute_url()
    day = right.rpartition("/")[0]
    yield from (right, f"{right}/", f"{right}?preview=1", f"{day}/wrong-a{story.pk}", f"{day}/-a{story.pk}")
    yield from (f"/1999/01/01/wrong-a{story.pk}", f"/1999/1/1/{story.slug}-a{story.pk}")
    yield beside.get_absolute_url()
    yield f"/1999/01/01/wrong-a{beside.pk}"


def leaks(client: Client, story: Story, beside: Story) -> list[str]:
    """Ask for every URL, by GET and HEAD, and return where a mark showed."""
    found = []
    for door in doors():
        for url in addresses(door, story, beside) or ():
            if shows(client.get(url), url) or shows(client.head(url), url):
                found.append(f"{door.name} {url}")
    return found


def unclassified(found: Iterator[Door], story: Story) -> list[str]:
    return [door.name for door in found if addresses(door, story, story) is None]


@pytest.fixture(autouse=True)
def quiet(caplog: pytest.LogCaptureFixture) -> None:
    """Keep hundreds of refusals, each with its traceback, out of the log."""
    caplog.set_level(logging.CRITICAL, "django.request")


@pytest.fixture
def beside() -> Story:
    """A live story that everybody sees, with the topic, author and category of those that are hidden."""
    return make_story("live", topics=[make_topic()], lead_image=make_photo())


@pytest.mark.parametrize("state", HIDDEN)
def test_nothing_of_it_shows_to_readers(state: Story.State, beside: Story) -> None:
    story = make_canary(state, beside=beside)
    assert leaks(Client(), story, beside) == []


@pytest.mark.parametrize("state", HIDDEN)
def test_nothing_shows_of_the_other_edition_of_a_live_story(state: Story.State, beside: Story) -> None:
    story = make_canary(state, beside=beside, language="ru", edition_group=beside.edition_group)
    assert leaks(Client(), story, beside) == []


@pytest.mark.parametrize("role", ["stranger", "fundraiser", "reporter"])
def test_nothing_shows_at_the_desk_to_who_has_no_right_to_it(role: str, beside: Story) -> None:
    hidden = [make_canary(state, beside=beside, library=role != "reporter") for state in HIDDEN]
    client = Client()
    client.force_login(make_user(role, name="somebody-else"))
    found = []
    for door in (door for door in doors() if door.name.startswith(DESK)):
        for story in hidden if door.names else hidden[:1]:
            for url in addresses(door, story, beside) or ():
                if shows(client.get(url), url):
                    found.append(f"{door.name} {url}")
    assert found == []


@pytest.mark.parametrize("role", ["fundraiser", "reporter"])
def test_nothing_shows_at_the_desk_on_the_page_of_a_live_story_that_picks_it(
    role: str, beside: Story
) -> None:
    for state in HIDDEN:
        make_canary(state, beside=beside, library=False)
    client = Client()
    client.force_login(make_user(role, name="somebody-else"))
    here = f"/admin/articles/story/{beside.pk}"
    found = [page for page in ("change", "history") if shows(client.get(f"{here}/{page}/"), here)]
    assert not [*found, *(["preview"] if shows(client.get(f"/admin/preview/{beside.pk}/"), here) else [])]


@pytest.mark.parametrize("state", HIDDEN)
def test_its_address_says_no_more_than_the_state_allows(state: Story.State, beside: Story) -> None:
    story = make_canary(state, beside=beside)
    status = 410 if state == Story.State.WITHDRAWN else 404
    assert {Client().get(url).status_code for url in list(_story_addresses(story, beside))[:7]} == {status}


def test_every_door_is_classified(beside: Story) -> None:
    assert unclassified(doors(), beside) == []


def test_a_planted_door_is_not(beside: Story) -> None:
    planted = Door("articles:leak", frozenset())
    assert unclassified(iter([planted]), beside) == ["articles:leak"]
    assert path("leak", lambda request: HttpResponse(), name="leak").name == "leak"


def test_the_same_marks_are_found_where_a_live_story_shows(beside: Story) -> None:
    """The proof that this test can see: once live, the story shows at each public door."""
    story = make_canary("live", beside=beside)
    found = {leak.split()[0] for leak in leaks(Client(), story, beside)}
    assert found == {"articles:front", "articles:story", *(f"articles:{noun}" for noun in LISTS)}
