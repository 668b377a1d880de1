"""Admin of photos: upload, description, uses, deletion."""

import hashlib
import io
import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image
from procrastinate.contrib.django import app
from pytest_django import DjangoCaptureOnCommitCallbacks

from articles import photos
from articles.models import Photo
from newsroom.core.models import AuditEntry
from tests.answers import Answer, context_of, find
from tests.articles.hostile_uploads import CLEANED, HOSTILE_UPLOADS
from tests.articles.pictures import picture
from tests.builders import make_author, make_photo, make_story, make_user

pytestmark = pytest.mark.django_db
LIST = "/admin/articles/photo/"
ADD = f"{LIST}add/"
WORDS = {
    "alt": "Cranes & a “river”.",
    "caption": "Typed <b>caption</b>, kept.",
    "credit": "A. Belskaya / MT",
    "licence": "CC BY 4.0",
}


@pytest.fixture
def reporter(client: Client) -> Client:
    client.force_login(make_user("reporter"))
    return client


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(make_user("editor"))
    return client


def upload(client: Client, data: bytes, name: str = "photo.jpg", **more: str) -> Answer:
    return client.post(ADD, WORDS | more | {"file": SimpleUploadedFile(name, data, "image/jpeg")})


def kept_bytes(photo: Photo) -> bytes:
    """Return the bytes on the disk, which must be what the row says."""
    with photo.file.open("rb") as file:
        data: bytes = file.read()
    assert hashlib.sha256(data).hexdigest() == photo.sha256
    assert photo.file.name == f"photos/{photo.sha256[:2]}/{photo.sha256[:32]}.jpg"
    assert Image.open(io.BytesIO(data)).format == "JPEG"
    return data


def change(photo: Photo) -> str:
    return f"{LIST}{photo.pk}/change/"


def test_a_reporter_adds_a_picture_with_its_words_and_the_worker_gets_the_job(reporter: Client) -> None:
    assert upload(reporter, picture(800, 600)).status_code == 302
    photo = Photo.objects.get()
    assert {name: getattr(photo, name) for name in WORDS} == WORDS
    assert (photo.width, photo.height, str(photo.uploaded_by)) == (800, 600, "reporter")
    assert len(kept_bytes(photo)) == photo.size
    jobs = list(app.job_manager.list_jobs(task="articles.render_photo"))
    assert [json.loads(str(job.task_kwargs)) for job in jobs] == [{"photo_id": photo.pk}]
    entry = AuditEntry.objects.get(act="photo.create")
    assert (entry.target_id, str(entry.actor)) == (str(photo.pk), "reporter")


# All of them are checked in `test_photos_checking.py`, without a form.
UPLOADS = [
    pytest.param(*upload, marks=pytest.mark.slow if number % 5 else [], id=upload[0])
    for number, upload in enumerate(HOSTILE_UPLOADS)
]


@pytest.mark.parametrize(("name", "filename", "make"), UPLOADS)
def test_a_hostile_file_gets_a_sentence_beside_the_field_and_the_words_stay(
    reporter: Client, name: str, filename: str, make: Callable[..., Any]
) -> None:
    answer = upload(reporter, make(), filename)
    if name in CLEANED:
        assert answer.status_code == 302
        assert kept_bytes(Photo.objects.get()) != make()
        return
    page = answer.content.decode()
    assert answer.status_code == 422
    row = find(r'<div class="[^"]*\bfield-file\b.*?<input type="file"', page, re.DOTALL)
    assert '<ul class="errorlist' in row[0]
    form = context_of(answer)["adminform"].form
    assert {name: form[name].value() for name in WORDS} == WORDS
    assert "Typed &lt;b&gt;caption&lt;/b&gt;, kept." in page
    assert not Photo.objects.exists()


def test_a_picture_that_is_there_already_is_refused_with_a_link_to_it(reporter: Client) -> None:
    upload(reporter, picture())
    there = Photo.objects.get()
    page = upload(reporter, picture(), alt="Another description").content.decode()
    assert Photo.objects.count() == 1
    assert f'href="{change(there)}"' in page
    assert "Another description" in page


def test_an_upload_without_words_says_which_are_missing(reporter: Client) -> None:
    page = upload(reporter, picture(), alt="", credit="").content.decode()
    assert page.count("This field is required.") == 2
    assert not Photo.objects.exists()


def test_the_file_of_a_picture_is_never_replaced(editor: Client) -> None:
    upload(editor, picture())
    photo = Photo.objects.get()
    before = (photo.file.name, photo.sha256)
    page = editor.get(change(photo)).content.decode()
    assert 'type="file"' not in page
    other = SimpleUploadedFile("b.jpg", picture(500, 500), "image/jpeg")
    assert editor.post(change(photo), WORDS | {"alt": "New words", "file": other}).status_code == 302
    photo.refresh_from_db()
    assert (photo.file.name, photo.sha256, photo.alt) == (*before, "New words")
    assert AuditEntry.objects.get(act="photo.change").details == {"changed": ["alt"]}


