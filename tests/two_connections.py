"""Two database connections that meet in a fixed order, however slow the machine is."""

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from queue import Queue
from typing import Any

from django.db import connection, transaction

from newsroom.core.acts import Refused

Act = Callable[[], Any]
# Far above what the slowest machine takes; only a fault waits so long.
LIMIT = 120


@dataclass(frozen=True)
class Outcome:
    """What both acts returned, or the refusal that they raised; and whether the second had to wait."""

    first: Any
    second: Any
    waited: bool


def meet(first: Act, second: Act) -> Outcome:
    """Do `first` in a transaction; before it commits, do `second` on another connection.

    The first commits when the second has ended or waits for a lock. Anything but a refusal is raised here.
    """
    numbers: Queue[int] = Queue()

    def other() -> Any:
        try:
            connection.ensure_connection()
            numbers.put(connection.connection.info.backend_pid)
            return _done(second)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            mine = _done(first)
            theirs = pool.submit(other)
            waited = _came_to_wait(theirs, numbers.get(timeout=LIMIT))
        return Outcome(mine, theirs.result(LIMIT), waited)


def _done(act: Act) -> Any:
    try:
        return act()
    except Refused as refused:
        return refused


def _came_to_wait(running: Future[Any], process: int) -> bool:
    """Return True when PostgreSQL says that this connection waits for a lock, False when it is done."""
    end = time.monotonic() + LIMIT
    while time.monotonic() < end:
        if wait([running], timeout=0.02).done:
            return False
        with connection.cursor() as cursor:
            cursor.execute("SELECT cardinality(pg_blocking_pids(%s)) > 0", [process])
            if cursor.fetchone() == (True,):
                return True
    raise TimeoutError("the second act neither ends nor waits")
