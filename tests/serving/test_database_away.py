"""While the database is away, nobody meets a failure, nothing typed is lost, and its return is enough."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest

from newsroom.demo import processes
from tests.load.clients import Answer, ask, request
from tests.load.watching import page
from tests.patience import PATIENCE
from tests.serving.conftest import Served

pytestmark = pytest.mark.processes

RU = "/ru/"


def get(served: Served, sent: bytes) -> Answer:
    return asyncio.run(ask(served.port, sent))


@pytest.fixture
def away(served: Served) -> Iterator[Served]:
    """The site while its PostgreSQL has been killed; it is back afterwards, at the same address."""
    url = served.postgres.url
    processes.end(lambda: processes.running_in(served.postgres.data), first=signal.SIGKILL, seconds=PATIENCE)
    yield served
    assert served.postgres.start() == url
    assert processes.wait_until(lambda: get(served, request("/readyz")).status == 200, PATIENCE)
    assert get(served, request("/")).status == 200
    assert get(served, page("/admin/", served.cookie)).status == 200


def test_pages_say_that_they_will_be_back_and_nothing_typed_is_lost(away: Served) -> None:
    for path, sentence in (("/", "try again in a minute"), (RU, "через минуту")):
        answer = get(away, request(path))
        assert (answer.status, sentence in answer.body.decode()) == (503, True)
        assert "\r\nretry-after: 5\r\n" in answer.head.lower()
    assert get(away, page("/admin/", away.cookie)).status == 503
    assert get(away, request("/healthz")).status == 200
    assert get(away, request("/readyz")).status == 503
    held = get(away, form("/account/", away.cookie, {"language": "ru", "note": "Long & <typed>"}))
    assert held.status == 503
    assert "Long &amp; &lt;typed&gt;" in held.body.decode()
    assert "so nothing was saved" in held.body.decode()


def form(path: str, cookie: str, typed: dict[str, str]) -> bytes:
    """Return a form as a browser sends it, with a token that is good."""
    token = "a" * 32
    headers = (
        f"Cookie: {cookie}; csrftoken={token}",
        "Content-Type: application/x-www-form-urlencoded",
        "Origin: http://127.0.0.1",
    )
    body = urlencode({"csrfmiddlewaretoken": token, **typed, "end": "1"}).encode()
    return request(path, *headers, method="POST", body=body)
