"""The form of a photo offers what its file says, and keeps the picture while somebody reads it."""

import datetime as dt
import html
import json

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from procrastinate.contrib.django import app

from articles import tasks
from articles.models import Photo
from newsroom.core.models import AuditEntry
from tests.answers import Answer, context_of, find
from tests.articles.metadata import choice, with_xmp, xmp
from tests.articles.pictures import drawn, encoded, picture
from tests.builders import make_user

pytestmark = pytest.mark.django_db
ADD = "/admin/articles/photo/add/"
TOKEN = "file-set-aside"
FILE = with_xmp(
    xmp(
        choice("dc:description", x_default="The file’s &lt;b&gt;caption&lt;/b&gt;")
        + choice("iptc:AltTextAccessibility", x_default="The file’s description."),
        ' photoshop:Credit="The file’s credit"',
    )
)
SAID = {
    "alt": "The file’s description.",
    "caption": "The file’s <b>caption</b>",
    "credit": "The file’s credit",
}
TYPED = {"alt": "Typed.", "caption": "Typed caption", "credit": "MT", "licence": ""}


@pytest.fixture(autouse=True)
def reporter(client: Client) -> None:
    client.force_login(make_user("reporter"))


def send(client: Client, data: bytes | None = None, /, **typed: str) -> Answer:
    file = {"file": SimpleUploadedFile("photo.jpg", data)} if data else {}
    return client.post(ADD, {"licence": ""} | typed | file)


def fields(answer: Answer) -> dict[str, str]:
    """Return what stands in the fields of the form that came back."""
    form = context_of(answer)["adminform"].form
    return {name: form[name].value() or "" for name in SAID}


def token(answer: Answer) -> str:
    return html.unescape(find(rf'name="{TOKEN}" value="([^"]+)"', answer.content.decode())[1])


def test_empty_fields_come_back_with_what_the_file_says_and_nothing_is_kept_yet(client: Client) -> None:
    answer = send(client, FILE, alt="", caption="", credit="")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert fields(answer) == SAID
    assert page.count("Taken from the file.") == 3
    assert "This field is required" not in page
    assert "The file’s &lt;b&gt;caption" in page
    assert not Photo.objects.exists()
    assert not AuditEntry.objects.filter(act="photo.create").exists()


@pytest.mark.parametrize(
    ("language", "offer"),
    [("en", "The file says words about itself"), ("ru", "В файле есть слова о нём самом")],
)
def test_over_the_form_stands_that_the_file_says_something_and_no_word_of_errors(
    client: Client, language: str, offer: str
) -> None:
    client.force_login(make_user("reporter", name=f"reads-{language}", language=language))
    page = send(client, FILE, **TYPED | {"caption": ""}).content.decode()
    assert (page.count(offer), 'class="errornote"' in page) == (1, False)
    # Where something is wrong beside what the file says, that is said.
    page = send(client, picture(), **TYPED | {"alt": ""}).content.decode()
    assert (offer in page, 'class="errornote"' in page) == (False, True)
    page = send(client, FILE, **TYPED | {"caption": "", "licence": "x" * 5000}).content.decode()
    assert (offer in page, 'class="errornote"' in page) == (False, True)


def test_the_second_look_saves_what_stands_in_the_fields_without_the_file_being_sent_again(
    client: Client,
) -> None:
    first = send(client, FILE, alt="", caption="", credit="")
    offered = fields(first) | {"caption": "", "credit": "The file’s credit / MT"}
    assert send(client, **offered, **{TOKEN: token(first)}).status_code == 302
    photo = Photo.objects.get()
    assert (photo.alt, photo.caption, photo.credit) == (SAID["alt"], "", "The file’s credit / MT")
    with photo.file.open("rb") as file:
        assert b"file\xe2\x80\x99s" not in file.read()


def test_what_was_typed_is_never_replaced(client: Client) -> None:
    answer = send(client, FILE, **TYPED | {"caption": ""})
    assert fields(answer) == {"alt": "Typed.", "caption": SAID["caption"], "credit": "MT"}
    assert answer.content.decode().count("Taken from the file.") == 1
    assert send(client, FILE, **TYPED).status_code == 302
    assert Photo.objects.get().caption == "Typed caption"


