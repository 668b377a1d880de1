"""A letter of another alphabet that looks like the right one is shown after saving, and never changed."""

from __future__ import annotations

import pytest
from django.test import Client

from articles.models import Author, Story
from newsroom.core.models import User
from tests.articles.desk_form import ADD, change, send
from tests.builders import make_user
from tests.people import client_of

pytestmark = pytest.mark.django_db
# The second letter is Latin.
WORD = "Пoчта"
ADVICE = f"of two alphabets in one word: {WORD}. Nothing was changed"


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(make_user("editor"))
    return client


@pytest.mark.parametrize("field", ["headline", "kicker", "summary", "lead_caption", "body_source"])
def test_a_field_of_a_story_is_saved_as_typed_with_an_advice(editor: Client, field: str) -> None:
    typed = {"headline": "A", field: f"<p>{WORD} России</p>" if field == "body_source" else f"{WORD} России"}
    send(editor, ADD, **typed)
    story = Story.objects.get()
    assert getattr(story, field) == typed[field]
    assert ADVICE in editor.get(change(story)).content.decode()


def test_it_is_said_of_what_was_changed_alone(editor: Client) -> None:
    send(editor, ADD, headline=WORD)
    url = change(Story.objects.get())
    editor.get(url)
    send(editor, url, kicker="Регионы")
    assert "two alphabets" not in editor.get(url).content.decode()


def test_names_in_the_library_and_of_people_are_looked_at_and_passwords_are_not() -> None:
    client = client_of("admin")
    client.post("/admin/articles/author/add/", {"name": WORD})
    assert Author.objects.get().name == WORD
    assert ADVICE in client.get("/admin/articles/author/").content.decode()
    password = "дoлгийпароль-9"
    sent = {"username": "nina", "usable_password": "true", "password1": password, "password2": password}
    assert client.post("/admin/core/user/add/", sent).status_code == 302
    url = f"/admin/core/user/{User.objects.get(username='nina').pk}/change/"
    assert "two alphabets" not in client.get(url).content.decode()
