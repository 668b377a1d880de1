"""The pages of a redaction: words, spellings, every place before and after, asked once more."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from articles.desk.redacting_spellings import spellings
from articles.models import Redaction, Story
from newsroom.core.models import User
from tests import builders
from tests.answers import Answer
from tests.articles.redacted import make_named, names_in

pytestmark = pytest.mark.django_db
LOOK = {
    "words": "Анна Иванова",
    "chosen": ["анна иванова", "иванова", "иванову", "anna ivanova", "ivanova"],
    "more": "",
    "replacement": "[name removed]",
    "reason": "danger",
    "material": "minor",
}


@pytest.fixture(autouse=True)
def journal_file(settings: Settings, tmp_path: Path) -> None:
    settings.JOURNAL_FILE = str(tmp_path / "journal.jsonl")


@pytest.fixture
def story(editor: User) -> Story:
    return make_named(editor)


def ask(client: Client, story: Story, step: str = "", **sent: Any) -> Answer:
    url = f"/admin/articles/story/{story.pk}/redact/"
    return client.post(url, sent | {"step": step}) if step else client.get(url)


def test_an_editor_finds_the_page_from_the_story(at_desk: Client, story: Story) -> None:
    page = at_desk.get(f"/admin/articles/story/{story.pk}/change/").content.decode()
    assert f"/admin/articles/story/{story.pk}/redact/" in page
    first = ask(at_desk, story).content.decode()
    assert "нова</strong>" in first


def test_spellings_are_proposed_and_the_sure_ones_ticked(at_desk: Client, story: Story) -> None:
    page = ask(at_desk, story, "spellings", words="Анна Иванова").content.decode()
    for letters in ("анна иванова", "anna ivanova", "ivanova", "иванову"):
        assert f'value="{letters}" checked' in page, letters
    assert 'value="[name removed]"' in page


@pytest.mark.parametrize(
    ("text", "typed", "letters", "is_sure"),
    [
        ("об Ивановой", "Иванова", "ивановои", True),
        ("с Ивановым", "Иванов", "ивановым", True),
        ("Ivanova", "Иванова", "ivanova", True),
        ("Иванова", "Ivanova", "иванова", True),
        ("Iwanowa", "Иванова", "iwanowa", True),
        ("Евгению Жукову", "Evgeniy Zhukov", "евгению жукову", True),
        ("Иванова Анна", "Анна Иванова", "иванова анна", True),
        ("А. Иванова", "Анна Иванова", "а иванова", True),
        ("у Анны", "Анна Иванова", "анны", False),
        ("Ивановская улица", "Иванова", "ивановская", False),
        ("annaivanova@example.org", "Анна Иванова", "annaivanova", False),
    ],
)
def test_a_spelling_is_found_however_it_is_written(
    text: str, typed: str, letters: str, is_sure: bool
) -> None:
    story = builders.make_story("draft", headline=text)
    found = {each.letters: each.is_sure for each in spellings(story, [typed])}
    assert found.get(letters) is is_sure


def test_other_words_are_not_proposed() -> None:
    story = builders.make_story("draft", headline="Иван and Annual reports of the ivory coast")
    assert {each.letters for each in spellings(story, ["Анна Иванова"])} == {"анна иванова", "anna ivanova"}


def test_every_place_is_shown_before_and_after_and_nothing_is_done_yet(at_desk: Client, story: Story) -> None:
    page = ask(at_desk, story, "look", **LOOK).content.decode()
    for place in ("the story as it stands", "versions 2–5", "unsaved words of colleague", "for every story"):
        assert place in page, place
    assert page.count("[name removed]</ins>") > 5
    assert "is-home" in page
    assert not Redaction.objects.exists()


def test_the_last_press_takes_them_out_and_says_so(at_desk: Client, story: Story) -> None:
    answer = ask(at_desk, story, "do", **LOOK, seen=story.version)
    assert answer.status_code == 302
    page = at_desk.get(answer.headers["Location"]).content.decode()
    assert "The words are out of everything" in page
    assert not names_in(page.split("</h1>")[1])
    history = at_desk.get(f"/admin/articles/story/{story.pk}/history/").content.decode()
    assert "took words out for good" in history
    assert not names_in(history)


def test_a_story_that_moved_on_is_shown_once_more(at_desk: Client, story: Story) -> None:
    answer = ask(at_desk, story, "do", **LOOK, seen=story.version - 1)
    assert answer.status_code == 409
    assert "Somebody changed this story meanwhile" in answer.content.decode()
    assert f'name="seen" value="{story.version}"' in answer.content.decode()
    assert not Redaction.objects.exists()


@pytest.mark.parametrize(
    ("step", "changes", "said"),
    [
        ("spellings", {"words": " "}, "Type the words"),
        ("look", {"words": ""}, "Type the words"),
        ("look", {"reason": ""}, "Say why."),
        ("look", {"reason": "because"}, "Select a valid choice"),
        ("look", {"chosen": []}, "between one and 60"),
        ("look", {"material": ""}, "Say whether readers are told."),
        ("look", {"replacement": "Ivanova"}, "The very words"),
        ("look", {"more": "я"}, "is too short"),
        ("do", {"reason": ""}, "Say why."),
    ],
)
def test_what_is_missing_is_said_and_what_was_chosen_stays(
    step: str, changes: dict[str, Any], said: str, at_desk: Client, story: Story
) -> None:
    answer = ask(at_desk, story, step, **LOOK | changes)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    if "chosen" not in changes and "words" not in changes:
        assert 'value="иванову" checked' in page
    assert not Redaction.objects.exists()


@pytest.mark.parametrize("role", ["reporter", "fundraiser", "stranger"])
def test_nobody_else_gets_an_answer_about_words(role: str, story: Story) -> None:
    client = Client()
    client.force_login(builders.make_user(role))
    answers = {ask(client, story, step, **LOOK).status_code for step in ("", "spellings", "look", "do")}
    assert answers <= {302, 403, 404}
    assert not Redaction.objects.exists()


def test_the_page_of_no_story_is_not_there(at_desk: Client) -> None:
    assert at_desk.get("/admin/articles/story/999/redact/").status_code == 404
