"""Random histories of a story: readers get what is live, and only words that somebody touched and saw.

What is taken out for good is stored nowhere, whatever comes back; a restored version is equal field by field;
the chain verifies, and the corrections are what readers were told.
"""

import datetime
import logging
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from pytest_django import Settings

from articles.admin import story as story_admin
from articles.desk import due, joining, mending, redacting, redacting_plan, restoring, revisions, working
from articles.desk.merging import merge
from tests.articles.words_full_history import FullHistory

pytestmark = pytest.mark.django_db
IN_BLOCK = 10
# A planted fault shows in one of the first so many; these show late, and are looked for there first.
ENOUGH = 60
LATE = {"changes miss their hour": 40, "words of a window go over newer ones": 40}
# They take many histories to show.
RARE = {
    "a form from before a redaction is merged",
    "what was taken out comes back with a form",
    "a correction keeps what was taken out",
    "a restored version lacks a field",
}
# Fifty always; a thousand in `make test-slow`.
BLOCKS = [pytest.param(block, marks=[] if block < 5 else pytest.mark.slow) for block in range(100)]
BEGIN = datetime.datetime(2026, 3, 2, 9, 0, tzinfo=datetime.UTC)


# What would go wrong unseen: a place, and what stands there instead.
FAULTS: dict[str, tuple[object, str, Any]] = {
    "a mended field is taken out again": (
        mending,
        "merge",
        lambda before, waiting, after: merge(before, waiting, before),
    ),
    "a field that nobody touched is undone": (
        joining,
        "merge",
        lambda base, mine, theirs, choices: merge(base, mine, base, choices),
    ),
    "changes miss their hour": (due, "put_out_due", lambda: 0),
    "words of a window go over newer ones": (
        working,
        "_KEEP",
        working._KEEP.replace("WHERE CASE", "WHERE true OR CASE"),
    ),
    "a draft goes out that was not on the screen": (
        story_admin,
        "_saving",
        lambda story, act: lambda *, story, **given: story,
    ),
    "a form from before a redaction is merged": (joining, "is_before_redaction", lambda story, base: False),
    "versions keep what was taken out": (redacting_plan, "_plan_revisions", lambda made, story: None),
    "what was taken out comes back with a form": (revisions, "require_without", lambda *given: None),
    "what was taken out is kept as it is typed": (working, "require_form_without", lambda *given: None),
    "what a redaction left is not proved": (redacting, "left_of", lambda revision: None),
    "a correction keeps what was taken out": (redacting_plan, "_plan_corrections", lambda made, story: None),
    "a restored version lacks a field": (
        restoring,
        "without_gone",
        lambda content: {name: value for name, value in content.items() if name != "summary"},
    ),
}


@pytest.fixture(autouse=True)
def journal_file(settings: Settings, tmp_path: Path) -> None:
    settings.JOURNAL_FILE = str(tmp_path / "journal.jsonl")


@pytest.fixture(autouse=True)
def quiet(caplog: pytest.LogCaptureFixture) -> None:
    """Keep refusals out of the log."""
    caplog.set_level(logging.CRITICAL, "django.request")


def run_all(seeds: Iterable[int], time_machine: Any) -> None:
    """Run these histories, and undo each."""
    for seed in seeds:
        time_machine.move_to(BEGIN, tick=False)
        due.forget()
        with transaction.atomic():
            try:
                FullHistory(seed, lambda at: time_machine.move_to(at, tick=False)).run()
            except AssertionError as error:
                raise AssertionError(f"history {seed}:\n{error}") from error
            transaction.set_rollback(True)


@pytest.mark.parametrize("block", BLOCKS)
def test_readers_get_what_is_live_and_what_somebody_touched_and_saw(block: int, time_machine: Any) -> None:
    run_all(range(block * IN_BLOCK, (block + 1) * IN_BLOCK), time_machine)


@pytest.mark.parametrize(
    "fault", [pytest.param(fault, marks=pytest.mark.slow if fault in RARE else []) for fault in FAULTS]
)
def test_a_planted_fault_is_found(fault: str, time_machine: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    place, name, instead = FAULTS[fault]
    start = LATE.get(fault, 0)
    monkeypatch.setattr(place, name, instead)
    with pytest.raises(AssertionError, match=r"^history "):
        run_all([*range(start, ENOUGH), *range(start)], time_machine)
