"""On the wire, too, a 304 says what its 200 says, and has no length of its own."""

from __future__ import annotations

import asyncio
import re

from tests.load.clients import ask, request
from tests.serving.conftest import Served

OF_A_304 = {"cache-control", "date", "etag", "vary"}


def headers(head: str) -> dict[str, str]:
    lines = (line.partition(": ") for line in head.splitlines()[1:])
    return {name.lower(): value for name, _, value in lines}


def test_a_304_on_the_wire(served: Served) -> None:
    async def get(url: str, *more: str) -> tuple[int, dict[str, str], bytes]:
        answer = await ask(served.port, request(url, "Accept-Encoding: br", *more))
        return answer.status, headers(answer.head), answer.body

    async def run() -> None:
        front = await ask(served.port, request("/"))
        style = re.search(r'href="(/static/[^"]+\.css)"', front.body.decode())
        assert style
        for url in ("/", served.story, style[1]):
            status, whole, _body = await get(url)
            again, kept, body = await get(url, f"If-None-Match: {whole['etag']}")
            assert (status, again, body) == (200, 304, b"")
            assert set(kept) >= OF_A_304
            assert {name: kept[name] for name in OF_A_304 - {"date"}} == {
                name: whole[name] for name in OF_A_304 - {"date"}
            }
            assert kept.get("content-length", whole["content-length"]) == whole["content-length"], url

    asyncio.run(run())
