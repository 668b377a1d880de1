"""Faults on purpose."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from tests.sim.backend import Backends


@contextmanager
def planted(name: str, backends: Backends) -> Iterator[None]:
    """Let the ledger have this fault."""
    yield
