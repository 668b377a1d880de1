"""The history of a story at the desk: acts in an editor's words, versions compared, a page at a time."""

import re
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import strip_tags

from articles import desk
from articles.desk import history, library
from articles.models import Story
from newsroom.core.models import User
from tests import builders

pytestmark = pytest.mark.django_db
BODY = "<p>The river froze in March.</p>\n<p>Nobody crossed it.</p>\n<p>The ferry waits in the harbor.</p>"
LATER = (
    "<p>Nobody crossed it.</p>\n<p>The river froze in March.</p>\n"
    "<p>The ferry waits in the harbor until May.</p>\n<p>A new road is open.</p>"
)


@pytest.fixture
def editor() -> User:
    return builders.make_user("editor", first_name="Anna", last_name="Orlova")


@pytest.fixture
def story(editor: User) -> Story:
    """A story that went live, and got a draft of changes that went live, too."""
    fields = {"headline": "Ice comes early", "body_source": BODY, "category": builders.make_category()}
    story = desk.start(by=editor, fields=fields)
    story = desk.publish(story=story, by=editor)
    story = desk.save_draft(story=story, by=editor, fields={"headline": "Ice", "body_source": LATER})
    return desk.publish_changes(story=story, by=editor, material=True)


def url(story: Story, more: str = "") -> str:
    return f"/admin/articles/story/{story.pk}/history/{more}"


def lines(client: Client, story: Story, query: str = "") -> list[str]:
    """Return the lines of the history as they are read, newest first."""
    page = client.get(url(story, query)).content.decode()
    return [
        _text(each) for each in re.findall(r"<li[ >].*?</li>", page.partition('"story-history"')[2], re.S)
    ]


def compared(client: Client, story: Story, one: int, other: int) -> str:
    page = client.get(url(story, f"compare/?version={one}&version={other}")).content.decode()
    return _text(page.partition('class="differences"')[2].partition("</dl>")[0])


def _text(html: str) -> str:
    return " ".join(unescape(strip_tags(html.partition(">")[2])).split())


def test_the_history_says_who_did_what_and_what_readers_got_by_it(at_desk: Client, story: Story) -> None:
    told = lines(at_desk, story)
    changes = "Changed headline and 1 paragraph; added 1 paragraph; moved 1 paragraph"
    assert [line.partition(" Anna Orlova,")[0] for line in told] == [
        "published changes",
        "wrote a draft of changes",
        "published it",
        "started it",
    ]
    assert [changes in line for line in told] == [True, True, False, False]
    assert all(re.search(r"Anna Orlova, \d\d:\d\d CES?T", line) for line in told)


def test_an_act_beside_a_draft_is_not_said_to_change_its_words(at_desk: Client, editor: User) -> None:
    story = builders.make_story("live", headline="Ice")
    for fields in ({"headline": "Snow"}, {"kicker": "Arctic"}):
        desk.save_draft(story=story, by=editor, fields=fields)
    desk.mend(story=story, by=editor, fields={"summary": "New"}, material=False)
    desk.withdraw(story=story, by=editor, reason="Doubts.")
    told = lines(at_desk, story)
    found = {line.partition(" Anna")[0]: re.findall(r"Changed [a-z, ]+? Version", line) for line in told[:2]}
    assert found == {"withdrew it": [], "mended it": ["Changed summary Version"]}
    assert [line.count("Changed summary Version") for line in told[2:]] == [1, 0, 0, 0]
    assert told[-1].startswith("stood there before versions were kept")


def test_a_correction_is_told_as_something_that_changed_and_not_as_a_question(
    at_desk: Client, editor: User
) -> None:
    story = builders.make_story("live")
    words = {"correction_kind": "correction", "correction_words": "It was 2009."}
    desk.save_draft(story=story, by=editor, fields=words)
    page = unescape(at_desk.get(f"/admin/articles/story/{story.pk}/history/").content.decode())
    assert "Changed kind of correction and what readers are told" in page
    assert "need a correction?" not in page


def test_words_taken_over_are_in_the_name_of_who_typed_them(at_desk: Client, editor: User) -> None:
    reporter = builders.make_user("reporter", first_name="Boris", last_name="Lunin")
    story = builders.make_story("live", created_by=reporter)
    copy = builders.with_unsaved(story, reporter, headline="Typed")
    desk.take_over(story=story, by=editor, copy=copy, fields={"headline": "Typed"})
    [newest, *_] = lines(at_desk, story)
    assert "Anna Orlova, in the name of Boris Lunin," in newest
    assert "Changed headline" in newest


def test_why_changes_could_not_go_out_stands_by_the_act(at_desk: Client, time_machine: Any) -> None:
    story = builders.with_scheduled_changes(builders.make_story("live"), headline="")
    assert story.next_at
    time_machine.move_to(story.next_at)
    at_desk.get("/")
    [newest, *_] = lines(at_desk, story)
    assert newest.startswith("had scheduled changes, which could not go out")
    assert "Give the story a headline." in newest


def test_any_two_versions_are_compared_by_field_and_by_word(at_desk: Client, story: Story) -> None:
    assert compared(at_desk, story, 3, 2) == "No differenceThe words are the same."
    found = compared(at_desk, story, 5, 3)
    assert "Headline taken out: Ice comes early added: Ice" in found
    assert "Moved to here: added: Nobody crossed it. The river froze in March." in found
    assert "Moved away from here: taken out: Nobody crossed it." in found
    assert "waits in the taken out: harbor. added: harbor until May." in found
    assert "added: A new road is open." in found


