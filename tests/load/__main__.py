"""Print what readers, `/healthz`, the desk and another program meet while the site is under load.

`python -m tests.load` serves the site as production and as the demo do, on loopback, and takes some minutes.
"""

from __future__ import annotations

import argparse
import asyncio
import collections
import itertools
import sys
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from tests.load.clients import Answer, at_once, request, slow_post, unfinished
from tests.load.memory import COLUMNS, Memory, weighed
from tests.load.site import SHAPES, Site, filled, served
from tests.load.uploads import largest, uploads, worst
from tests.load.watching import Seen, page, watched
from tests.site_process import ROOT, SERVE

READERS = 500
HOLD = 15.0
HALF = request("/").removesuffix(b"\r\n\r\n")
HEADINGS = (
    *("", "answers", "slowest", "/healthz", "a page", "the desk", "others at PostgreSQL", "connections"),
    *COLUMNS,
)


async def readers(site: Site) -> list[Answer]:
    """500 readers come at the same moment; from another process, so that what is seen here is not slowed."""
    with ProcessPoolExecutor(1) as another:
        return await asyncio.get_running_loop().run_in_executor(another, crowd, site.port, site.paths)


def crowd(port: int, paths: tuple[str, ...]) -> list[Answer]:
    """Let them come, each on a connection of its own."""
    return asyncio.run(at_once(port, itertools.islice(itertools.cycle(paths), READERS)))


def held(beginnings: Sequence[bytes]) -> Callable[[Site], Awaitable[list[Answer]]]:
    """Return a scenario in which such connections stay open for a while."""

    async def scenario(site: Site) -> list[Answer]:
        async with unfinished(site.port, beginnings):
            await asyncio.sleep(HOLD)
        return []

    return scenario


IDLE = request("/healthz").replace(b"Connection: close", b"Connection: keep-alive")
# Whoever adds one gets its line in the table of each shape. Three crowds, since memory that the first takes
# is kept for the next; what grows with each is lost.
SCENARIOS: dict[str, Callable[[Site], Awaitable[list[Answer]]]] = {
    f"{READERS} readers at once": readers,
    f"{READERS} once more": readers,
    f"{READERS} a third time": readers,
    "64 idle connections": held([IDLE] * 64),
    "300 idle connections": held([IDLE] * 300),
    "300 half-sent requests": held([HALF] * 300),
    "20 slow forms, 10 with a made-up session": held([slow_post(number) for number in range(20)]),
    "8 JPEGs of 99 scans": uploads(worst),
    "8 of 49 megapixels that are taken": uploads(largest),
}


async def run(
    site: Site, scenario: Callable[[Site], Awaitable[list[Answer]]]
) -> tuple[list[Answer], Seen, Memory]:
    """Run one scenario and watch the site meanwhile."""
    paths = {"/healthz": page("/healthz"), "a page": page("/"), "the desk": page("/admin/", site.cookie)}
    prepared = scenario(site)
    async with weighed(site.port) as memory, watched(site.port, site.database, paths) as seen:
        answers = await prepared
    return answers, seen, memory


def row(name: str, answers: list[Answer], seen: Seen, memory: Memory) -> tuple[str, ...]:
    """Return a line of the table."""
    others = f"{len(seen.connected)} let in, {len(seen.refused)} refused"
    watched_ones = (told(seen.answers[one]) for one in ("/healthz", "a page", "the desk"))
    slowest = f"{max(answer.seconds for answer in answers):.1f} s" if answers else "-"
    return (
        name,
        statuses(answers),
        slowest,
        *watched_ones,
        others,
        str(seen.most_connections),
        *memory.columns(),
    )


def statuses(answers: list[Answer]) -> str:
    """Return how many answers had each status; 0 stands for none at all."""
    counts = sorted(collections.Counter(answer.status for answer in answers).items())
    return ", ".join(f"{count} x {status or 'none'}" for status, count in counts) or "-"


def told(answers: list[Answer]) -> str:
    """Return the statuses and the slowest of what was asked again and again."""
    return f"{statuses(answers)}; {max(answer.seconds for answer in answers):.2f} s"


def say(line: str) -> None:
    """Print a line at once, also into a pipe."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> None:
    """Serve each shape, run each scenario and print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.load", description=__doc__)
    parser.add_argument("--shape", choices=SHAPES, action="append", help="one of them only")
    parser.add_argument("--command", default=SERVE, help="another way to serve, for comparison")
    parser.add_argument("--folder", type=Path, default=ROOT, help="another checkout to serve, for comparison")
    parser.add_argument("--only", default="", help="scenarios with this word in their name")
    given = parser.parse_args()
    with filled() as database:
        for shape in given.shape or SHAPES:
            with served(shape, database, given.command, given.folder) as site:
                say(f"\n{shape}: {given.command}\n\n| {' | '.join(HEADINGS)} |\n{'|---' * len(HEADINGS)}|")
                for name, scenario in SCENARIOS.items():
                    if given.only not in name:
                        continue
                    say(f"| {' | '.join(row(name, *asyncio.run(run(site, scenario))))} |")


if __name__ == "__main__":
    main()
