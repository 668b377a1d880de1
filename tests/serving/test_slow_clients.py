"""Whoever sends slowly, half or nothing, or does not take what was asked for, stops nobody else."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest

from newsroom import serving
from tests.load.clients import Answer, ask, request, slow_post, unfinished, until_one_is_refused
from tests.load.watching import page
from tests.patience import PATIENCE
from tests.serving.conftest import Served

LARGE = "photos/00/" + "0" * 32 + ".jpg"
# More than the kernel takes on its way to somebody who reads nothing.
SIZE = 24 * 1024 * 1024
SLOW = {
    "idle": [request("/healthz").replace(b"Connection: close", b"Connection: keep-alive")] * 300,
    "half-sent": [request("/").removesuffix(b"\r\n\r\n")] * 300,
    "slow forms": [slow_post(number) for number in range(2 * serving.BODIES)],
    "not reading": [request(f"/media/{LARGE}")] * 2 * serving.DOWNLOADS,
}


def meanwhile(served: Served, beginnings: Sequence[bytes], *asked: bytes) -> list[Answer]:
    """Ask for pages while so many connections are open that never go on."""

    async def run() -> list[Answer]:
        async with unfinished(served.port, beginnings):
            return [await ask(served.port, one) for one in asked]

    return asyncio.run(run())


@pytest.fixture(scope="module", autouse=True)
def picture(served: Served) -> None:
    """A picture as large as they come."""
    path = served.media / LARGE
    path.parent.mkdir(parents=True)
    with path.open("wb") as file:
        file.truncate(SIZE)


@pytest.mark.parametrize("kind", SLOW)
def test_readers_health_and_desk_are_answered(served: Served, kind: str) -> None:
    asked = (request("/"), request("/healthz"), page("/admin/", served.cookie))
    assert [answer.status for answer in meanwhile(served, SLOW[kind], *asked)] == [200, 200, 200]


def test_a_colleagues_form_is_taken_while_strangers_are_slow(served: Served) -> None:
    cookie = f"Cookie: {served.cookie}"
    kind = "Content-Type: application/x-www-form-urlencoded"
    form = request("/account/", cookie, kind, method="POST", body=b"language=en&end=1")
    [answer] = meanwhile(served, SLOW["slow forms"], form)
    assert answer.status == 403  # without a token: its page holds what was typed
    assert "language" in answer.body.decode()


@pytest.mark.parametrize(
    ("kind", "asked"),
    [("slow forms", slow_post(0) + b"0" * 4000), ("not reading", request(f"/media/{LARGE}"))],
)
def test_who_comes_beyond_those_that_wait_is_told_to_come_again(
    served: Served, kind: str, asked: bytes
) -> None:
    async def one_more() -> Answer:
        async with unfinished(served.port, SLOW[kind]) as those:
            # Before, this one might take the last turn, and give it back when those were all sent away.
            await until_one_is_refused(those)
            return await ask(served.port, asked)

    answer = asyncio.run(asyncio.wait_for(one_more(), PATIENCE))
    assert answer.status == 503
    assert "go back and send it again" in answer.body.decode()


def test_a_large_picture_is_sent_whole(served: Served) -> None:
    [answer] = meanwhile(served, [], request(f"/media/{LARGE}"))
    assert len(answer.body) == SIZE
