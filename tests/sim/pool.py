"""Worker processes that run seeds side by side, each with a database of its own."""

from __future__ import annotations

import gc
import logging
import multiprocessing
import os
from collections.abc import Generator, Sequence
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from tests.sim import server

if TYPE_CHECKING:
    from tests.sim.backend import Backends
    from tests.sim.verdict import Verdict

# A number and the name of its family; without a name, the family whose turn it is.
Seed = tuple[int, str]
# What this process runs on; made when the first seed comes.
_mine: Backends | None = None


def backends() -> Backends:
    """Return this process's connections, with Django set up and a fresh database behind them."""
    global _mine
    if _mine is None:
        import django

        url = server.make_database(f"sim_{os.getpid()}")
        os.environ["DATABASE_URL"] = url
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
        django.setup()
        # A letter that was not sent is no news here.
        logging.disable(logging.WARNING)
        from django.db import connections

        from tests.sim import library
        from tests.sim.backend import Backends

        library.hasten()
        # What is there by now stays; and a run leaves little behind that only a search would find.
        gc.freeze()
        gc.set_threshold(100_000, 50, 1000)
        _mine = Backends(connections["default"].settings_dict, url)
    return _mine


@dataclass(frozen=True, kw_only=True)
class Order:
    """Options of a run; `plant`: a fault of tests/sim/planted.py."""

    plant: str = ""
    processes: int = 0
    chunk: int = 10
    keeps_traces: bool = False


def run_some(seeds: list[Seed], order: Order) -> list[Verdict]:
    """Run these seeds in this process, one after the other."""
    mine = backends()
    from tests.sim.families import FAMILIES, family_of
    from tests.sim.planted import planted
    from tests.sim.seed import run_seed

    with planted(order.plant, mine):
        return [
            run_seed(seed, FAMILIES.get(name) or family_of(seed), mine, keeps_trace=order.keeps_traces)
            for seed, name in seeds
        ]


def run_all(seeds: Sequence[Seed], order: Order) -> Generator[Verdict, None, None]:
    """Yield the verdict of each seed, in the order in which they come, from processes on all cores."""
    server.start()
    count = order.processes or os.cpu_count() or 1
    pool = ProcessPoolExecutor(count, mp_context=multiprocessing.get_context("spawn"))
    chunks = (list(seeds[at : at + order.chunk]) for at in range(0, len(seeds), order.chunk))
    names: set[str] = set()
    try:
        running = {pool.submit(run_some, some, order) for some in islice(chunks, count + 1)}
        while running:
            names |= {f"sim_{pid}" for pid in list(pool._processes or {})}
            done, running = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                if some := next(chunks, None):
                    running.add(pool.submit(run_some, some, order))
                yield from future.result()
    finally:
        pool.shutdown(cancel_futures=True)
        for name in sorted(names):
            server.drop_database(name)


def explore_some(share: int, shares: int, crashes: bool) -> str:
    """Do this process's share of the exhaustive run; return the counts."""
    mine = backends()
    from tests.sim.exhaustive import explore

    return explore(mine, share=share, shares=shares, crashes=crashes)


def explore_all(*, crashes: bool = True) -> list[str]:
    """Do the exhaustive run on all cores; raises Violation."""
    server.start()
    shares = (os.cpu_count() or 1) if crashes else 1
    with ProcessPoolExecutor(shares, mp_context=multiprocessing.get_context("spawn")) as pool:
        jobs = [pool.submit(explore_some, share, shares, crashes) for share in range(shares)]
        names = {f"sim_{pid}" for pid in pool._processes}
        try:
            return [job.result() for job in jobs]
        finally:
            pool.shutdown()
            for name in sorted(names):
                server.drop_database(name)
