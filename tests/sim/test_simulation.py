"""The books survive many histories, every seed that failed once, and all orders of six deliveries."""

import os
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from tests.patience import PATIENCE
from tests.sim.planted import PLANTS

pytestmark = pytest.mark.processes

ROOT = Path(__file__).resolve().parents[2]
TABLE = ROOT / "docs" / "explanation" / "how-we-test-money.md"


def simulate(*arguments: str) -> tuple[int, str]:
    """Run `python -m tests.sim`; return its exit code and output."""
    run = subprocess.run(
        [sys.executable, "-m", "tests.sim", *arguments],
        cwd=ROOT,
        env={name: value for name, value in os.environ.items() if not name.startswith("PYTEST")},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return run.returncode, run.stdout


@pytest.mark.parametrize("seeds", [200, pytest.param(600, marks=pytest.mark.slow)])
def test_seeds_break_no_rule(seeds: int) -> None:
    code, said = simulate("--seeds", f"{seeds}")
    assert code == 0, said
    assert f"{seeds} of {seeds} seeds, 0 violations" in said


def test_seeds_that_failed_once_hold() -> None:
    code, said = simulate("--failed-seeds")
    assert code == 0, said


def test_the_same_seed_is_the_same_history_in_every_process() -> None:
    _code, alone = simulate("--seeds", "9", "--hashes", "--processes", "1", "--chunk", "9")
    _code, shared = simulate("--seeds", "9", "--hashes", "--processes", "2", "--chunk", "1")
    hashes = [
        sorted(line for line in said.splitlines() if line[:1].isdigit() and " of " not in line)
        for said in (alone, shared)
    ]
    assert hashes[0] == hashes[1]
    assert len({line.split()[2] for line in hashes[0]}) == 9


def test_a_fault_is_found_and_told_with_seed_and_the_way_there() -> None:
    code, said = simulate("--plant", "status_first", "--family", "broad", "--until-found", "--chunk", "1")
    assert code == 1
    assert "always_paid_without_payment" in said
    assert "to see it again: make sim SEEDS=1 FIRST=" in said


def test_some_planted_faults_are_found_quickly() -> None:
    code, said = simulate("--mutations", "letter_before_commit", "seq_ignored", "--seeds", "100")
    assert code == 0, said


@pytest.mark.slow
def test_told_to_end_it_takes_its_other_processes_along() -> None:
    command = [sys.executable, "-m", "tests.sim", "--seeds", "2000", "--processes", "2", "--chunk", "1"]
    environ = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}
    with subprocess.Popen(command, cwd=ROOT, env=environ, stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout
        assert run.stdout.readline().startswith("100 of 2000 seeds")
        children = Path(f"/proc/{run.pid}/task/{run.pid}/children").read_text().split()
        others = [pid for pid in children if b"spawn_main" in Path("/proc", pid, "cmdline").read_bytes()]
        run.terminate()
        assert run.wait(PATIENCE) == 128 + signal.SIGTERM
    assert len(others) == 2
    assert not [pid for pid in others if Path("/proc", pid).exists()]


def test_six_deliveries_may_come_in_any_order() -> None:
    code, said = simulate("--orders")
    assert code == 0, said
    assert said.startswith("720 orders")


def test_the_table_names_every_fault_its_family_and_what_hides_it() -> None:
    table = TABLE.read_text()
    assert len(PLANTS) >= 12
    for name, plant in PLANTS.items():
        row = next((line for line in table.splitlines() if line.startswith(f"| `{name}` |")), "")
        cells = [cell.strip() for cell in row.split("|")[2:-1]]
        assert cells[:2] == [plant.fault, plant.family], name
        assert 1 <= int(cells[2]) <= 1000, name
        assert cells[3] == plant.hidden_by, name
        assert date.fromisoformat(cells[4]), name


@pytest.mark.slow
@pytest.mark.parametrize("name", PLANTS)
def test_every_planted_fault_is_found_within_a_thousand_seeds(name: str) -> None:
    code, said = simulate("--mutations", name, "--seeds", "1000")
    assert code == 0, said


@pytest.mark.slow
def test_a_process_may_die_at_every_point_of_every_step_of_every_order() -> None:
    code, said = simulate("--exhaustive")
    assert code == 0, said
    assert "720 orders" in said
