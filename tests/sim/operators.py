"""Operator of the site: changes the sealing key, and brings the books back after a restore."""

from __future__ import annotations

import base64
import datetime
import re
from io import StringIO

from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from donations import ledger
from tests.sim import snapshots
from tests.sim.hub import Violation
from tests.sim.people import guarded
from tests.sim.stage import Stage
from tests.sim.stories import standing_wishes

ADOPTED_SINCE = datetime.timedelta(days=400)


def rotate_keys(stage: Stage) -> None:
    """Put a new key first, seal everything under it, and retire the former one when nothing needs it."""
    hub, random = stage.hub, stage.random
    hub.stall(random.randint(20, 160))
    hub.point("waits for the day of a new key")
    former = list(settings.SEALING_KEYS)
    newest = f"k{len(former)}:{base64.b64encode(random.randbytes(32)).decode()}"
    _start_with(stage, [newest, *former])
    while "sessions:" not in _manage(stage, "reseal"):
        hub.point("runs it again")
    if "Nothing needs another key" in _manage(stage, "reseal", "--check"):
        _start_with(stage, [newest])
        stage.retired_keys = former
        stage.note("operator", "resealed")


def _start_with(stage: Stage, keys: list[str]) -> None:
    """Start the site with other keys: whatever ran with the former ones is killed."""
    settings.SEALING_KEYS = keys
    for actor in stage.hub.actors:
        if actor.connection:
            actor.crash_at = lambda label: True


def _manage(stage: Stage, *command: str) -> str:
    """Run a command in a process of its own; empty where it died."""
    out = StringIO()
    body = guarded(stage, lambda: call_command(*command, stdout=out))
    process = stage.hub.spawn(f"operator runs {command[0]}", body)
    stage.hub.wait([process])
    return "" if process.is_dead else out.getvalue()


def restore(stage: Stage, copy: snapshots.Rows) -> None:
    """Put an older copy of the books in place of the present ones, do again what the journal holds, adopt."""
    stage.stood = standing_wishes(stage)
    snapshots.restore(stage.backends.eye, copy)
    stage.note("operator", "restored")
    stage.wishes.clear()
    # An older copy can need a key that was retired since: `reseal --check` says so.
    settings.SEALING_KEYS = [*settings.SEALING_KEYS, *stage.retired_keys]
    before = _number_of_contributions(stage)
    out = StringIO()
    stage.hub.run_alone("replays", guarded(stage, lambda: call_command("replay", stdout=out)))
    if re.search(r"forgotten: [1-9]", out.getvalue()):
        stage.note("operator", "replayed")

    def adopt() -> None:
        report = ledger.adopt(timezone.now() - ADOPTED_SINCE)
        if report.failures:
            raise Violation(f"not adopted: {report.failures}")

    stage.hub.run_alone("adopts", guarded(stage, adopt))
    if _number_of_contributions(stage) > before:
        stage.note("operator", "adopted")


def _number_of_contributions(stage: Stage) -> int:
    return len(stage.backends.eye.execute("SELECT id FROM donations_contribution").fetchall())