def test_nothing_of_the_file_is_in_the_database_before_it_is_saved(client: Client) -> None:
    send(client, FILE, alt="", caption="", credit="")
    (job,) = app.job_manager.list_jobs(task="articles.discard_upload")
    assert set(json.loads(str(job.task_kwargs))) == {"name", "sha256"}
    assert "credit" not in str(job.task_kwargs)


def test_a_picture_whose_words_are_missing_is_kept_while_they_are_typed(client: Client) -> None:
    first = send(client, picture(), alt="", credit="")
    assert first.status_code == 422
    page = first.content.decode()
    assert page.count("This field is required.") == 2
    assert "Your picture is kept." in page
    src = find(r'<img class="thumb" src="([^"]+)"', page)[1]
    assert client.get(src).getvalue().startswith(b"\xff\xd8")
    second = send(client, alt="Typed.", credit="", **{TOKEN: token(first)})
    assert second.status_code == 422
    assert send(client, **TYPED, **{TOKEN: token(second)}).status_code == 302
    assert Photo.objects.get().file.url == src


def test_another_file_takes_the_place_of_the_one_that_is_kept(client: Client) -> None:
    first = send(client, picture(), alt="", credit="")
    broken = send(client, b"no picture", **TYPED, **{TOKEN: token(first)})
    assert "Your picture is kept." in broken.content.decode()
    other = encoded(drawn(500, 400))
    assert send(client, other, **TYPED, **{TOKEN: token(broken)}).status_code == 302
    assert Photo.objects.get().width == 500


@pytest.mark.parametrize("forged", ["x", "eyJuYW1lIjoiLi4vLi4vZXRjL3Bhc3N3ZCJ9:1tK:abc", "\0", "é" * 3000])
def test_a_token_that_is_not_ours_brings_no_picture(client: Client, forged: str) -> None:
    answer = send(client, **TYPED, **{TOKEN: forged})
    assert answer.status_code == 422
    assert "Choose it again." in answer.content.decode()
    assert fields(answer)["caption"] == "Typed caption"


def test_after_a_day_the_picture_has_to_be_chosen_again(client: Client) -> None:
    kept = token(send(client, picture(), alt="", credit=""))
    with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(hours=25)):
        client.force_login(make_user("reporter", name="later"))
        answer = send(client, **TYPED, **{TOKEN: kept})
    assert "Choose it again." in answer.content.decode()


def test_the_queue_deletes_what_was_set_aside_unless_a_photo_came_of_it(client: Client) -> None:
    send(client, picture(), alt="", credit="")
    saved = token(send(client, encoded(drawn(500, 400)), alt="", credit=""))
    send(client, **TYPED, **{TOKEN: saved})
    jobs = list(app.job_manager.list_jobs(task="articles.discard_upload"))
    storage = Photo.objects.get().file.storage
    for job in jobs:
        told = json.loads(str(job.task_kwargs))
        assert storage.exists(told["name"])
        tasks.discard_upload(**told)
    assert [storage.exists(json.loads(str(job.task_kwargs))["name"]) for job in jobs] == [False, True]


def test_a_form_that_is_taken_sets_nothing_aside(client: Client) -> None:
    assert send(client, picture(), **TYPED).status_code == 302
    assert not list(app.job_manager.list_jobs(task="articles.discard_upload"))


def test_in_a_popup_the_words_are_offered_too(client: Client) -> None:
    first = send(client, FILE, alt="", caption="", credit="", _popup="1")
    assert fields(first) == SAID
    done = send(client, **fields(first), **{TOKEN: token(first)}, _popup="1")
    assert f"&quot;value&quot;: &quot;{Photo.objects.get().pk}&quot;" in done.content.decode()


def test_words_longer_than_their_field_are_offered_whole_and_refused_by_length(client: Client) -> None:
    long = with_xmp(xmp("", f' photoshop:Credit="{"Agency " * 40}"'))
    first = send(client, long, **TYPED | {"credit": ""})
    assert len(fields(first)["credit"]) == 279
    second = send(client, **fields(first), **{TOKEN: token(first)})
    assert second.status_code == 422
    assert "at most 200" in second.content.decode()
