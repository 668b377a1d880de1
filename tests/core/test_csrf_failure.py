"""A form that could not be taken: the answer holds every typed value, to be sent again."""

import re
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from articles.models import Topic
from newsroom.core.models import User
from tests.answers import Answer, find
from tests.articles.pictures import picture
from tests.builders import PASSWORD, make_user

pytestmark = pytest.mark.django_db
ADD = "/admin/articles/topic/add/"
NASTY = "“Quotes” & <b>tags</b>\n\n  second 'paragraph' \"here\""
TYPED = {"name": "Grain", "slug": "", "language": "en", "order": "0", "introduction": NASTY}
OURS: dict[str, Any] = {"HTTP_ORIGIN": "http://testserver"}


@pytest.fixture
def strict() -> Client:
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_user("editor"))
    return client


def held(answer: Answer) -> dict[str, str]:
    """Return the hidden fields of the form that can be sent again."""
    form = find(r'<form class="plain-form".*?</form>', answer.content.decode(), re.DOTALL)[0]
    fields = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', form)
    return {name: unescape(value) for name, value in fields}


def test_without_a_token_nothing_is_done_and_all_words_are_held(strict: Client) -> None:
    answer = strict.post(ADD, TYPED, **OURS)
    assert answer.status_code == 403
    assert {name: held(answer)[name] for name in TYPED} == TYPED
    assert "Not sent yet, and nothing is lost" in answer.content.decode()
    assert "<b>tags" not in answer.content.decode()
    assert not Topic.objects.exists()
    assert "no-store" in answer["Cache-Control"]


def test_pressing_the_button_sends_it_again_with_a_fresh_token(strict: Client) -> None:
    answer = strict.post(f"{ADD}?from=here", TYPED, **OURS)
    action = find(r'action="([^"]+add[^"]+)"', answer.content.decode())[1]
    assert strict.post(unescape(action), held(answer), **OURS).status_code == 302
    assert Topic.objects.get().introduction == NASTY


def test_files_cannot_be_kept_and_the_page_says_which(strict: Client) -> None:
    file = SimpleUploadedFile("cranes.jpg", picture(), "image/jpeg")
    answer = strict.post("/admin/articles/photo/add/", {"alt": "Cranes", "file": file}, **OURS)
    assert "cranes.jpg" in answer.content.decode()
    assert "nothing is lost" not in answer.content.decode()
    assert held(answer)["alt"] == "Cranes"


@pytest.mark.parametrize("headers", [{"HTTP_ORIGIN": "https://evil.example"}, {"HTTP_ORIGIN": "null"}, {}])
def test_what_another_site_sent_is_never_offered_for_sending(strict: Client, headers: dict[str, Any]) -> None:
    page = strict.post(ADD, TYPED, **headers).content.decode()
    assert "plain-form" not in page
    assert "Quotes" in page


def test_a_password_is_never_written_into_a_page() -> None:
    make_user("editor")
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/admin/login/", {"login": "editor", "password": PASSWORD}, **OURS)
    assert answer.status_code == 403
    assert PASSWORD not in answer.content.decode()
    assert held(answer)["login"] == "editor"


def test_a_log_in_that_ended_while_typing_loses_nothing(client: Client) -> None:
    client.force_login(make_user("editor"))
    client.get(ADD)
    client.logout()
    answer = client.post(ADD, TYPED, **OURS)
    assert answer.status_code == 403
    assert "Your log-in ended" in answer.content.decode()
    client.force_login(User.objects.get(username="editor"))
    assert client.post(ADD, held(answer), **OURS).status_code == 302
    assert Topic.objects.get().introduction == NASTY


def test_a_right_that_ended_while_typing_is_said_with_the_words_kept(client: Client) -> None:
    user = make_user("editor")
    client.force_login(user)
    user.is_staff = False
    user.save()
    answer = client.post(ADD, TYPED, **OURS)
    assert answer.status_code == 403
    assert "no rights to the desk any more" in answer.content.decode()
    assert held(answer)["introduction"] == NASTY


def test_a_body_of_half_a_megabyte_is_held_whole(strict: Client) -> None:
    text = "слово " * 80_000
    assert held(strict.post(ADD, TYPED | {"introduction": text}, **OURS))["introduction"] == text
