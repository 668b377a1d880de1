"""Append-only file of the sandbox's data, a line for each change.

A killed process loses nothing that it has answered.
"""

import json
import os
from pathlib import Path
from typing import Any

from newsroom.demo.sandbox.world import Change, World


class Keeper:
    """A file of changes. A line that was cut off by the end of the process was not answered either."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._changed: dict[tuple[str, str], Any] = {}
        self._file: int | None = None

    def note(self, change: Change) -> None:
        """Queue a change for the next `flush`."""
        table, key, value = change
        self._changed[table, key] = value

    def open(self, world: World) -> None:
        """Fill the world from the file, and rewrite the file in its shortest form."""
        for table, key, value in self._read():
            world.put(table, key, value) if value is not None else world.drop(table, key)
        self._changed.clear()
        self._path.parent.mkdir(parents=True, exist_ok=True)
        fresh = self._path.with_suffix(".new")
        with fresh.open("w") as file:
            for table, rows in world.tables.items():
                file.writelines(json.dumps([[table, key, value]]) + "\n" for key, value in rows.items())
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self._path)
        self._file = os.open(self._path, os.O_WRONLY | os.O_APPEND)

    def flush(self) -> None:
        """Write the queued changes in one piece."""
        if self._changed and self._file is not None:
            line = json.dumps([[table, key, value] for (table, key), value in self._changed.items()])
            os.write(self._file, line.encode() + b"\n")
        self._changed.clear()

    def close(self) -> None:
        """Write what is queued and close the file."""
        self.flush()
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def _read(self) -> list[Change]:
        changes: list[Change] = []
        if not self._path.exists():
            return changes
        for line in self._path.read_text().splitlines():
            try:
                changes += [(table, key, value) for table, key, value in json.loads(line)]
            except ValueError:
                break
        return changes
