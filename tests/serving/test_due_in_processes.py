"""Scheduled changes turn within a second and a half where three processes serve, without a worker, once."""

from __future__ import annotations

import asyncio
import datetime
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from newsroom.demo import processes
from tests.donations.processes import Newsroom
from tests.load.clients import ask, request

pytestmark = [pytest.mark.processes, pytest.mark.slow]
PROCESSES, READERS = 3, 6
BOUND = 1.5
# Readers ask so long after the hour.
AFTER = 4.0
# Of one story the hour is known to all processes, of the other it is set at the last moment.
LEADS = (3.0, 0.2)
OLD, NEW = "Ice {} comes early", "Ice {} comes late"
# Live stories whose changes wait for an hour that is far away; then where readers find them.
FILL = f"""
from tests.builders import make_story, with_scheduled_changes
for number in range(2):
    story = make_story("live", headline="{OLD}".format(number))
    with_scheduled_changes(story, headline="{NEW}".format(number))
    print("made", story.pk, story.get_absolute_url())
"""


@dataclass(frozen=True)
class Seen:
    """When somebody asked for a page, when they had it, and which words were on it."""

    path: str
    asked: float
    had: float
    page: str


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    with Newsroom(tmp_path_factory.mktemp("newsroom"), PROCESSES) as made:
        made.kill("worker")
        yield made


@pytest.fixture(scope="module")
def stories(newsroom: Newsroom) -> list[tuple[int, str]]:
    said = newsroom.manage("shell", "--no-imports", "-c", FILL).splitlines()
    return [(int(line.split()[1]), line.split()[2]) for line in said if line.startswith("made")]


async def read(port: int, path: str, until: list[float]) -> list[Seen]:
    """Ask for a page again and again, without a pause."""
    seen = []
    while time.time() < until[0]:
        asked = time.time()
        answer = await ask(port, request(path))
        assert answer.status == 200, answer
        seen.append(Seen(path, asked, time.time(), answer.body.decode()))
    return seen


async def watch(newsroom: Newsroom, number: int, url: str, lead: float) -> tuple[float, list[Seen]]:
    """Let readers ask, set the hour, and go on beyond it; return the hour and all that they saw."""
    until = [time.time() + 600]
    asking = [asyncio.create_task(read(newsroom.port, path, until)) for path in [url, "/"] * (READERS // 2)]
    await asyncio.sleep(2)
    sql = "UPDATE articles_story SET next_at = clock_timestamp() + %s WHERE id = %s RETURNING next_at"
    hour = newsroom.sql(sql, datetime.timedelta(seconds=lead), number)[0][0].timestamp()
    until[0] = hour + AFTER
    return hour, [seen for each in await asyncio.gather(*asking) for seen in each]


@pytest.mark.parametrize("run", range(len(LEADS)))
def test_no_reader_is_early_nobody_is_late_and_it_goes_out_once(
    run: int, newsroom: Newsroom, stories: list[tuple[int, str]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert len(processes.running_in(newsroom.postgres.data)) > PROCESSES
    (number, url), old, new = stories[run], OLD.format(run), NEW.format(run)
    hour, seen = asyncio.run(watch(newsroom, number, url, LEADS[run]))
    own = [each for each in seen if each.path == url]
    assert min(len(own), len(seen) - len(own)) > 20, len(seen)
    assert [each.had - hour for each in seen if new in each.page and each.had < hour] == []
    assert [each.asked - hour for each in own if old in each.page and each.asked >= hour + BOUND] == []
    assert [each.asked - hour for each in seen if new not in each.page and each.asked >= hour + BOUND] == []
    slowest = max(each.had - each.asked for each in seen)
    last_old = max(each.asked - hour for each in own if old in each.page)
    with capsys.disabled():
        sys.stdout.write(f"\n{len(seen)} requests, slowest {slowest:.1f} s, last old {last_old:.2f} s after ")
    entries = "SELECT count(*) FROM core_auditentry WHERE act = 'story.changes_due' AND target_id = %s"
    assert newsroom.sql(entries, str(number)) == [(1,)]
