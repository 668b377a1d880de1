"""Requests that no browser makes: each gets an answer of ours, and none of them a failure."""

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib import admin
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.core.servers.basehttp import get_internal_wsgi_application
from django.test import Client, RequestFactory
from django.urls import reverse
from pytest_django import Settings

from newsroom.core.web import request_bodies
from newsroom.core.web.handler import Handler
from newsroom.core.web.request_bodies import BoundedUploadHandler, Request
from tests.answers import context_of
from tests.builders import make_user
from tests.pages.desk import CLOSED

pytestmark = pytest.mark.django_db
KINDS = (
    "text/plain; charset=hex",
    "text/plain; charset=undefined",
    "text/plain; charset=unicode_escape",
    "text/plain; charset*=none''utf-8",
    "text/plain; x*=undefined''%ff",
)
MEGABYTE = 1024 * 1024
MODELS = [f"{model._meta.app_label}_{model._meta.model_name}" for model in admin.site._registry]
ADDING = [name for name, model in zip(MODELS, admin.site._registry, strict=True) if model not in CLOSED]
DIGITS = "9" * 5000
QUERIES = (
    *(
        "language__exact=%00",
        "currency=%00",
        "state=%00",
        "status=%00",
        "kind__exact=%00",
        "outcome__exact=%00",
    ),
    *("act=%00", "placement__exact=%00", "month=9999-12", "at__year=99999", f"at__year={'9' * 30}"),
    *(f"publish_at__year={'9' * 30}", "publish_at__year=99999", f"author={DIGITS}", f"topic={DIGITS}"),
    *(f"supporter={DIGITS}", f"p={DIGITS}", f"category__id__exact={DIGITS}", f"groups__id__exact={DIGITS}"),
)


@pytest.fixture
def boss(client: Client) -> Client:
    client.force_login(make_user("editor", name="boss", is_superuser=True))
    return client


@pytest.mark.parametrize("kind", KINDS)
def test_text_is_read_as_utf8_whatever_charset_a_request_names(kind: str) -> None:
    environ = RequestFactory().get("/?date=%5cud800&name=%D0%B2").environ
    request = Request({**environ, "CONTENT_TYPE": kind})
    assert request.GET.dict() == {"date": "\\ud800", "name": "в"}
    assert (request.POST.dict(), request.encoding) == ({}, None)


def test_web_servers_get_such_requests() -> None:
    assert isinstance(get_internal_wsgi_application(), Handler)
    assert Handler.request_class is Request


@pytest.fixture
def sent() -> Iterator[Callable[..., list[tuple[int, int]]]]:
    """A function that sends files of some sizes to the log-in page and returns what arrived."""
    requests = []

    def send(*sizes: int) -> list[tuple[int, int]]:
        files = {str(n): SimpleUploadedFile(f"{n}.jpg", b"x" * size) for n, size in enumerate(sizes)}
        requests.append(RequestFactory().post("/admin/login/", files))
        arrived: list[Any] = list(requests[0].FILES.values())
        return [(file.size, size_on_disk(file)) for file in arrived]

    yield send
    for request in requests:
        request.close()


def size_on_disk(file: TemporaryUploadedFile) -> int:
    return Path(file.temporary_file_path()).stat().st_size


def test_of_a_file_that_is_too_large_a_part_is_kept_and_its_true_size_known(
    sent: Callable[..., list[tuple[int, int]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(request_bodies, "KEPT_OF_FILES", 6 * MEGABYTE)
    assert sent(9 * MEGABYTE) == [(9 * MEGABYTE, 6 * MEGABYTE)]


def test_many_files_of_one_request_share_what_is_kept(
    sent: Callable[..., list[tuple[int, int]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(request_bodies, "KEPT_OF_FILES", 6 * MEGABYTE)
    arrived = sent(4 * MEGABYTE, 4 * MEGABYTE, 4 * MEGABYTE)
    assert arrived == [(4 * MEGABYTE, kept * MEGABYTE) for kept in (4, 2, 0)]


def test_the_limit_is_what_every_form_meets(settings: Settings) -> None:
    name = f"{BoundedUploadHandler.__module__}.{BoundedUploadHandler.__qualname__}"
    assert settings.FILE_UPLOAD_HANDLERS[1:] == [name]


@pytest.mark.parametrize("name", MODELS)
def test_no_query_makes_a_list_of_the_desk_fail(boss: Client, name: str) -> None:
    url = reverse(f"admin:{name}_changelist")
    assert {boss.get(f"{url}?{query}").status_code for query in QUERIES} <= {200, 302, 400}


@pytest.mark.parametrize("name", ["payment", "contribution"])
def test_no_query_makes_an_export_fail(boss: Client, name: str) -> None:
    url = reverse(f"admin:donations_{name}_csv", args=["comma"])
    for query in (*QUERIES, "_changelist_filters=x"):
        assert boss.get(f"{url}?{query}").status_code in (200, 302, 400), query


@pytest.mark.parametrize("number", [DIGITS, "9" * 19, "%00", "%D9%A3", "-1"])
def test_no_number_in_an_address_makes_a_form_fail(boss: Client, number: str) -> None:
    url = reverse("admin:articles_story_change", args=[1]).replace("/1/", f"/{number}/")
    assert boss.get(url).status_code in (302, 404)
    assert boss.post(url, {"headline": "Mine"}).status_code in (302, 403, 404, 422)


@pytest.mark.parametrize("name", ADDING)
def test_no_address_fills_in_a_new_form_or_makes_it_fail(boss: Client, name: str) -> None:
    url = reverse(f"admin:{name}_add")
    names = context_of(boss.get(url, follow=True))["adminform"].form.fields
    values = ("x", "0", DIGITS[:300], "[]", "2026-13-45", "a\0b", "1,2")
    # Each field is given two of them, and each of them to many fields; none is looked at.
    for shift in (0, 3):
        some = itertools.islice(itertools.cycle(values), shift, None)
        assert boss.get(url, dict(zip(names, some, strict=False)), follow=True).status_code == 200, shift
    filled = context_of(boss.get(url, dict.fromkeys(names, "from-elsewhere"), follow=True))["adminform"].form
    assert "from-elsewhere" not in str(filled)
