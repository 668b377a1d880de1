"""Watch a site while it is under load: does it answer, and does PostgreSQL let others in?"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import psycopg

from tests.load.clients import Answer, ask, request

EVERY = 0.2
OF_OTHERS = "backend_type = 'client backend' AND pid <> pg_backend_pid()"


@dataclass
class Seen:
    """What was seen meanwhile: answers by name, and what another program met at PostgreSQL."""

    answers: dict[str, list[Answer]] = field(default_factory=dict)
    connected: list[float] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    most_connections: int = 0


@contextlib.asynccontextmanager
async def watched(port: int, database: str, paths: dict[str, bytes]) -> AsyncIterator[Seen]:
    """Ask for each path again and again, and connect to PostgreSQL, until the block ends."""
    seen = Seen({name: [] for name in paths})
    over = asyncio.Event()
    tasks = [
        asyncio.create_task(_ask_on(port, sent, seen.answers[name], over)) for name, sent in paths.items()
    ]
    tasks.append(asyncio.create_task(_connect_on(database, seen, over)))
    try:
        yield seen
    finally:
        over.set()
        await asyncio.gather(*tasks)


def page(path: str, cookie: str = "") -> bytes:
    """Return a request for a page, by a reader or by somebody who is logged in."""
    return request(path, *((f"Cookie: {cookie}",) if cookie else ()))


async def _ask_on(port: int, sent: bytes, answers: list[Answer], over: asyncio.Event) -> None:
    while not (over.is_set() and answers):
        answers.append(await ask(port, sent))
        await asyncio.sleep(EVERY)


async def _connect_on(database: str, seen: Seen, over: asyncio.Event) -> None:
    while not (over.is_set() and seen.connected):
        await asyncio.to_thread(_connect, database, seen)
        await asyncio.sleep(EVERY)
        if over.is_set() and seen.refused:
            return


def _connect(database: str, seen: Seen) -> None:
    began = time.monotonic()
    try:
        with psycopg.connect(database, connect_timeout=10) as connection:
            row = connection.execute(f"SELECT count(*) FROM pg_stat_activity WHERE {OF_OTHERS}").fetchone()
    except psycopg.OperationalError as error:
        seen.refused.append(str(error))
        return
    seen.connected.append(time.monotonic() - began)
    seen.most_connections = max(seen.most_connections, row[0] if row else 0)
