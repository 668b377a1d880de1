"""`make sim`: run many seeds on all cores; ends non-zero when anything was violated."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from tests.sim import crew

SHOWN = 80


def main() -> int:
    """Run the seeds that the command line names."""
    asked = parse()
    if asked.orders or asked.exhaustive:
        say("".join(f"{line}\n" for line in crew.explore_all(crashes=asked.exhaustive)))
        return 0
    began, failed = time.monotonic(), []
    order = crew.Order(
        family=asked.family,
        plant=asked.plant,
        processes=asked.processes,
        chunk=asked.chunk,
        keeps_traces=bool(asked.dump),
    )
    for done, verdict in enumerate(crew.run_all(range(asked.first, asked.first + asked.seeds), order), 1):
        if asked.dump:
            Path(asked.dump, f"{verdict.seed}.txt").write_text("\n".join(verdict.trace))
        if asked.hashes:
            say(f"\r{verdict.seed} {verdict.family} {verdict.hash} {verdict.steps} {verdict.commits}\n")
        if verdict.violation:
            failed.append(verdict)
            say(f"\r{tell(verdict, asked.trace)}\n")
            if asked.until_found:
                break
        rate = done / (time.monotonic() - began)
        say(f"\r{done} of {asked.seeds} seeds, {len(failed)} violations, {rate:.1f} seeds a second ")
    say("\n")
    if failed:
        say(f"seeds that failed: {sorted((one.seed, one.family) for one in failed)}\n")
    return 1 if failed else 0


def parse() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="make sim")
    parser.add_argument("--seeds", type=int, default=200, help="how many")
    parser.add_argument("--first", type=int, default=1, help="the first of them")
    parser.add_argument("--family", default="", help="one family for all of them")
    parser.add_argument("--plant", default="", help="a fault of tests/sim/planted.py to run with")
    parser.add_argument("--processes", type=int, default=0)
    parser.add_argument("--chunk", type=int, default=10, help="how many seeds a process takes at a time")
    parser.add_argument("--trace", type=int, default=SHOWN, help="how many lines of a trace to show")
    parser.add_argument("--until-found", action="store_true", help="stop at the first violation")
    parser.add_argument("--orders", action="store_true", help="all orders of six deliveries instead")
    parser.add_argument("--exhaustive", action="store_true", help="the same, with a crash at every point")
    parser.add_argument("--hashes", action="store_true", help="print hash, steps and commits of each")
    parser.add_argument("--dump", default="", help="a folder for whole traces")
    return parser.parse_args()


def tell(verdict: crew.Verdict, lines: int) -> str:
    """Return what went wrong, and the end of the way there."""
    head = f"seed {verdict.seed} ({verdict.family}): {verdict.violation}"
    shown = [line[:220] for line in verdict.trace[-lines:]] if lines else []
    return "\n  ".join([head, *shown])


def say(text: str) -> None:
    """Write to the terminal at once."""
    sys.stdout.write(text)
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
