"""However many come at once, each is answered or refused in words, and PostgreSQL has room for others."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass

import pytest

from newsroom import serving
from newsroom.demo import processes
from tests.load.clients import Answer, ask, request
from tests.load.memory import PROC, megabytes
from tests.load.watching import page
from tests.patience import PATIENCE
from tests.serving.conftest import Served

pytestmark = pytest.mark.processes

BEYOND = 40
# More than the process lets wait, whatever it does meanwhile.
MANY = serving.READERS_AT_ONCE + serving.READERS_WAITING + BEYOND
OTHERS = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
)


@dataclass(frozen=True)
class Crowd:
    """What the readers of a crowd heard, and what was seen while they waited."""

    readers: list[Answer]
    healthz: Answer
    style: Answer
    colleague: Answer
    connections: int
    memory_before: int


@pytest.fixture(scope="module")
def crowd(served: Served) -> Crowd:
    """A crowd that asks at once for what the database cannot give until others were asked for, too."""
    return asyncio.run(gather(served))


async def gather(served: Served) -> Crowd:
    front = await ask(served.port, request("/"))
    style = re.search(r'href="(/static/[^"]+\.css)"', front.body.decode())
    assert style
    before = megabytes(served.port)
    # Another address of a story leads to its own: the cheapest question for the table.
    other = served.story.replace("-a", "-was-a")
    with served.connect() as holder, holder.transaction():
        holder.execute("LOCK TABLE articles_story IN ACCESS EXCLUSIVE MODE")
        tasks = [asyncio.create_task(ask(served.port, request(other))) for _ in range(MANY)]
        while sum(task.done() for task in tasks) < BEYOND:
            await asyncio.sleep(0.02)
        healthz = await ask(served.port, request("/healthz"))
        css = await ask(served.port, request(style[1]))
        colleague = await ask(served.port, page("/account/", served.cookie))
        with served.connect() as program:
            counted = program.execute(OTHERS).fetchone()
    assert counted
    # One of the connections holds the lock.
    return Crowd(await asyncio.gather(*tasks), healthz, css, colleague, counted[0] - 1, before)


@pytest.mark.skipif(not PROC.exists(), reason="only Linux says what a process holds")
def test_what_a_crowd_takes_of_memory_is_given_back(served: Served, crowd: Crowd) -> None:
    assert crowd.memory_before
    assert processes.wait_until(lambda: megabytes(served.port) <= 1.2 * crowd.memory_before, PATIENCE)


def test_each_reader_is_served_or_told_to_come_again(crowd: Crowd) -> None:
    assert {answer.status for answer in crowd.readers} <= {301, 503}
    refused = [answer for answer in crowd.readers if answer.status == 503]
    assert len(refused) >= BEYOND
    for answer in refused:
        assert "\r\nretry-after: 5\r\n" in answer.head.lower()
        assert "please try again in a few seconds" in answer.body.decode()


def test_what_needs_no_database_is_answered_meanwhile(crowd: Crowd) -> None:
    assert crowd.healthz.body == b"ok\n"
    assert crowd.style.status == 200


def test_the_desk_is_open_meanwhile(crowd: Crowd) -> None:
    assert crowd.colleague.status == 200


def test_no_process_opens_more_connections_than_it_states(crowd: Crowd) -> None:
    assert serving.READERS_AT_ONCE <= crowd.connections <= serving.CONNECTIONS
