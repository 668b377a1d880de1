"""Operating system processes of this checkout: finding, ending and waiting for them.

Processes that an earlier run left behind are found, too.
"""

from __future__ import annotations

import ctypes
import http.client
import os
import signal
import sys
import time
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

PROC = Path("/proc")
PR_SET_PDEATHSIG = 1


def running_in(folder: Path) -> list[int]:
    """Return the ids of living processes whose working folder is `folder`; none are found without /proc."""
    try:
        home = folder.stat()
    except FileNotFoundError:
        return []
    return [pid for pid in _everybody() if _is_at(pid, home)]


def marked(name: str, value: str) -> list[int]:
    """Return the ids of living processes that were started with `name=value` in their environment."""
    mark = f"{name}={value}".encode()
    return [pid for pid in _everybody() if mark in _environment(pid) and pid != os.getpid()]


def end(find: Callable[[], Collection[int]], *, first: signal.Signals, seconds: float) -> None:
    """Send `first` to all that `find` finds, after `seconds` SIGKILL, and return when nobody is left.

    Raises TimeoutError when a process outlives even that.
    """
    for sign in (first, signal.SIGKILL):
        for pid in find():
            send(pid, sign)
        if wait_until(lambda: not find(), seconds):
            return
    raise TimeoutError(f"Processes {sorted(find())} do not end.")


def send(pid: int, sign: signal.Signals) -> None:
    """Send a signal to a process that may have ended meanwhile."""
    try:
        os.kill(pid, sign)
    except ProcessLookupError:
        return


def wait_until(done: Callable[[], bool], seconds: float) -> bool:
    """Call `done` again and again for at most `seconds`; return whether it became true."""
    end_at = time.monotonic() + seconds
    while not done():
        if time.monotonic() > end_at:
            return False
        time.sleep(0.02)
    return True


def answers(port: int, path: str = "/readyz") -> bool:
    """Return whether this port of this machine answers 200 within 5 s."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def die_with_parent() -> None:
    """Ask the kernel to end this process with SIGTERM when its parent ends (on Linux alone).

    Called in a new child, before it becomes another program.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _everybody() -> Iterator[int]:
    if PROC.is_dir():
        yield from (int(entry) for entry in os.listdir(PROC) if entry.isdigit())


def _is_at(pid: int, home: os.stat_result) -> bool:
    # A zombie has no working folder, so it never counts as living.
    try:
        return os.path.samestat(os.stat(PROC / str(pid) / "cwd"), home)
    except OSError:
        return False


def _environment(pid: int) -> list[bytes]:
    try:
        return (PROC / str(pid) / "environ").read_bytes().split(b"\0")
    except OSError:
        return []
