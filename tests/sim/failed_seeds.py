"""Seeds that failed once; each is run again by every `make check`."""

from __future__ import annotations

import tomllib
from pathlib import Path

FILE = Path(__file__).with_name("failed_seeds.toml")


def seeds() -> list[tuple[int, str]]:
    """Return number and family of each."""
    return [(one["seed"], one["family"]) for one in tomllib.loads(FILE.read_text())["failed"]]