def test_values_and_lists_are_compared_by_their_names(at_desk: Client, editor: User) -> None:
    topics = [builders.make_topic(name=name, slug=name.lower()) for name in ("Ice", "Snow")]
    other = builders.make_author(name="Second Author", slug="second")
    pick = builders.make_story("live", headline="Picked")
    story = builders.make_story("live", topics=topics)
    rows: dict[str, Any] = {
        "topics": [{"topic": topics[1]}, {"topic": topics[0]}],
        "bylines": [{"author": other, "role": "editor"}],
        "related": [{"target": pick, "summary": "Read it"}],
    }
    fields = {"category": builders.make_category(name="World", slug="world"), "is_sensitive": True}
    desk.save_draft(story=story, by=editor, fields=fields, rows=rows)
    found = compared(at_desk, story, 1, 2)
    assert "Category taken out: Regions added: World" in found
    assert "Sensitive taken out: no added: yes" in found
    assert "Bylines taken out: Nina Feldt (writer) added: Second Author (editor)" in found
    assert "Related reading added: Picked · Read it" in found
    assert found.count("Moved") == 2


def test_what_was_deleted_since_is_named_with_who_deleted_it(at_desk: Client, editor: User) -> None:
    author = builders.make_author(name="Gone", slug="gone")
    photo = builders.make_photo()
    story = builders.make_story("draft", authors=[author], lead_image=photo)
    fields = {"lead_image": None}
    desk.write(story=story, by=editor, fields=fields, rows={"bylines": []})
    library.delete_author(author=author, by=editor)
    library.delete_photo(photo=photo, by=editor)
    found = compared(at_desk, story, 1, 2)
    assert f"taken out: author no. {author.pk}, deleted" in found
    assert f"taken out: photo no. {photo.pk}, deleted" in found
    assert found.count("by Anna Orlova") == 2


def test_changed_formatting_is_shown_beside_changed_words(at_desk: Client, editor: User) -> None:
    one = '<p>Read <a href="https://example.org/a">the letter</a>.</p>\n<p>It is long.</p>'
    story = builders.make_story("draft", body_source=one)
    other = one.replace("/a", "/b").replace("long", "short")
    desk.write(story=story, by=editor, fields={"body_source": other.replace("</b", "</a")})
    found = compared(at_desk, story, 1, 2)
    assert "It is taken out: long. added: short." in found
    assert "Links: taken out: https://example.org/a added: https://example.org/b" in found


@pytest.mark.parametrize(("role", "is_told"), [("owner", True), ("other reporter", False)])
def test_reporters_hear_what_was_done_and_read_what_is_theirs(
    role: str, is_told: bool, client: Client, editor: User
) -> None:
    owner = builders.make_user("reporter", name="owner")
    story = builders.make_story("live", created_by=owner, headline="Ice")
    desk.save_draft(story=story, by=editor, fields={"headline": "Hidden"})
    desk.mend(story=story, by=editor, fields={"summary": "New"}, material=False)
    client.force_login(owner if role == "owner" else builders.make_user("reporter", name="other"))
    told = lines(client, story)
    assert [line.partition(" Anna")[0] for line in told[:2]] == ["mended it", "wrote a draft of changes"]
    assert any("Changed summary" in line for line in told) == is_told
    assert not [line for line in told if "headline" in line or "Version 2" in line]
    for numbers in ((1, 2), (2, 4)):
        answer = client.get(url(story, "compare/?version={}&version={}".format(*numbers)))
        assert (answer.status_code, b"Hidden" in answer.content) == (404 if is_told else 403, False)


def test_a_long_history_comes_in_pages_with_as_few_queries(at_desk: Client, story: Story) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            assert at_desk.get(url(story)).status_code == 200
        return len(found)

    queries()
    few = queries()
    number = story.version
    for turn in range(2 * history.SIZE):
        story = desk.save_draft(story=story, by=story.created_by, fields={"kicker": f"Number {turn}"})
    assert queries() == few
    seen, query = [], ""
    while True:
        page = at_desk.get(url(story, query)).content.decode()
        seen += [int(each) for each in re.findall(r'name="version" value="(\d+)"', page)]
        older = re.search(r"\?before=[\d.]+", page)
        if older is None:
            break
        query = older[0]
    assert seen == list(range(number + 2 * history.SIZE, 1, -1))
    assert page.count("Changed kicker") == 0
    assert at_desk.get(url(story, "?before=nothing")).status_code == 200


@pytest.mark.parametrize("asked", ["", "?version=2", "?version=2&version=x", "?version=2&version=2"])
def test_where_it_is_not_two_versions_the_page_asks_for_two(
    asked: str, at_desk: Client, story: Story
) -> None:
    page = at_desk.get(url(story, f"compare/{asked}"))
    assert (page.status_code, "Choose two versions." in page.content.decode()) == (200, True)


def test_a_version_that_is_not_there_is_not_compared(at_desk: Client, story: Story) -> None:
    assert at_desk.get(url(story, "compare/?version=2&version=99")).status_code == 404
    assert at_desk.get("/admin/articles/story/999999/history/").status_code == 404
