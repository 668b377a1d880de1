"""Forms of the library that meet a colleague's act: shown again with everything typed, and a sentence."""

import pytest
from django.http import HttpResponse
from django.test import Client

from articles.desk import library
from newsroom.core.models import User
from tests.builders import make_author, make_photo, make_user
from tests.two_connections import meet

pytestmark = pytest.mark.django_db(transaction=True)
ROOM = "/admin/articles"


@pytest.fixture
def editor() -> User:
    return make_user("editor")


@pytest.fixture
def at_the_desk(client: Client, editor: User) -> Client:
    client.force_login(editor)
    return client


def typed(**words: object) -> dict[str, object]:
    return {"name": "Nina", "slug": "", "biography": "Kept & shown.", "photo": ""} | words


def require_shown_again(answer: HttpResponse, status: int, field: str) -> None:
    page = answer.content.decode()
    assert answer.status_code == status
    assert "Kept &amp; shown." in page
    row = page.partition(f"field-{field}")[2].partition("form-row")[0]
    assert "errorlist" in row


def test_words_of_an_address_that_a_colleague_takes_are_refused_beside_them(
    at_the_desk: Client, editor: User
) -> None:
    met = meet(
        lambda: library.add_author(by=editor, fields={"name": "Other", "slug": "nina"}),
        lambda: at_the_desk.post(f"{ROOM}/author/add/", typed(slug="nina")),
    )
    assert met.waited
    require_shown_again(met.second, 422, "slug")


def test_portrait_that_a_colleague_deletes_is_refused_beside_it(at_the_desk: Client, editor: User) -> None:
    photo = make_photo()
    met = meet(
        lambda: library.delete_photo(photo=photo, by=editor),
        lambda: at_the_desk.post(f"{ROOM}/author/add/", typed(photo=photo.pk)),
    )
    assert met.waited
    require_shown_again(met.second, 422, "photo")


def test_author_whom_a_colleague_deletes_comes_back_as_a_new_one(at_the_desk: Client, editor: User) -> None:
    author = make_author()
    met = meet(
        lambda: library.delete_author(author=author, by=editor),
        lambda: at_the_desk.post(f"{ROOM}/author/{author.pk}/change/", typed()),
    )
    assert (met.waited, met.second.status_code) == (True, 409)
    assert "Kept &amp; shown." in met.second.content.decode()


def test_photo_that_a_colleague_takes_for_a_portrait_is_not_deleted(
    at_the_desk: Client, editor: User
) -> None:
    photo = make_photo()
    met = meet(
        lambda: library.add_author(by=editor, fields={"name": "Pavel Unger", "photo": photo}),
        lambda: at_the_desk.post(f"{ROOM}/photo/{photo.pk}/delete/", {"post": "yes"}),
    )
    assert (met.waited, met.second.status_code) == (True, 409)
    assert "Pavel Unger" in met.second.content.decode()


def test_photo_that_a_colleague_deletes_first_is_said_to_be_gone(at_the_desk: Client, editor: User) -> None:
    photo = make_photo()
    met = meet(
        lambda: library.delete_photo(photo=photo, by=editor),
        lambda: at_the_desk.post(f"{ROOM}/photo/{photo.pk}/delete/", {"post": "yes"}, follow=True),
    )
    assert met.waited
    assert "Perhaps it was deleted?" in met.second.content.decode()
