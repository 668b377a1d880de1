"""Mutation test: plants each fault in turn, and counts the seeds until it is found."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

from tests.sim import pool, server
from tests.sim.output import say

if TYPE_CHECKING:
    from tests.sim.verdict import Verdict

ENOUGH = 1000


def run(names: Sequence[str], limit: int, *, processes: int = 0) -> int:
    """Plant these faults, or all, and print what found them; 1 when one was not found within the limit."""
    families = plants()
    missed = 0
    for name in names or families:
        began = time.monotonic()
        found = find(name, families[name], limit, processes)
        missed += found is None
        what = f"seed {found.seed}: {found.violation.splitlines()[0][:110]}" if found else "NOT FOUND"
        say(f"{name:<24} {families[name]:<10} {what} ({time.monotonic() - began:.0f} s)\n")
    say(f"{missed} faults were not found\n" if missed else "every fault was found\n")
    return 1 if missed else 0


def plants() -> dict[str, str]:
    """Return the name of each fault with its family."""
    import django

    server.start()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    django.setup()
    from tests.sim.planted import PLANTS

    return {name: plant.family for name, plant in PLANTS.items()}


def find(name: str, family: str, limit: int, processes: int) -> Verdict | None:
    """Return the lowest seed's verdict that tells of this fault; every process has it from the start."""
    order = pool.Order(plant=name, processes=processes, chunk=2)
    verdicts = pool.run_all([(seed, family) for seed in range(1, limit + 1)], order)
    found: Verdict | None = None
    done: set[int] = set()
    try:
        for verdict in verdicts:
            done.add(verdict.seed)
            if verdict.violation and (found is None or verdict.seed < found.seed):
                found = verdict
            if found and done.issuperset(range(1, found.seed)):
                break
    finally:
        verdicts.close()
    return found
