"""A run in which nothing of what it is there to try has happened fails, whatever else it says."""

from collections import Counter

import pytest

from tests.sim.output import ENOUGH, Progress
from tests.sim.verdict import Verdict


def verdict(**acts: int) -> Verdict:
    """Return the verdict of a seed that broke nothing, of a family that tries one thing."""
    facts = {"hash": "", "violation": "", "trace": (), "steps": 1, "commits": 1, "seconds": 0.1}
    return Verdict(seed=1, family="broad", acts=Counter(acts), tries=("ends",), **facts)  # type: ignore[arg-type]


def outcome(*verdicts: Verdict) -> int:
    progress = Progress(len(verdicts), 0)
    for one in verdicts:
        progress.count(one)
    return progress.end()


def test_a_family_that_holds_none_of_its_acts_fails_the_run(capsys: pytest.CaptureFixture[str]) -> None:
    assert outcome(*[verdict(pays=1)] * ENOUGH) == 1
    assert "broad held no ends" in capsys.readouterr().out


def test_once_is_enough_and_few_seeds_are_too_few_to_say() -> None:
    assert outcome(*[verdict(pays=1)] * ENOUGH, verdict(ends=1)) == 0
    assert outcome(*[verdict(pays=1)] * (ENOUGH - 1)) == 0
