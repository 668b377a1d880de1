"""Journal of what must outlive a restore: rows of the database, and lines of a file beside the backups.

A restored dump knows nothing of what was decided after it. So each such decision is a `Tombstone`, and a
line of JSON in the file that the setting JOURNAL_FILE names, which `manage.py replay` reads. An entry names
a thing of ours by its random id, and nothing of any person; what it says beside that are numbers and hashes.
"""

import datetime
import fcntl
import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from newsroom.core.models import Tombstone

FORGOTTEN = "forgotten"
REDACTED = "redacted"
OWNER_ALONE = 0o600


class CannotWrite(Exception):
    """The journal's file took no entry: what it was to stand for may not be done."""


@dataclass(frozen=True, order=True)
class Entry:
    """One decision: its kind, the random id of the thing, when, and what it takes to do it again."""

    kind: str
    name: str
    at: datetime.datetime
    data: dict[str, Any] = field(default_factory=dict, compare=False)

    @property
    def line(self) -> str:
        said = {"kind": self.kind, "name": self.name, "at": self.at.isoformat()}
        return json.dumps(said | ({"data": self.data} if self.data else {})) + "\n"


@dataclass(frozen=True, kw_only=True)
class Merged:
    """Result of making rows and file equal: what each lacked, and lines that could not be read."""

    into_rows: int
    into_file: int
    unreadable: int


def write(kind: str, names: Iterable[str], *, data: dict[str, Any] | None = None) -> None:
    """Enter these things, in the transaction of the act; raises `CannotWrite`.

    The file comes first: where the transaction fails after it, a restore repeats what somebody wanted.
    """
    now = timezone.now()
    entries = [Entry(kind, name, now, data or {}) for name in names]
    _append(entries)
    _keep(entries)


def shorten(kind: str, name: str, data: dict[str, Any]) -> None:
    """Put other data, which is no longer as text, in the place of an entry's; raises `CannotWrite`.

    The line keeps its length and ends in spaces: whoever appends one meanwhile writes where they would.
    """
    Tombstone.objects.filter(kind=kind, name=name).update(data=data)
    try:
        with Path(settings.JOURNAL_FILE).open("r+b") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            place = 0
            for line in file.readlines():
                for entry in _entries(line.decode(errors="replace")):
                    if (entry.kind, entry.name) == (kind, name):
                        shorter = Entry(kind, name, entry.at, data).line.rstrip("\n").encode()
                        os.pwrite(file.fileno(), shorter.ljust(len(line) - 1), place)
                place += len(line)
            os.fsync(file.fileno())
    except FileNotFoundError:
        return
    except OSError as error:
        raise CannotWrite(f"JOURNAL_FILE cannot be written: {error.strerror}") from error


def at_of(kind: str, name: str) -> datetime.datetime | None:
    """Return when this was entered; None where it never was."""
    return Tombstone.objects.filter(kind=kind, name=name).values_list("at", flat=True).first()


def data_of(kind: str, name: str) -> dict[str, Any]:
    """Return what was entered beside the name."""
    found = Tombstone.objects.filter(kind=kind, name=name).values_list("data", flat=True).first()
    return found or {}


def names(kind: str) -> list[str]:
    """Return the things of a kind, in the order of their entries."""
    return list(Tombstone.objects.filter(kind=kind).order_by("at", "name").values_list("name", flat=True))


def merge() -> Merged:
    """Let rows and file hold the same, whichever was restored; raises `CannotWrite`."""
    read, unreadable = _read()
    in_file = {(one.kind, one.name) for one in read}
    in_rows = set(Tombstone.objects.values_list("kind", "name"))
    into_rows = [one for one in read if (one.kind, one.name) not in in_rows]
    _keep(into_rows)
    rows = Tombstone.objects.order_by("at", "name")
    into_file = [
        Entry(one.kind, one.name, one.at, one.data) for one in rows if (one.kind, one.name) not in in_file
    ]
    _append(into_file)
    return Merged(into_rows=len(into_rows), into_file=len(into_file), unreadable=unreadable)


def _keep(entries: Iterable[Entry]) -> None:
    rows = [Tombstone(kind=one.kind, name=one.name, at=one.at, data=one.data) for one in entries]
    Tombstone.objects.bulk_create(rows, ignore_conflicts=True)


def _append(entries: list[Entry]) -> None:
    """Append whole lines, and return when the disk has them."""
    if not entries:
        return
    path = Path(settings.JOURNAL_FILE)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        is_new = not path.exists()
        number = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, OWNER_ALONE)
        with os.fdopen(number, "a+b") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            file.write(_end_of_cut_line(file.fileno()) + "".join(one.line for one in entries).encode())
            file.flush()
            os.fsync(file.fileno())
        if is_new:
            _sync_folder(path.parent)
    except OSError as error:
        raise CannotWrite(f"JOURNAL_FILE cannot be written: {error.strerror}") from error


def _end_of_cut_line(number: int) -> bytes:
    """Return a newline where the last line has none: whoever wrote it was killed."""
    size = os.fstat(number).st_size
    return b"\n" if size and os.pread(number, 1, size - 1) != b"\n" else b""


def _sync_folder(folder: Path) -> None:
    """Let the disk know the file's name, too."""
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def _read() -> tuple[list[Entry], int]:
    """Return the file's entries, and how many of its lines are none."""
    try:
        lines = Path(settings.JOURNAL_FILE).read_text(errors="replace").splitlines()
    except FileNotFoundError:
        return [], 0
    found = [list(_entries(line)) for line in lines if line.strip()]
    return [entry for each in found for entry in each], sum(not each for each in found)


def _entries(line: str) -> Iterator[Entry]:
    try:
        said = json.loads(line)
        at = datetime.datetime.fromisoformat(said["at"])
        entry = Entry(str(said["kind"]), str(UUID(said["name"])), at, said.get("data", {}))
        if at.tzinfo and isinstance(entry.data, dict):
            yield entry
    except (ValueError, KeyError, TypeError, AttributeError):
        return
