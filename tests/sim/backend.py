"""PostgreSQL connection whose every statement, commit and wait for a lock is timed by the scheduler.

A backend that waits for a lock is stopped (SIGSTOP) and resumed by the scheduler: otherwise two who wait for
one row race inside PostgreSQL, and the same seed is not the same history.
"""

from __future__ import annotations

import os
import re
import select
import signal
from collections.abc import Callable, Generator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import psycopg
from django.db.backends.postgresql.base import DatabaseWrapper

if TYPE_CHECKING:
    from tests.sim.hub import Hub

# A statement that writes, and its table.
WRITES = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)', re.IGNORECASE)
# What gives locks back within a transaction.
FREES = re.compile(r"\s*(ROLLBACK|SELECT pg_advisory_unlock)", re.IGNORECASE)
# Savepoints are named after the thread and count on, neither of which belongs to the seed.
SAVEPOINT = re.compile(r'"s\d+_x\d+"')
LOOK_AGAIN = 0.002


class SimulatedWrapper(DatabaseWrapper):
    """Django's database backend with points around everything that reaches the server."""

    hub: Hub | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The tables that the transaction under way has written; a commit of mere reading needs no check.
        self.written: set[str] = set()

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        connection = super().get_new_connection(conn_params)
        connection.wait = partial(self._drive, connection)
        return connection

    def _commit(self) -> None:
        self._point("COMMIT")
        super()._commit()  # type: ignore[misc]  # Django has it, its stubs do not
        self._frees()
        written, self.written = self.written, set()
        if self.hub:
            self.hub.committed(written)

    def _rollback(self) -> None:
        self._point("ROLLBACK")
        super()._rollback()  # type: ignore[misc]  # Django has it, its stubs do not
        self._frees()
        self.written.clear()

    def _set_autocommit(self, autocommit: bool) -> None:
        # What ends a transaction runs in a dead process, too; there it may not reach the server.
        if self.hub:
            self.hub.check_alive()
        super()._set_autocommit(autocommit)  # type: ignore[misc]  # Django has it, its stubs do not

    def _point(self, label: str) -> None:
        if self.hub:
            self.hub.point(label)

    def _frees(self) -> None:
        if self.hub:
            self.hub.may_be_free = True

    def watch(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        """Give way before a statement, and after it where it is a commit of its own."""
        text = SAVEPOINT.sub("s", sql)
        self._point(f"{text} {_plain(params)}")
        result = execute(sql, params, many, context)
        if not self.in_atomic_block or FREES.match(sql):
            self._frees()
        if found := WRITES.match(sql):
            if self.in_atomic_block:
                self.written.add(found[1])
            elif self.hub:
                self.hub.committed({found[1]})
        return result

    def _drive(self, connection: Any, steps: Generator[int, int, Any], interval: float = 0) -> Any:
        """Drive psycopg's protocol generator; where the backend waits for a lock, let others go on."""
        try:
            wanted = next(steps)
            while True:
                ready = _poll(connection.pgconn.socket, wanted)
                if ready:
                    wanted = steps.send(ready)
                elif self.hub and self.hub.current and self.hub.backends.stop_if_blocked(self):
                    self.hub.park()
        except StopIteration as end:
            return end.value


@dataclass(eq=False)
class Connection:
    """A database wrapper that is lent to one actor at a time."""

    wrapper: SimulatedWrapper

    @property
    def raw(self) -> Any:
        return self.wrapper.connection

    @property
    def pid(self) -> int:
        return int(self.raw.info.backend_pid)


class Backends:
    """Pool of all connections of this process's simulations, and one that only reads for checks."""

    def __init__(self, settings: dict[str, Any], url: str) -> None:
        self._settings = settings
        self.eye = psycopg.connect(url, autocommit=True)
        self._free: list[Connection] = []
        self.hub: Hub | None = None

    def lend(self) -> Connection:
        """Return a connection that is free; it is there before the actor's first turn."""
        connection = self._free.pop() if self._free else self._make()
        connection.wrapper.hub = self.hub
        return connection

    def give_back(self, connection: Connection) -> None:
        """Take back a connection in good order."""
        connection.wrapper.hub = None
        wrapper = connection.wrapper
        if wrapper.in_atomic_block or wrapper.connection is None or wrapper.connection.closed:
            self.drop(connection)
            return
        wrapper.run_on_commit = []
        self._free.append(connection)

    def drop(self, connection: Connection) -> None:
        """Cut a connection, and wait until the server has noticed."""
        connection.wrapper.hub = None
        if connection.raw is None or connection.raw.closed:
            return
        pid = connection.pid
        self.eye.execute("SELECT pg_terminate_backend(%s)", [pid])
        _signal(pid, signal.SIGCONT)
        connection.raw.pgconn.finish()
        while self._one("SELECT count(*) FROM pg_stat_activity WHERE pid = %s", pid):
            select.select([], [], [], 0.0005)

    def stop_if_blocked(self, wrapper: SimulatedWrapper) -> bool:
        """Stop this backend where it waits for a lock; return whether it did."""
        pid = int(wrapper.connection.info.backend_pid)
        if not self._is_blocked(pid):
            return False
        _signal(pid, signal.SIGSTOP)
        return True

    def has_answered(self, connection: Connection) -> bool:
        """Resume a stopped backend where its lock is free; False when it waits again."""
        if self._is_blocked(connection.pid):
            return False
        _signal(connection.pid, signal.SIGCONT)
        while not _poll(connection.raw.pgconn.socket, 1):
            if self.stop_if_blocked(connection.wrapper):
                return False
        return True

    def cancel(self, connection: Connection) -> None:
        """Cancel what this backend waits for, as PostgreSQL does with one of two in a deadlock."""
        self.eye.execute("SELECT pg_cancel_backend(%s)", [connection.pid])
        _signal(connection.pid, signal.SIGCONT)
        while not _poll(connection.raw.pgconn.socket, 1):
            pass

    def close(self) -> None:
        """Close all connections."""
        for connection in self._free:
            connection.wrapper.close()
        self._free = []
        self.eye.close()

    def _make(self) -> Connection:
        wrapper = SimulatedWrapper(self._settings, "default")
        wrapper.connect()
        wrapper.execute_wrappers.append(wrapper.watch)
        return Connection(wrapper)

    def _is_blocked(self, pid: int) -> bool:
        return bool(self._one("SELECT cardinality(pg_blocking_pids(%s))", pid))

    def _one(self, sql: str, *params: object) -> Any:
        row = self.eye.execute(sql, params).fetchone()
        return row[0] if row else None


def _poll(fileno: int, wanted: int) -> int:
    """Wait a moment until the socket can be read (1) or written (2); 0 when neither."""
    poller = select.poll()
    poller.register(fileno, (select.POLLIN if wanted & 1 else 0) | (select.POLLOUT if wanted & 2 else 0))
    found = poller.poll(LOOK_AGAIN * 1000)
    if not found:
        return 0
    event = found[0][1]
    failed = event & (select.POLLERR | select.POLLHUP | select.POLLNVAL)
    return wanted if failed else (1 if event & select.POLLIN else 0) | (2 if event & select.POLLOUT else 0)


def _signal(pid: int, number: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, number)


def _plain(params: Any) -> str:
    """Return parameters as text that is the same in every process."""
    return (
        ""
        if not params
        else str([value if isinstance(value, (str, int)) else str(value) for value in params])
    )