def test_a_reporter_may_not_change_the_words_of_a_picture(reporter: Client) -> None:
    photo = make_photo()
    assert reporter.get(change(photo)).status_code == 200
    assert reporter.post(change(photo), WORDS).status_code == 403
    assert reporter.post(f"{LIST}{photo.pk}/delete/", {"post": "yes"}).status_code == 403


def test_its_page_says_where_it_is_used_and_it_is_not_deleted_while_it_is(editor: Client) -> None:
    photo = make_photo()
    story = make_story("draft", headline="Ferries & Captains", lead_image=photo)
    author = make_author(name="Pavel Unger", slug="pavel-unger", photo=photo)
    links = [
        f'<a href="/admin/articles/story/{story.pk}/change/">Ferries &amp; Captains</a>',
        f'<a href="/admin/articles/author/{author.pk}/change/">Pavel Unger</a>',
    ]
    page = editor.get(change(photo)).content.decode()
    assert all(link in page for link in links)
    delete = f"{LIST}{photo.pk}/delete/"
    for refused in (editor.get(delete), editor.post(delete, {"post": "yes"})):
        assert all(link in refused.content.decode() for link in links)
    assert refused.status_code == 409
    assert Photo.objects.exists()


@pytest.mark.parametrize("state", ["draft", "scheduled", "withdrawn"])
def test_its_page_tells_a_reporter_of_no_story_that_is_hidden(reporter: Client, state: str) -> None:
    photo = make_photo()
    make_story(state, headline="Hush", lead_image=photo, created_by=make_user("reporter", name="else"))
    page = reporter.get(f"{LIST}{photo.pk}/change/")
    assert page.status_code == 200
    assert "Hush" not in page.content.decode()


def test_an_unused_picture_can_be_deleted_and_that_is_recorded(editor: Client) -> None:
    photo = make_photo()
    assert editor.post(f"{LIST}{photo.pk}/delete/", {"post": "yes"}).status_code == 302
    assert not Photo.objects.exists()
    assert AuditEntry.objects.get(act="photo.delete").target_id == str(photo.pk)


def test_the_files_of_a_deleted_picture_are_gone_and_those_of_others_stay(
    editor: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    made = []
    for width in (800, 900):
        upload(editor, picture(width, 600))
        photo = Photo.objects.latest("pk")
        photos.render(photo)
        made.append([photo.file.name, *(each["name"] for each in photo.renditions)])
    shared = made[0][1]
    photo.renditions[0]["name"] = shared
    photo.save()
    first = Photo.objects.earliest("pk")
    with django_capture_on_commit_callbacks(execute=True):
        editor.post(f"{LIST}{first.pk}/delete/", {"post": "yes"})
    there = [name for names in made for name in names if photo.file.storage.exists(name)]
    assert there == [shared, *made[1]]


def test_an_upload_in_a_popup_hands_the_picture_back(reporter: Client) -> None:
    answer = upload(reporter, picture(), _popup="1")
    photo = Photo.objects.get()
    assert answer.status_code == 200
    assert f"&quot;value&quot;: &quot;{photo.pk}&quot;" in answer.content.decode()


def test_the_small_picture_has_an_address_for_pickers(reporter: Client) -> None:
    small = {"width": 320, "height": 213, "format": "jpeg", "name": "photos/aa/small.jpg", "size": 9}
    photo = make_photo(renditions=[small])
    assert reporter.get(f"{LIST}{photo.pk}/thumb/")["Location"] == "/media/photos/aa/small.jpg"
    bare = make_photo()
    assert reporter.get(f"{LIST}{bare.pk}/thumb/")["Location"] == bare.file.url
    assert reporter.get(f"{LIST}999999/thumb/").status_code == 404


@pytest.mark.parametrize("role", ["fundraiser", "stranger"])
def test_others_see_no_pictures(client: Client, role: str) -> None:
    photo = make_photo()
    client.force_login(make_user(role))
    for path in (LIST, ADD, change(photo), f"{LIST}{photo.pk}/thumb/"):
        assert client.get(path).status_code == 403


def test_the_list_takes_the_same_queries_for_3_and_for_30(editor: Client) -> None:
    counts = []
    for more in (3, 27):
        for _turn in range(more):
            make_photo()
        with CaptureQueriesContext(
            connection,
        ) as queries:
            editor.get(LIST)
        counts.append(len(queries))
    assert counts[0] == counts[1]
