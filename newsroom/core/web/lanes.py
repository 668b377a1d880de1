"""First-in-first-out semaphores with a bounded queue, so that one kind of request cannot stop another.

A web process answers each kind of request in a lane of its own: so many at once, so many waiting, and nobody
waits for ever. `threading.Semaphore` would let a newcomer overtake those who wait.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager


class Full(Exception):
    """Nobody may wait any more, or the time to wait is over."""


class Lane:
    """At most `at_once` hold a turn, at most `waiting` wait for one, and none longer than `seconds`."""

    def __init__(self, at_once: int, waiting: int = 0, seconds: float = 0) -> None:
        self.at_once, self.waiting, self.seconds = at_once, waiting, seconds
        self._free = at_once
        self._queue: deque[threading.Lock] = deque()
        self._changing = threading.Lock()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Hold a turn while the block runs; raises Full when there is none in time."""
        if not self._enter():
            raise Full
        try:
            yield
        finally:
            self._leave()

    def _enter(self) -> bool:
        with self._changing:
            if self._free:
                self._free -= 1
                return True
            if len(self._queue) >= self.waiting:
                return False
            mine = threading.Lock()
            mine.acquire()
            self._queue.append(mine)
        if mine.acquire(timeout=self.seconds):
            return True
        with self._changing:
            if mine not in self._queue:
                return True  # It was handed over in the last moment.
            self._queue.remove(mine)
            return False

    def _leave(self) -> None:
        """Hand the turn to whoever has waited longest: nobody who comes now can take it from them."""
        with self._changing:
            if self._queue:
                self._queue.popleft().release()
            else:
                self._free += 1
