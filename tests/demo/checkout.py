"""Copy of this checkout in a folder with an awkward name, with its demo, processes and memory."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.request import urlopen

import psycopg

from newsroom.demo import processes
from tests.patience import PATIENCE

ROOT = Path(__file__).resolve().parent.parent.parent
LEFT_OUT = shutil.ignore_patterns(".git", ".venv", "var", "__pycache__", ".*_cache", "node_modules")
# A space, and more than 100 characters: the first line of an installed script can hold neither.
AWKWARD = "the news room of a long street/" + "a-folder-with-a-long-name-" * 4
# A first run installs everything.
FIRST_RUN = 5 * PATIENCE


def copy_to(folder: Path) -> Checkout:
    """Copy this checkout as a clone would be, without what runs have left in it."""
    target = folder / AWKWARD
    shutil.copytree(ROOT, target, ignore=LEFT_OUT, symlinks=True)
    return Checkout(target)


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


@dataclass
class Checkout:
    folder: Path
    port: int = field(default_factory=free_port)
    sandbox_port: int = field(default_factory=free_port)
    make: subprocess.Popen[bytes] | None = None
    first_seconds: float = 0

    @property
    def log(self) -> Path:
        return self.folder.parent / "demo.log"

    def start(self, target: str = "demo") -> float:
        """Run `make demo` until it says that it can be visited, and return the seconds that took."""
        began = time.monotonic()
        if self.make is not None:
            self.make.wait(PATIENCE)
        self.make = self.popen(target)
        self.wait(lambda: "Password" in self.log.read_text() or self.running().poll() is not None, FIRST_RUN)
        assert "Password" in self.log.read_text(), self.log.read_text()
        assert self.answers()
        return time.monotonic() - began

    def popen(self, target: str) -> subprocess.Popen[bytes]:
        passed = {name: value for name, value in os.environ.items() if name.startswith("PIP_")}
        home = self.folder.parent / "home"
        home.mkdir(exist_ok=True)
        mine = {"PATH": os.environ["PATH"], "HOME": str(home), "LC_ALL": "POSIX"}
        mine |= {"PORT": str(self.port), "SANDBOX_PORT": str(self.sandbox_port)}
        with self.log.open("wb") as log:
            return subprocess.Popen(
                ["make", target],
                cwd=self.folder,
                env={**passed, "PIP_CACHE_DIR": str(home / "cache"), **mine},
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def refused(self) -> str:
        """Run `make demo` where it cannot run, and return what it prints."""
        make = self.popen("demo")
        assert make.wait(FIRST_RUN) != 0
        return self.log.read_text()

    def end(self, sign: signal.Signals) -> float:
        """End the demo by Ctrl-C, which reaches all in a terminal, or SIGTERM to make; return the seconds."""
        began = time.monotonic()
        if sign == signal.SIGINT:
            os.killpg(self.running().pid, sign)
        else:
            self.running().send_signal(sign)
        self.running().wait(PATIENCE)
        self.wait(lambda: not self.processes())
        return time.monotonic() - began

    def running(self) -> subprocess.Popen[bytes]:
        assert self.make, "the demo was not started"
        return self.make

    def kill(self, pids: Iterable[int]) -> None:
        for pid in pids:
            processes.send(pid, signal.SIGKILL)

    def kill_all(self) -> None:
        """Kill every process at once, and again, until none is left that could start another."""
        while found := self.processes():
            self.kill(found)
            time.sleep(0.05)
        if self.make is not None:
            self.make.wait()

    def processes(self, *words: str) -> dict[int, str]:
        """Return the living processes of this checkout whose command line holds all `words`."""
        found = {}
        for entry in Path("/proc").iterdir():
            try:
                at = os.readlink(entry / "cwd") if entry.name.isdigit() else ""
                line = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode() if at else ""
            except OSError:
                continue
            if line and (at == str(self.folder) or at.startswith(f"{self.folder}/")):
                found[int(entry.name)] = line
        return {pid: line for pid, line in found.items() if all(word in line for word in words)}

    def server(self, word: str) -> int:
        """Return the process that was started first among those with `word` in their command line."""
        return min(self.processes(word))

    def megabytes(self) -> dict[str, float]:
        """Return the proportional set size of each process, in MB, by its id and command."""
        sizes = {}
        for pid, line in self.processes().items():
            rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
            kilobytes = next(int(row.split()[1]) for row in rollup.splitlines() if row.startswith("Pss:"))
            sizes[f"{pid} {line.replace(str(self.folder), '.')[:70]}"] = kilobytes / 1024
        return sizes

    def answers(self) -> bool:
        return processes.answers(self.port)

    def sql(self, statement: str) -> list[tuple[object, ...]]:
        """Run a statement in this checkout's database and return its rows."""
        socket_folder = (self.folder / "var/postgres/data/postmaster.pid").read_text().splitlines()[4]
        url = f"postgresql://newsroom@/newsroom?host={socket_folder}&port=5432"
        with psycopg.connect(url, autocommit=True) as connection:
            cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []

    def sandbox_books(self) -> list[tuple[object, ...]]:
        """Return id, amount and currency of every payment that the sandbox has."""
        url = f"http://127.0.0.1:{self.sandbox_port}/_control/books"
        with urlopen(url, timeout=PATIENCE) as answer:
            rows = json.load(answer)["payments"]
        return sorted((row["payment_intent"], row["amount"], row["currency"].upper()) for row in rows)

    def books(self) -> list[tuple[object, ...]]:
        """Return id, amount and currency of every payment in the ledger."""
        return sorted(self.sql("SELECT provider_payment_id, amount, currency FROM donations_payment"))

    def wait(self, done: Callable[[], object], seconds: float = PATIENCE) -> None:
        end_at = time.monotonic() + seconds
        while not done():
            assert time.monotonic() < end_at, (
                f"Waited {seconds} s: {self.processes()}\n{self.log.read_text()}"
            )
            time.sleep(0.05)
