"""Database connections that meet in a fixed order, however slow the machine is."""

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from queue import Queue
from typing import Any

from django.db import connection, transaction

from newsroom.core.acts import Refused
from tests.patience import PATIENCE

Act = Callable[[], Any]
LOOK_EVERY = 0.02


@dataclass(frozen=True)
class Outcome:
    """Results of both acts, or the refusals that they raised; and whether the second had to wait."""

    first: Any
    second: Any
    waited: bool


def meet(first: Act, second: Act) -> Outcome:
    """Do `first` in a transaction; before it commits, do `second` on another connection.

    The first commits when the second has ended or waits for a lock. Anything but a refusal is raised here.
    """
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            mine = _done(first)
            theirs, waited = _begun(pool, second)
        return Outcome(mine, theirs.result(PATIENCE), waited)


def crowd(held: Act, *acts: Act) -> list[Any]:
    """Do `held` in a transaction that ends when all the acts, each on its own connection, ended or wait."""
    with ThreadPoolExecutor(len(acts)) as pool:
        with transaction.atomic():
            held()
            begun = [_begun(pool, act) for act in acts]
        return [running.result(PATIENCE) for running, _waited in begun]


def _begun(pool: ThreadPoolExecutor, act: Act) -> tuple[Future[Any], bool]:
    """Start an act; return it when it has ended, or when PostgreSQL says that it waits for a lock (True)."""
    numbers: Queue[int] = Queue()

    def run() -> Any:
        try:
            connection.ensure_connection()
            numbers.put(connection.connection.info.backend_pid)
            return _done(act)
        finally:
            connection.close()

    running, end = pool.submit(run), time.monotonic() + PATIENCE
    process = numbers.get(timeout=PATIENCE)
    while time.monotonic() < end:
        if wait([running], timeout=LOOK_EVERY).done:
            return running, False
        with connection.cursor() as cursor:
            cursor.execute("SELECT cardinality(pg_blocking_pids(%s)) > 0", [process])
            if cursor.fetchone() == (True,):
                return running, True
    raise TimeoutError("an act neither ends nor waits")


def _done(act: Act) -> Any:
    try:
        return act()
    except Refused as refused:
        return refused
