"""Deterministic scheduler: one actor runs at a time, and one `Random` says which.

Actors are greenlets. Each gives way at its points: before a statement, a commit, a call of the processor or
the mail server, and after commits and answers. At a point it can be stalled or die.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import suppress
from random import Random

import greenlet
from django.db import connections

from tests.sim.backend import Backends, Connection


class Crash(BaseException):
    """Simulated death of a process. It must not tidy up, so no `except Exception` sees it."""


class Violation(Exception):
    """An invariant was broken."""


class Actor:
    """One process's work: `pending` says what it does when it is given its turn."""

    def __init__(
        self, name: str, body: Callable[[], object], connection: Connection | None, home: greenlet.greenlet
    ) -> None:
        self.name, self.connection = name, connection
        self.result: object = None
        self.greenlet = greenlet.greenlet(lambda: setattr(self, "result", body()), home)
        self.pending = "begins"
        self.is_dead = self.is_parked = False
        self.stalled_until = 0
        self.waits_for: set[Actor] = set()
        self.crash_at: Callable[[str], bool] | None = None


class Hub:
    """Scheduler with its trace, and the count of what went wrong on purpose."""

    def __init__(self, random: Random, backends: Backends) -> None:
        self.random, self.backends = random, backends
        self.home = greenlet.getcurrent()
        self.actors: list[Actor] = []
        self.current: Actor | None = None
        self.trace: list[str] = []
        self.step = self.interruptions = self.commits = 0
        self.crash_rate = 0.0
        # Whether a transaction, or a part of one, has ended since the last look at who waits for a lock.
        self.may_be_free = False
        self.after_commit: Callable[[set[str]], None] = lambda written: None
        self.after_step: Callable[[], None] = lambda: None
        self.ended: Callable[[Actor], None] = lambda actor: None

    def spawn(self, name: str, body: Callable[[], object], *, is_person: bool = False) -> Actor:
        """Start a process, whose first turn comes at random. Persons never die."""
        connection = None if is_person else self.backends.lend()
        actor = Actor(name, body, connection, self.home)
        self.actors.append(actor)
        return actor

    def wait(self, actors: list[Actor]) -> None:
        """Let the current actor wait until all of these have ended or died."""
        if self.current:
            self.current.waits_for = {actor for actor in actors if actor in self.actors}
            self.point("waited")

    def log(self, line: str) -> None:
        """Add a line to the trace, whose hash must be the same for the same seed."""
        self.trace.append(line)

    @property
    def hash(self) -> str:
        """Hash of the trace, in 16 digits."""
        return hashlib.sha256("\n".join(self.trace).encode()).hexdigest()[:16]

    # What actors call

    def point(self, label: str) -> None:
        """Give way; when the turn comes again go on, or die here."""
        actor = self.current
        if actor is None:
            return
        self.check_alive()
        actor.pending = label
        self._give_way(actor)
        if self._dies(actor, label):
            self.kill(actor, label)

    def check_alive(self) -> None:
        """Raise Crash in a process that is dead: whatever it still tries does not happen."""
        if self.current and self.current.is_dead:
            raise Crash

    def kill(self, actor: Actor, label: str) -> None:
        """Let the current actor die at this point."""
        actor.is_dead = True
        self.interruptions += 1
        self.log(f"{actor.name} dies: {label}")
        raise Crash

    def committed(self, written: set[str]) -> None:
        """Check what must always hold of these tables, then give way: the process may die before it knows."""
        self.commits += 1
        if written:
            self.after_commit(written)
        self.point("committed")

    def stall(self, steps: int) -> None:
        """Let the current actor sleep for so many steps of the others."""
        if self.current:
            self.current.stalled_until = self.step + steps

    def park(self) -> None:
        """Wait for a lock: the turn comes again when PostgreSQL has answered."""
        actor = self.current
        if actor is None:
            raise Violation("the scheduler itself waits for a lock")
        actor.is_parked = True
        self.log(f"{actor.name} waits")
        self._give_way(actor)

    # The loop

    def run_step(self) -> bool:
        """Give one actor its turn; False when none is left who can take it."""
        ready = [actor for actor in self.actors if not actor.is_parked and not actor.waits_for]
        if not ready:
            return self._break_deadlock()
        awake = [actor for actor in ready if actor.stalled_until <= self.step] or ready
        self._resume(self.random.choice(awake))
        self.step += 1
        if self.may_be_free and any(actor.is_parked for actor in self.actors):
            self.settle()
        self.after_step()
        return True

    def run_alone(self, name: str, body: Callable[[], object]) -> None:
        """Run one actor to its end while nobody else moves (they hold no locks then)."""
        self.finish(self.spawn(name, body))

    def finish(self, actor: Actor) -> None:
        """Give an actor all turns until it has ended or died."""
        while actor in self.actors:
            self._resume(actor)
            self.step += 1

    def settle(self) -> None:
        """Let those who waited for a lock go on, first in, first out, until nothing changes."""
        self.may_be_free, moved = False, True
        while moved:
            moved = False
            for actor in [one for one in self.actors if one.is_parked]:
                if actor.connection and self.backends.has_answered(actor.connection):
                    actor.is_parked, moved = False, True
                    actor.pending = "has its lock"

    def drop_all(self) -> None:
        """Kill whoever is left, as a power cut does."""
        for actor in list(self.actors):
            actor.is_dead, self.current = True, actor
            with suppress(Crash):
                actor.greenlet.throw(Crash)
            self.current = None
            self._end(actor)

    def _give_way(self, actor: Actor) -> None:
        self.home.switch()
        if actor.is_dead:
            raise Crash

    def _resume(self, actor: Actor) -> None:
        self.current = actor
        if actor.connection:
            connections["default"] = actor.connection.wrapper
        self.log(f"{actor.name}: {actor.pending}")
        with suppress(Crash):
            actor.greenlet.switch()
        self.current = None
        if actor.greenlet.dead:
            self._end(actor)

    def _end(self, actor: Actor) -> None:
        if actor not in self.actors:
            return
        self.actors.remove(actor)
        for one in self.actors:
            one.waits_for.discard(actor)
        if actor.connection and actor.is_dead:
            self.backends.drop(actor.connection)
        elif actor.connection:
            self.backends.give_back(actor.connection)
        if any(one.is_parked for one in self.actors):
            self.settle()
        self.ended(actor)

    def _dies(self, actor: Actor, label: str) -> bool:
        if actor.connection is None:
            return False
        if actor.crash_at is not None:
            return actor.crash_at(label)
        return bool(self.crash_rate) and self.random.random() < self.crash_rate

    def _break_deadlock(self) -> bool:
        parked = [actor for actor in self.actors if actor.is_parked]
        if not parked:
            return False
        victim = self.random.choice(parked)
        self.log(f"{victim.name} is the victim of a deadlock")
        self.interruptions += 1
        if victim.connection:
            self.backends.cancel(victim.connection)
        victim.is_parked = False
        self.settle()
        return True
