"""Nothing of a story that is not live reaches a reader, at any URL, in any part of a response."""

import logging
from collections.abc import Callable

import pytest
from django.test import Client

from articles.desk.content import content_of
from articles.models import Story
from tests import pages
from tests.articles.canary import is_of_desk, make_canary, own_urls, shows, urls
from tests.builders import make_photo, make_story, make_topic, make_user, with_draft, with_scheduled_changes
from tests.urlconf import Pattern, patterns

pytestmark = pytest.mark.django_db
HIDDEN = sorted(set(Story.State) - {Story.State.LIVE})

LISTS = ("category", "topic", "author")


def leaks(client: Client, stories: dict[Story, Story], *, at_the_desk: bool) -> list[str]:
    """Ask for the stories, and the live ones beside them, at every URL of the site or of the desk.

    Returns where a mark showed.

    At the site also by HEAD, which is answered by headers alone, the same whatever is asked of a list.
    """
    found = []
    examples = pages.examples()
    for pattern in (pattern for pattern in patterns() if is_of_desk(pattern) == at_the_desk):
        asked = (url for pair in stories.items() for url in urls(pattern, *pair, examples[pattern.name]))
        for url in dict.fromkeys(asked):
            asks_head = not at_the_desk and "?" not in url
            if shows(client.get(url), url) or (asks_head and shows(client.head(url), url)):
                found.append(f"{pattern.name} {url}")
    return found


@pytest.fixture(autouse=True)
def quiet(caplog: pytest.LogCaptureFixture) -> None:
    """Keep hundreds of refusals, each with its traceback, out of the log."""
    caplog.set_level(logging.CRITICAL, "django.request")


def make_beside() -> Story:
    """Make a live story that everybody sees, with the topic, author and category of one that is hidden."""
    return make_story("live", topics=[make_topic()], lead_image=make_photo())


def lives() -> list[tuple[Story.State, Story]]:
    """Make a live story for each state that hides one."""
    return [(state, make_beside()) for state in HIDDEN]


@pytest.fixture
def beside() -> Story:
    """One live story beside whatever is hidden."""
    return make_beside()


def test_nothing_that_is_hidden_shows_to_readers() -> None:
    hidden = {make_canary(state, beside=live): live for state, live in lives()}
    assert leaks(Client(), hidden, at_the_desk=False) == []


@pytest.mark.parametrize("give", [with_draft, with_scheduled_changes])
def test_no_word_shows_that_waits_in_a_draft_or_for_its_hour(give: Callable[..., Story]) -> None:
    beside, live = make_beside(), make_beside()
    waiting = give(live, **content_of(make_canary("draft", beside=make_beside())))
    assert leaks(Client(), {waiting: beside}, at_the_desk=False) == []
    reporter = Client()
    reporter.force_login(make_user("reporter", name="somebody-else"))
    here = f"/admin/articles/story/{waiting.pk}"
    pages = [f"{here}/{page}/" for page in ("change", "history", "compare", "discard")]
    assert not [url for url in [*pages, f"/admin/preview/{waiting.pk}/"] if shows(reporter.get(url), url)]


def test_nothing_shows_of_the_other_edition_of_a_live_story() -> None:
    hidden = {
        make_canary(state, beside=live, language="ru", edition_group=live.edition_group): live
        for state, live in lives()
    }
    assert leaks(Client(), hidden, at_the_desk=False) == []


@pytest.mark.parametrize("role", ["nobody", "stranger", "fundraiser", "reporter"])
def test_nothing_shows_at_the_desk_to_who_has_no_right_to_it(role: str, beside: Story) -> None:
    # Who has no part in stories is turned away before one is read: two states stand for all.
    states = HIDDEN if role == "reporter" else [Story.State.DRAFT, Story.State.WITHDRAWN]
    hidden = {make_canary(state, beside=beside, library=role != "reporter"): beside for state in states}
    client = Client()
    if role != "nobody":
        client.force_login(make_user(role, name="somebody-else"))
    assert leaks(client, hidden, at_the_desk=True) == []


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
    assert {Client().get(url).status_code for url in own_urls(story)} == {status}


@pytest.mark.parametrize("name", ["articles:leak", "articles:ru-leak", "admin:articles_leak_change"])
def test_a_planted_url_that_asks_for_something_new_must_say_how(name: str, beside: Story) -> None:
    with pytest.raises(KeyError, match=r"leak|issue"):
        urls(Pattern(name, frozenset({"issue"})), beside, beside, [])


def test_the_same_marks_are_found_where_a_live_story_shows(beside: Story) -> None:
    """The proof that this test can see: once live, the story shows at each public URL, and at the desk."""
    story = make_canary("live", beside=beside)
    found = {leak.split()[0] for leak in leaks(Client(), {story: beside}, at_the_desk=False)}
    lists = ("front", "corrections", *LISTS)
    archive = ("latest", "archive_year", "archive_month", "archive_day")
    feeds = (f"{noun}_feed" for noun in lists)
    sitemaps = (f"sitemap_{part}" for part in ("pages", "month", "news"))
    # An address of no picture, card or key leads on to the newest stories.
    lite = (f"lite_{noun}" for noun in ("front", "category", "story"))
    files = ("saved_story", "card_file", "photo_file", "index_now_key")
    others = ("story", *files, *archive, *feeds, *sitemaps, *lite)
    assert found == {f"articles:{noun}" for noun in (*lists, *others)}
    editor = Client()
    editor.force_login(make_user("editor"))
    shown = {leak.split()[0] for leak in leaks(editor, {story: beside}, at_the_desk=True)}
    assert {"admin:index", "preview", "admin:autocomplete"} <= shown
    for noun in ("story", *LISTS[1:], "photo"):
        assert {f"admin:articles_{noun}_{what}" for what in ("changelist", "change", "history")} <= shown
