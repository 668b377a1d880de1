"""Clients over plain sockets of loopback: readers, and those who send slowly or not at all."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass

from tests.patience import PATIENCE

HOST = "127.0.0.1"


@dataclass(frozen=True)
class Answer:
    """What one client got: the status (0 is none) and the seconds until the last byte."""

    status: int
    seconds: float
    head: str = ""
    body: bytes = b""


def request(path: str, *headers: str, method: str = "GET", body: bytes = b"") -> bytes:
    """Return a request as a proxy in front of the site sends it."""
    lines = [f"{method} {path} HTTP/1.1", f"Host: {HOST}", "X-Forwarded-Proto: https", *headers]
    if body:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*lines, "Connection: close", "", ""]).encode() + body


async def ask(port: int, sent: bytes, patience: float = PATIENCE, *, leaves: bool = False) -> Answer:
    """Send one request on a connection of its own and read the whole answer.

    Whoever `leaves` says that nothing more will come, as somebody whose connection breaks.
    """
    began = time.monotonic()
    writer = None
    try:
        async with asyncio.timeout(patience):
            reader, writer = await asyncio.open_connection(HOST, port)
            writer.write(sent)
            if leaves:
                writer.write_eof()
            head, _, body = (await reader.read(-1)).partition(b"\r\n\r\n")
        status = int(head.split(b" ", 2)[1]) if head else 0
        return Answer(status, time.monotonic() - began, head.decode("latin-1"), body)
    except (OSError, TimeoutError):
        return Answer(0, time.monotonic() - began)
    finally:
        if writer is not None:
            writer.close()


async def at_once(port: int, paths: Iterable[str]) -> list[Answer]:
    """Let one reader for each path come at the same moment."""
    return await asyncio.gather(*(ask(port, request(path)) for path in paths))


@contextlib.asynccontextmanager
async def unfinished(port: int, beginnings: Iterable[bytes]) -> AsyncIterator[list[asyncio.StreamReader]]:
    """Hold one connection open for each beginning of a request that never goes on, nor is an answer read."""
    readers, writers = [], []
    try:
        for beginning in beginnings:
            reader, writer = await asyncio.open_connection(HOST, port)
            readers.append(reader)
            writers.append(writer)
            writer.write(beginning)
        yield readers
    finally:
        for writer in writers:
            writer.close()


async def until_one_is_refused(readers: Iterable[asyncio.StreamReader]) -> None:
    """Wait until one of these hears that nobody has a turn for it: from then on the others have them all."""
    first_lines = [asyncio.ensure_future(reader.readline()) for reader in readers]
    try:
        for line in asyncio.as_completed(first_lines):
            if b" 503 " in await line:
                return
    finally:
        for left in first_lines:
            left.cancel()


def slow_post(number: int) -> bytes:
    """Return the beginning of a form whose rest never comes; every second with a session that was made up."""
    cookie = (f"Cookie: sessionid={'0' * 31}{number % 10}",) if number % 2 else ()
    kind = "Content-Type: application/x-www-form-urlencoded"
    head = request("/support/", kind, "Content-Length: 4000", *cookie, method="POST")
    return head.replace(b"Connection: close\r\n", b"") + b"amount=1"
