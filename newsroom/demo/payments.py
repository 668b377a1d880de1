"""Start of the payment sandbox for the demo, and its ninety days of contributions."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.management import call_command

from articles.models import Story
from donations.models import Contribution
from newsroom.demo import processes
from newsroom.demo.environment import MARK, PRODUCT, DemoError

STATE = "sandbox.json"
PAGES = 12
# Far above what it takes on a busy machine.
START_SECONDS = 120
END_SECONDS = 60


def sandbox(port: int, state: Path, *more: str) -> tuple[str, ...]:
    """Return the arguments for Python that start the sandbox; it keeps its data in the file `state`."""
    return (
        *("-m", "newsroom.demo.sandbox", "--port", str(port), "--product", PRODUCT),
        *("--state", str(state), *more),
    )


def fill(root: Path, port: int, say: Callable[[str], None]) -> None:
    """Fill an empty ledger, with a sandbox whose clock begins ninety days ago.

    Where there are contributions already, nothing happens. A run that was killed has left no row, so it is
    begun again, with a new sandbox.
    """
    if Contribution.objects.exists():
        return
    say("Filling the books through the payment sandbox ...")
    state = root / "var" / STATE
    state.unlink(missing_ok=True)
    shutil.rmtree(root / "var" / "mail", ignore_errors=True)
    stories = Story.objects.live().order_by("pk")[:PAGES]
    with _running(root, port, sandbox(port, state)):
        call_command("load_contributions", paths=[story.get_absolute_url() for story in stories], verbosity=0)


@contextmanager
def _running(root: Path, port: int, arguments: tuple[str, ...]) -> Iterator[None]:
    """Run a sandbox that delivers no events until the block ends."""
    process = subprocess.Popen(
        [sys.executable, *arguments],
        cwd=root,
        env={**os.environ, MARK: str(root / "var")},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=processes.die_with_parent,
    )
    try:
        if not processes.wait_until(
            lambda: process.poll() is not None or processes.answers(port, "/_control/clock"),
            START_SECONDS,
        ):
            raise DemoError("The payment sandbox does not answer.")
        if process.poll() is not None:
            raise DemoError(f"The payment sandbox did not start on port {port}.")
        yield
    finally:
        process.terminate()
        process.wait(END_SECONDS)
