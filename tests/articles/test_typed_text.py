"""Text typed at the desk: composed, without what cannot be seen, and never cut in silence."""

import re

import pytest
from django.test import Client

from articles.models import Author, Story
from tests.articles.desk_form import ADD, change, opened, send
from tests.builders import make_story, make_user

NFD = "Зеле\u0308ныи\u0306 раи\u0306он: второи\u0306 е\u0308ж"
NFC = "Зелёный район: второй ёж"
UNSEEN = "\u200b\u202e\ufeff\x00\x07"
pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(make_user("editor"))
    return client


def test_a_decomposed_headline_is_stored_composed_and_found(editor: Client) -> None:
    assert send(editor, ADD, headline=NFD).status_code == 302
    story = Story.objects.get()
    assert (story.headline, story.slug) == (NFC, "zelenyy-rayon-vtoroy-ezh")
    for typed in (NFC, NFD):
        found = editor.get("/admin/articles/story/", {"q": typed}).content.decode()
        assert change(story) in found


def test_a_headline_of_nothing_visible_is_no_headline(editor: Client) -> None:
    response = send(editor, ADD, act="submit", headline=UNSEEN)
    assert response.status_code == 422
    assert "Give the story a headline before you submit it." in response.content.decode()
    assert not Story.objects.exists()


def test_unseen_characters_leave_every_line_of_a_story(editor: Client) -> None:
    lines = ("headline", "kicker", "standfirst", "summary", "credit_line", "lead_caption", "search_title")
    send(editor, ADD, **dict.fromkeys(lines, f"One{UNSEEN} two"))
    story = Story.objects.get()
    assert {name: getattr(story, name) for name in lines} == dict.fromkeys(lines, "One two")


@pytest.mark.parametrize("name", [UNSEEN, "\u3164", "\u0301"])
def test_an_author_needs_a_name_that_can_be_seen(editor: Client, name: str) -> None:
    response = editor.post("/admin/articles/author/add/", {"name": name})
    assert response.status_code == 422
    assert "This field is required." in response.content.decode()
    assert not Author.objects.exists()


@pytest.mark.parametrize(("field", "most"), [("headline", 250), ("kicker", 60), ("lead_credit", 200)])
def test_a_line_that_is_too_long_is_said_beside_it_and_nothing_is_cut(
    editor: Client, field: str, most: int
) -> None:
    typed = "word " * (most // 5) + "more"
    response = send(editor, ADD, **{"headline": "A Bridge", field: typed})
    page = response.content.decode()
    assert response.status_code == 422
    assert f"at most {most} characters" in page
    assert typed in page
    assert not Story.objects.exists()


def test_no_field_of_the_desk_lets_the_browser_cut_what_is_pasted(editor: Client) -> None:
    story = make_story()
    for url in (change(story), ADD, "/admin/articles/author/add/", "/admin/articles/topic/add/"):
        page = editor.get(url).content.decode()
        cut = re.findall(r'<(?:input|textarea)[^>]*name="(\w+)"[^>]*maxlength', page)
        assert set(cut) <= {"slug"}, url


def test_opening_and_saving_again_changes_nothing(editor: Client) -> None:
    send(editor, ADD, headline=NFD, standfirst=f"Line{UNSEEN}\r\n\r\nline")
    story = Story.objects.get()
    url = change(story)
    assert opened(editor, url)["headline"] == NFC
    send(editor, url)
    again = Story.objects.get()
    assert (again.headline, again.standfirst) == (story.headline, story.standfirst) == (NFC, "Line\n\nline")
