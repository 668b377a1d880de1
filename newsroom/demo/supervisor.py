"""Keep the processes of the demo running until somebody ends it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from newsroom.demo import payments, processes, setup
from newsroom.demo.environment import HOST, MARK, end_children
from newsroom.demo.postgres.server import PostgresError, PrivatePostgres

LONGEST_PAUSE = 30.0
# Who ran this long has recovered: its next pause is short again.
STEADY_SECONDS = 60.0
LOOK_EVERY = 0.5


@dataclass(frozen=True)
class Child:
    """A program that the demo keeps running: its name for people and its arguments for Python."""

    name: str
    arguments: tuple[str, ...]


def children(port: int, sandbox_port: int, state: Path) -> tuple[Child, ...]:
    """Return the table of all processes of the demo, PostgreSQL excepted."""
    webhook = f"http://{HOST}:{port}/support/webhook/"
    return (
        Child("site", ("manage.py", "serve", "--verbosity", "0", "--skip-checks")),
        Child("worker", ("manage.py", "procrastinate", "--verbosity", "0", "worker")),
        Child("sandbox", payments.sandbox(sandbox_port, state, "--webhook-url", webhook)),
    )


@dataclass
class Running:
    """One child over time: its process now, and when it may be started again."""

    child: Child
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    pause: float = field(default=0.5)
    start_at: float = 0.0

    def start(self, root: Path) -> None:
        """Start the child in a group of its own: Ctrl-C reaches the demo alone, which ends all in order."""
        self.started_at = time.monotonic()
        self.process = subprocess.Popen(
            [sys.executable, *self.child.arguments],
            cwd=root,
            env={**os.environ, MARK: str(root / "var")},
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=processes.die_with_parent,
        )

    def has_ended(self) -> bool:
        """Say whether the child ended by itself; then end its remains and set the time of its next start."""
        if self.process is None or self.process.poll() is None:
            return False
        kill_group(self.process.pid)
        self.process = None
        steady = time.monotonic() - self.started_at > STEADY_SECONDS
        self.pause = 0.5 if steady else min(self.pause * 2, LONGEST_PAUSE)
        self.start_at = time.monotonic() + self.pause
        return True

    def is_due(self) -> bool:
        """Say whether the child should be started now."""
        return self.process is None and time.monotonic() >= self.start_at


class Supervisor:
    """Start all children and PostgreSQL again whenever one ends; end them all at the end."""

    def __init__(
        self, root: Path, table: Iterable[Child], database: PrivatePostgres, say: Callable[[str], None]
    ) -> None:
        self.root = root
        self.running = [Running(child) for child in table]
        self.database = database
        self.say = say

    def start(self) -> None:
        """Start every child that should run and does not."""
        for each in self.running:
            if each.is_due():
                each.start(self.root)

    def watch(self) -> None:
        """Look after everything until a signal ends this process."""
        while True:
            time.sleep(LOOK_EVERY)
            self.look()

    def look(self) -> None:
        """Start again what has ended by itself."""
        if not self.database.is_running():
            self.say("PostgreSQL ended; starting it again.")
            try:
                self.database.start()
            except PostgresError as error:
                self.say(str(error))
        for each in self.running:
            if each.has_ended():
                self.say(f"The {each.child.name} ended; starting it again in {each.pause:.0f} s.")
        self.start()

    def stop(self) -> None:
        """End every child, and whatever the children started."""
        processes_now = [each.process for each in self.running if each.process is not None]
        for process in processes_now:
            processes.send(process.pid, signal.SIGTERM)
        processes.wait_until(lambda: all(process.poll() is not None for process in processes_now), 10)
        for process in processes_now:
            kill_group(process.pid)
            process.wait()
        end_children(self.root / "var")


def run(root: Path, port: int, say: Callable[[str], None]) -> None:
    """Prepare the newsroom, run it until a signal arrives and end it in order; `say` tells each step."""
    database = PrivatePostgres(root / "var" / "postgres")
    database.start()
    sandbox_port = int(os.environ["SANDBOX_PORT"])
    supervisor = Supervisor(root, children(port, sandbox_port, root / "var" / payments.STATE), database, say)
    try:
        setup.prepare(say)
        payments.fill(root, sandbox_port, say)
        say("Starting site, worker and payment sandbox ...")
        supervisor.start()
        say(
            setup.welcome(port, sandbox_port)
            if setup.answers(port, 30)
            else "The site does not answer yet; trying on."
        )
        supervisor.watch()
    finally:
        # A second Ctrl-C would leave half of them running.
        for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(sign, signal.SIG_IGN)
        supervisor.stop()
        database.release()
        say("The demo has ended.")


def kill_group(group: int) -> None:
    """Kill what is left of a child's process group, such as the workers of a web server that was killed."""
    try:
        os.killpg(group, signal.SIGKILL)
    except ProcessLookupError:
        return
