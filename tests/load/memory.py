"""Memory of the processes of the site while something happens to them; it is read from /proc of Linux."""

from __future__ import annotations

import asyncio
import contextlib
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

EVERY = 0.1
PROC = Path("/proc/self/environ")
# Threads of a crowd end meanwhile (`serving.IDLE_THREAD_SECONDS`).
REST = 10.0
COLUMNS = ("memory before", "at most", "after")


@dataclass
class Memory:
    """Resident megabytes of the site: before, all that were seen, and some seconds after."""

    before: int
    seen: list[int] = field(default_factory=list)
    after: int = 0

    def columns(self) -> tuple[str, ...]:
        """Return what a table shows of it."""
        return tuple(f"{size} MB" for size in (self.before, max(self.seen), self.after))


def megabytes(port: int) -> int:
    """Return what the processes of the site hold, with those that decode."""
    return sum(_held(process, port) for process in Path("/proc").glob("[0-9]*")) // 1024


def _held(process: Path, port: int) -> int:
    with contextlib.suppress(OSError):
        own = f"PORT={port}".encode() in (process / "environ").read_bytes().split(b"\0")
        if own or b"articles.decoding" in (process / "cmdline").read_bytes():
            found = re.search(r"VmRSS:\s+(\d+)", (process / "status").read_text())
            return int(found[1]) if found else 0
    return 0


@contextlib.asynccontextmanager
async def weighed(port: int) -> AsyncIterator[Memory]:
    """Weigh the site before the block, again and again while it runs, and after it."""
    memory = Memory(megabytes(port))

    async def on() -> None:
        while True:
            memory.seen.append(await asyncio.to_thread(megabytes, port))
            await asyncio.sleep(EVERY)

    task = asyncio.create_task(on())
    try:
        yield memory
    finally:
        task.cancel()
    await asyncio.sleep(REST)
    memory.after = megabytes(port)
