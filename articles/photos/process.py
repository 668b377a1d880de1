"""Subprocess that decodes pictures (`articles.decoding`): one at a time on the machine, without secrets.

It is started anew for each picture: never forked from a server with threads, and its memory is the system's
again when it ends. It gets the file as its standard input and writes what it made to another.
"""

import contextlib
import fcntl
import json
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from django.core.files.base import File

from articles import decoding
from articles.decoding.errors import Unfit

ROOT = Path(decoding.__file__).parents[2]
PROGRAM = Path(decoding.__file__).with_name("__main__.py")
# Its own limit is processor time; on a machine that is busy with other things, this one comes first.
WALL_SECONDS = 30
KILLED = (-signal.SIGXCPU, -signal.SIGKILL)
TRY_AGAIN_SECONDS = 0.05


def run(job: str, file: File[bytes], *, patience: float) -> tuple[dict[str, Any], list[bytes]]:
    """Do a job of `articles.decoding.jobs` on the file; return its facts and the files that it made.

    Raises Unfit where the file is refused, or whoever waits longer for a turn than `patience` in seconds.
    """
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as answer:
        given.writelines(file.chunks())
        given.seek(0)
        with _turn(patience) as turn:
            ended = _ended(job, given, answer, turn)
        if ended:
            raise Unfit("too_slow" if ended in KILLED else "damaged")
        answer.seek(0)
        return _read(answer)


def _ended(job: str, given: IO[bytes], answer: IO[bytes], turn: int) -> int:
    """Run the program to its end and return its exit status, negative for a signal."""
    program = [sys.executable, "-m", decoding.__name__, job]
    try:
        # While the program runs the turn is taken, even where we are killed: it has the lock, too.
        child = subprocess.Popen(
            program, cwd=ROOT, env={}, stdin=given, stdout=answer, stderr=subprocess.DEVNULL, pass_fds=(turn,)
        )
    except OSError as error:
        raise Unfit("busy") from error  # No room for another process.
    with child:
        try:
            return child.wait(WALL_SECONDS)
        except subprocess.TimeoutExpired:
            return -signal.SIGKILL
        finally:
            child.kill()


def _read(answer: IO[bytes]) -> tuple[dict[str, Any], list[bytes]]:
    try:
        facts: dict[str, Any] = json.loads(answer.readline())
    except ValueError as error:
        raise Unfit("damaged") from error
    if "refused" in facts:
        raise Unfit(facts["refused"], **facts["params"])
    files = [answer.read(length) for length in facts["lengths"]]
    if [len(file) for file in files] != facts["lengths"]:
        raise Unfit("damaged")
    return facts, files


@contextlib.contextmanager
def _turn(patience: float) -> Iterator[int]:
    """Advisory lock (flock) on the program's file: what a picture takes is the machine's, not one process's.

    The file is only read, so that it is there for every service of this installation, however confined.
    """
    until = time.monotonic() + patience
    with PROGRAM.open("rb") as file:
        while not _locked(file):
            if time.monotonic() > until:
                raise Unfit("busy")
            time.sleep(TRY_AGAIN_SECONDS)
        yield file.fileno()


def _locked(file: IO[bytes]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True  # A file system without such locks, as some of networks: then all go at once.
    return True
