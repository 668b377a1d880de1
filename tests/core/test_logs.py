"""Logs name the paths of pages, and not what people typed instead of one."""

import logging
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils.module_loading import import_string

pytestmark = pytest.mark.django_db


@pytest.fixture
def log() -> Iterator[StringIO]:
    """The text that is written to the log."""
    written = StringIO()
    handler = logging.StreamHandler(written)
    how: Any = settings.LOGGING
    for name in how["handlers"]["stderr"]["filters"]:
        handler.addFilter(import_string(how["filters"][name]["()"])())
    logging.getLogger("django.request").addHandler(handler)
    yield written
    logging.getLogger("django.request").removeHandler(handler)


@pytest.mark.parametrize("path", ["/reader@example.org", "/ru/Анна Каренина", "/%0d%0a/reader@example.org"])
def test_a_path_of_no_page_is_not_logged(client: Client, log: StringIO, path: str) -> None:
    assert client.get(path).status_code == 404
    assert log.getvalue() == "Not Found: a path that no page has\n"


def test_the_path_of_a_page_is(client: Client, log: StringIO) -> None:
    assert client.get("/2026/11/23/nothing-a7").status_code == 404
    assert client.put("/support/webhook/").status_code == 405
    assert log.getvalue() == (
        "Not Found: /2026/11/23/nothing-a7\nMethod Not Allowed (PUT): /support/webhook/\n"
    )
