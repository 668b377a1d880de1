"""Words that were taken out of a story do not come back with what it names, and are found elsewhere."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from articles import desk
from articles.desk import library
from articles.models import Category, Redaction, Revision, Story
from newsroom.core.models import User
from tests import builders
from tests.articles.desk_form import change, send
from tests.articles.redacted import make_named, redact
from tests.articles.test_redacting_pages import LOOK, ask
from tests.two_connections import meet

pytestmark = pytest.mark.django_db
NAME = "Анна Иванова"


@pytest.fixture(autouse=True)
def journal_file(settings: Settings, tmp_path: Path) -> None:
    settings.JOURNAL_FILE = str(tmp_path / "journal.jsonl")


@pytest.fixture
def story(editor: User) -> Story:
    return redact(make_named(editor), editor)


# What is named by a story: who makes it with the name, and the words that put it there.
NAMED: dict[str, Callable[[], dict[str, Any]]] = {
    "lead_image": lambda: {"fields": {"lead_image": builders.make_photo(caption=f"In court: {NAME}")}},
    "category": lambda: {"fields": {"category": builders.make_category(name="Ivanova", slug="case")}},
    "topics": lambda: {"rows": {"topics": [{"topic": builders.make_topic(name=NAME, slug="case")}]}},
    "bylines": lambda: {
        "rows": {"bylines": [{"author": builders.make_author(name=NAME, slug="a"), "role": "writer"}]}
    },
    "the address of an author": lambda: {
        "rows": {
            "bylines": [{"author": builders.make_author(name="A. I.", slug="anna-ivanova"), "role": "writer"}]
        }
    },
}


@pytest.mark.parametrize("what", NAMED)
def test_they_do_not_come_back_with_what_the_story_names(what: str, story: Story, editor: User) -> None:
    with pytest.raises(desk.Redacted) as refused:
        desk.save_draft(story=story, by=editor, **{"fields": {}} | NAMED[what]())
    assert len(refused.value.errors) == 1
    assert "taken out of this story for good" in str(next(iter(refused.value.errors.values())))


def test_the_form_says_beside_the_photo_what_is_wrong_and_keeps_the_rest(
    story: Story, at_desk: Client
) -> None:
    photo = builders.make_photo(alt=NAME)
    answer = send(at_desk, change(story), "save_draft", lead_image=photo.pk, kicker="Typed")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert '<a href="#id_lead_image">' in page
    assert 'value="Typed"' in page
    assert Revision.objects.latest("number").number == story.version


def test_a_photo_that_comes_later_is_not_described_with_them(story: Story, editor: User) -> None:
    photo = builders.make_photo()
    desk.save_draft(story=story, by=editor, fields={"lead_image": photo})
    with pytest.raises(desk.Redacted):
        library.describe_photo(photo=photo, by=editor, fields={"caption": f"In court: {NAME}"})
    other = builders.make_photo()
    library.describe_photo(photo=other, by=editor, fields={"caption": f"In court: {NAME}"})


RENAMED: dict[str, Callable[[Story, User], object]] = {
    "author": lambda story, by: library.change_author(
        author=story.bylines.get().author, by=by, fields={"name": NAME}
    ),
    "address of an author": lambda story, by: library.change_author(
        author=story.bylines.get().author, by=by, fields={"slug": "anna-ivanova"}
    ),
    "topic": lambda story, by: library.change_topic(topic=story.topics.get(), by=by, fields={"name": NAME}),
    "category": lambda story, by: library.change_category(
        category=Category.objects.get(), by=by, fields={"name": "Ivanova"}
    ),
}


@pytest.mark.parametrize("what", RENAMED)
def test_what_a_story_shows_is_not_called_so_later(what: str, editor: User) -> None:
    story = builders.make_story("live", headline=NAME, topics=[builders.make_topic()])
    redact(story, editor)
    with pytest.raises(desk.Redacted) as refused:
        RENAMED[what](story, editor)
    assert list(refused.value.errors) == ["slug" if "address" in what else "name"]
    free = builders.make_author(name="Free", slug="free")
    assert library.change_author(author=free, by=editor, fields={"name": NAME}).name == NAME


def test_an_author_who_was_called_so_before_stays_and_the_story_can_be_saved(editor: User) -> None:
    author = builders.make_author(name="Ivanova", slug="x")
    story = redact(builders.make_story("live", headline=NAME, authors=[author]), editor)
    assert desk.save_draft(story=story, by=editor, fields={"kicker": "On"}).draft_number
    library.change_author(author=author, by=editor, fields={"position": "Reporter"})


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_described_first", [True, False])
def test_a_photo_that_is_described_while_a_story_takes_it_waits(
    is_described_first: bool, editor: User
) -> None:
    story, photo = redact(make_named(editor), editor), builders.make_photo()
    acts = [
        lambda: library.describe_photo(photo=photo, by=editor, fields={"alt": NAME}),
        lambda: desk.save_draft(story=story, by=editor, fields={"lead_image": photo}),
    ]
    met = meet(*(acts if is_described_first else reversed(acts)))
    assert met.waited
    assert isinstance(met.second, desk.Redacted)


def test_other_stories_with_the_words_are_listed_each_with_its_own_act(at_desk: Client, editor: User) -> None:
    story = make_named(editor)
    category = builders.make_category(slug="other")
    words = {"headline": "Court hears of Ivanova", "body_source": "<p>Words.</p>", "category": category}
    live = desk.publish(story=desk.start(by=editor, fields=words), by=editor)
    plain = {"headline": "Nothing of it", "category": live.category}
    waiting = desk.publish(story=desk.start(by=editor, fields=plain), by=editor)
    desk.save_draft(story=waiting, by=editor, fields={"summary": f"Of {NAME}"})
    typed = desk.start(by=editor, fields=plain)
    builders.with_unsaved(typed, editor, headline="Ivanova")
    author = builders.make_author(name=NAME, slug="anna")
    # Where another author's page was once, under this name.
    former = builders.make_redirect(path="/author/anna-ivanova/", to="/author/n-n/")
    other = desk.start(by=editor, fields=plain)
    page = ask(at_desk, story, "look", **LOOK).content.decode()
    listed = page.split("elsewhere-heading", 1)[1]
    for each in (live, waiting, typed):
        assert f'formaction="/admin/articles/story/{each.pk}/redact/"' in listed
    assert f"/admin/articles/author/{author.pk}/change/" in listed
    assert f"/admin/articles/redirect/{former.pk}/change/" in listed
    assert f"/story/{other.pk}/" not in listed
    assert f'formaction="/admin/articles/story/{story.pk}/' not in listed
    there = ask(at_desk, live, "spellings", **LOOK).content.decode()
    assert 'value="ivanova" checked' in there
    assert not Redaction.objects.exists()
