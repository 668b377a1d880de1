"""Command line of the simulation (`make sim`): runs many seeds on all cores, exit code 1 on a violation."""

from __future__ import annotations

import argparse
import signal
import sys
import time
from pathlib import Path

from tests.sim import failed_seeds, mutations, pool
from tests.sim.output import SHOWN, Progress, say, tell

# Of tests/sim/families.py, which needs Django; empty: each seed's own turn.
FAMILIES = (
    *("", "broad", "small", "webhooks", "reconcile", "regrets", "restored", "forgets", "desk", "told_once"),
)


def main() -> int:
    asked = parse()
    # Told to end, take the other processes and their databases along, as after Ctrl-C.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    if asked.orders or asked.exhaustive:
        say("".join(f"{line}\n" for line in pool.explore_all(crashes=asked.exhaustive)))
        return 0
    if asked.mutations is not None:
        return mutations.run(asked.mutations, asked.seeds or mutations.ENOUGH, processes=asked.processes)
    if asked.failed_seeds:
        return run(failed_seeds.seeds(), asked)
    return run(
        [(seed, asked.family) for seed in range(asked.first, asked.first + (asked.seeds or 200))], asked
    )


def run(seeds: list[pool.Seed], asked: argparse.Namespace) -> int:
    """Run these seeds; return 1 when one of them failed."""
    order = pool.Order(
        plant=asked.plant, processes=asked.processes, chunk=asked.chunk, keeps_traces=bool(asked.dump)
    )
    progress = Progress(len(seeds), time.monotonic())
    for verdict in pool.run_all(seeds, order):
        if asked.dump:
            Path(asked.dump, f"{verdict.seed}.txt").write_text("\n".join(verdict.trace))
        if asked.hashes:
            say(f"{verdict.seed} {verdict.family} {verdict.hash} {verdict.steps} {verdict.commits}\n")
        if verdict.violation:
            say(f"\n{tell(verdict, asked.trace)}\n")
        progress.count(verdict)
        if verdict.violation and asked.until_found:
            break
    return progress.end()


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make sim")
    parser.add_argument("--seeds", type=int, default=0, help="how many (200)")
    parser.add_argument("--first", type=int, default=1, help="the first of them")
    parser.add_argument("--family", default="", choices=FAMILIES, help="one family for all of them")
    parser.add_argument(
        "--failed-seeds", action="store_true", help="the seeds of tests/sim/failed_seeds.toml instead"
    )
    parser.add_argument("--orders", action="store_true", help="all orders of six deliveries instead")
    parser.add_argument("--exhaustive", action="store_true", help="the same, with a crash at every point")
    parser.add_argument("--mutations", nargs="*", metavar="FAULT", help="plant these faults, or all, instead")
    parser.add_argument("--plant", default="", help="a fault of tests/sim/planted.py to run with")
    parser.add_argument("--processes", type=int, default=0)
    parser.add_argument("--chunk", type=int, default=10, help="how many seeds a process takes at a time")
    parser.add_argument("--trace", type=int, default=SHOWN, help="how many lines of a trace to show")
    parser.add_argument("--until-found", action="store_true", help="stop at the first violation")
    parser.add_argument("--hashes", action="store_true", help="print hash, steps and commits of each")
    parser.add_argument("--dump", default="", help="a folder for whole traces")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
