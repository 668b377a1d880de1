"""Pages travel compressed, and nothing secret does."""

import gzip
import re

import brotli
import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.utils.cache import patch_vary_headers

from newsroom.core.web.compression import CompressionMiddleware

TEXT = "A page of some length. " * 40


def send(accepted: str = "br, gzip", **headers: str) -> HttpResponse:
    request = RequestFactory().get("/", headers={"Accept-Encoding": accepted})
    response = HttpResponse(TEXT, headers={"ETag": '"one"', **headers})
    answer = CompressionMiddleware(lambda request: response)(request)
    assert isinstance(answer, HttpResponse)
    return answer


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip", "gzip"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("*", "br"),
        ("br;q=0, *", "gzip"),
        ("identity", ""),
        ("gzip;q=0.0", ""),
        ("", ""),
        (";;,=q", ""),
    ],
)
def test_the_best_encoding_that_a_browser_takes(accepted: str, encoding: str) -> None:
    response = send(accepted)
    assert response.headers.get("Content-Encoding", "") == encoding
    open_up = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}[encoding]
    assert open_up(response.content).decode() == TEXT
    assert response.headers["Vary"] == "Accept-Encoding"
    assert response.headers["ETag"] == (f'"one.{encoding}"' if encoding else '"one"')


def test_pictures_and_what_is_compressed_already_stay_as_they_are() -> None:
    assert send(**{"Content-Type": "image/jpeg"}).content.decode() == TEXT
    assert send(**{"Content-Encoding": "zstd"}).content.decode() == TEXT


def test_what_sets_a_cookie_or_varies_by_one_is_not_compressed() -> None:
    request = RequestFactory().get("/", headers={"Accept-Encoding": "br"})

    def with_cookie(request: HttpRequest) -> HttpResponse:
        response = HttpResponse(TEXT)
        response.set_cookie("csrftoken", "secret")
        return response

    def by_cookie(request: HttpRequest) -> HttpResponse:
        response = HttpResponse(TEXT)
        patch_vary_headers(response, ["Cookie"])
        return response

    for view in (with_cookie, by_cookie):
        answer = CompressionMiddleware(view)(request)
        assert isinstance(answer, HttpResponse)
        assert answer.content.decode() == TEXT


def test_a_form_whose_secrets_are_fresh_in_every_answer_is_compressed(client: Client, db: None) -> None:
    answer = client.get("/support/", secure=True, headers={"Accept-Encoding": "br"})
    again = client.get("/support/", secure=True)
    assert answer.headers["Content-Encoding"] == "br"
    tokens = [
        re.findall(rb'name="token" value="([^"]+)"', text)
        for text in (brotli.decompress(answer.content), again.content)
    ]
    assert len(set(tokens[0] + tokens[1])) == 2


def test_the_desk_is_not_compressed_and_readers_pages_are(
    client: Client, admin_client: Client, db: None
) -> None:
    desk = admin_client.get("/admin/", secure=True, headers={"Accept-Encoding": "br"})
    assert not desk.has_header("Content-Encoding")
    page = client.get("/", secure=True, headers={"Accept-Encoding": "br"})
    assert page.headers["Content-Encoding"] == "br"
    assert b"<!doctype html>" in brotli.decompress(page.content)
