"""Two people at the library at the same moment, on connections of their own: a sentence, never a failure."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from articles import photos
from articles.desk import library
from articles.models import Author, Photo, Topic
from newsroom.core.models import AuditEntry, User
from tests.articles.pictures import picture
from tests.builders import make_author, make_category, make_photo, make_topic, make_user
from tests.two_connections import Act, meet

pytestmark = pytest.mark.django_db(transaction=True)
MAKE: dict[str, Any] = {
    "photo": make_photo,
    "author": make_author,
    "topic": make_topic,
    "category": make_category,
}
CHANGE: dict[str, tuple[Callable[..., object], dict[str, str]]] = {
    "photo": (library.describe_photo, {"alt": "Typed anew"}),
    "author": (library.change_author, {"name": "Typed anew"}),
    "topic": (library.change_topic, {"name": "Typed anew"}),
    "category": (library.change_category, {"name": "Typed anew"}),
}


@pytest.fixture
def editor() -> User:
    return make_user("editor")


def deleting(noun: str, row: Any, by: User) -> Act:
    return lambda: getattr(library, f"delete_{noun}")(**{noun: row}, by=by)


def changing(noun: str, row: Any, by: User) -> Act:
    act, fields = CHANGE[noun]
    return lambda: act(**{noun: row}, by=by, fields=fields)


def adding_photo(by: User) -> Act:
    image = photos.check(SimpleUploadedFile("a.jpg", picture(), "image/jpeg"))
    return lambda: library.add_photo(image=image, by=by, fields={"alt": "Two cranes.", "credit": "A. B."})


def acts() -> list[str]:
    return [entry.act.split(".")[1] for entry in AuditEntry.objects.order_by("pk")]


@pytest.mark.parametrize("noun", MAKE)
def test_of_two_who_delete_the_same_one_is_told_that_it_is_gone(noun: str, editor: User) -> None:
    delete = deleting(noun, MAKE[noun](), editor)
    met = meet(delete, delete)
    assert isinstance(met.second, library.Gone)
    assert (met.waited, acts()) == (True, ["delete"])


@pytest.mark.parametrize("noun", MAKE)
def test_who_changes_what_is_being_deleted_is_told_that_it_is_gone(noun: str, editor: User) -> None:
    row = MAKE[noun]()
    met = meet(deleting(noun, row, editor), changing(noun, row, editor))
    assert isinstance(met.second, library.Gone)
    assert acts() == ["delete"]


@pytest.mark.parametrize("noun", MAKE)
def test_what_is_being_changed_is_deleted_afterwards(noun: str, editor: User) -> None:
    row = MAKE[noun]()
    assert meet(changing(noun, row, editor), deleting(noun, row, editor)).waited
    assert acts() == ["change", "delete"]


@pytest.mark.parametrize("noun", ["author", "topic", "category"])
def test_two_who_add_the_same_name_get_words_of_their_own(noun: str, editor: User) -> None:
    def add() -> Any:
        return getattr(library, f"add_{noun}")(by=editor, fields={"name": "Grain"})

    met = meet(add, add)
    assert [met.first.slug, met.second.slug] == ["grain", "grain-2"]


@pytest.mark.parametrize("noun", ["author", "topic", "category"])
def test_of_two_who_type_the_same_words_for_an_address_one_is_told(noun: str, editor: User) -> None:
    def add() -> Any:
        return getattr(library, f"add_{noun}")(by=editor, fields={"name": "Any", "slug": "same"})

    refused = meet(add, add).second
    assert isinstance(refused, library.Refused)
    assert acts() == ["create"]


def test_of_two_topics_that_move_to_one_language_with_the_same_words_one_stays(editor: User) -> None:
    russian, other = make_topic(language="ru", slug="same"), make_topic(language="en", slug="same")
    library.delete_topic(topic=other, by=editor)
    met = meet(
        lambda: library.add_topic(by=editor, fields={"name": "New", "slug": "same", "language": "en"}),
        lambda: library.change_topic(topic=russian, by=editor, fields={"language": "en"}),
    )
    assert isinstance(met.second, library.Refused)
    assert sorted(Topic.objects.values_list("language", flat=True)) == ["en", "ru"]


def test_of_two_who_upload_the_same_picture_one_is_shown_it(editor: User) -> None:
    add = adding_photo(editor)
    met = meet(add, add)
    assert isinstance(met.second, library.AlreadyThere)
    assert met.second.there == met.first


def test_portrait_that_is_being_deleted_is_refused_beside_its_field(editor: User) -> None:
    photo, author = make_photo(), make_author()
    met = meet(
        deleting("photo", photo, editor),
        lambda: library.change_author(author=author, by=editor, fields={"photo": photo}),
    )
    assert list(met.second.errors) == ["photo"]
    assert Author.objects.get().photo is None


def test_photo_that_is_becoming_a_portrait_is_not_deleted(editor: User) -> None:
    photo = make_photo()
    met = meet(
        lambda: library.add_author(by=editor, fields={"name": "Nina", "photo": photo}),
        deleting("photo", photo, editor),
    )
    assert isinstance(met.second, library.InUse)
    assert Author.objects.get().photo == photo


def test_two_authors_get_the_same_portrait_without_waiting(editor: User) -> None:
    photo = make_photo()
    one, two = make_author(), make_author(slug="second")
    met = meet(
        lambda: library.change_author(author=one, by=editor, fields={"photo": photo}),
        lambda: library.change_author(author=two, by=editor, fields={"photo": photo}),
    )
    assert not met.waited
    assert photo.portrait_of.count() == 2


def test_files_of_a_deleted_picture_wait_for_an_upload_of_the_same(editor: User) -> None:
    add = adding_photo(editor)
    photo = add()
    Photo.objects.all().delete()
    assert meet(add, lambda: photos.discard(photo)).waited
    again = Photo.objects.get()
    assert again.file.storage.exists(str(again.file.name))
