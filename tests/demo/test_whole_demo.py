"""The demo as a stranger meets it: fresh folders, real signals, kills, two at once.

Slow: `make test-slow`.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.demo.checkout import Checkout, copy_to

pytestmark = pytest.mark.slow

Report = dict[str, str]


@pytest.fixture(scope="module")
def report(request: pytest.FixtureRequest) -> Iterator[Report]:
    """Collect seconds and megabytes, and show them although the tests pass."""
    found: Report = {}
    yield found
    with request.config.pluginmanager.getplugin("capturemanager").global_and_fixture_disabled():
        sys.stdout.write("\n" + "".join(f"  {name}: {value}\n" for name, value in found.items()))


@pytest.fixture(scope="module")
def home(report: Report) -> Iterator[Checkout]:
    """A fresh checkout whose demo has run once, holds one more row than a new one, and was ended."""
    folder = Path(tempfile.mkdtemp(prefix="newsroom demo "))
    checkout = copy_to(folder)
    try:
        seconds = checkout.start()
        report["first run"] = f"{seconds:.1f} s in a folder of {len(str(checkout.folder))} characters"
        checkout.first_seconds = seconds
        checkout.sql("CREATE TABLE kept (word text)")
        checkout.sql("INSERT INTO kept VALUES ('still here')")
        report["Ctrl-C"] = f"{checkout.end(signal.SIGINT):.1f} s"
        yield checkout
    finally:
        checkout.kill_all()
        shutil.rmtree(folder)


@pytest.fixture
def demo(home: Checkout) -> Iterator[Checkout]:
    """The running demo; whatever a test did to it, its data must be there at the end."""
    home.start()
    yield home
    if home.running().poll() is None:
        home.end(signal.SIGTERM)
    home.start()
    assert home.sql("SELECT word FROM kept") == [("still here",)]
    home.end(signal.SIGTERM)


def test_first_run_takes_less_than_two_minutes_on_a_machine_with_nothing_else_to_do(home: Checkout) -> None:
    assert home.first_seconds < 120


def test_later_run_is_quick_and_keeps_the_data(home: Checkout, report: Report) -> None:
    seconds = home.start()
    report["later run"] = f"{seconds:.1f} s"
    assert seconds < 15
    assert home.sql("SELECT word FROM kept") == [("still here",)]
    home.end(signal.SIGTERM)


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_signal_ends_every_process_and_frees_the_port(demo: Checkout, sign: signal.Signals) -> None:
    demo.end(sign)
    assert not demo.processes()
    with socket.socket() as plain:
        plain.bind(("127.0.0.1", demo.port))


def test_kill_of_everything_loses_nothing(demo: Checkout, report: Report) -> None:
    demo.sql("INSERT INTO kept VALUES ('just now')")
    demo.kill_all()
    seconds = demo.start()
    report["run after kill -9 of everything"] = f"{seconds:.1f} s"
    assert demo.sql("DELETE FROM kept WHERE word = 'just now' RETURNING word") == [("just now",)]


def test_run_after_a_kill_ends_the_orphans_that_hold_the_port(demo: Checkout) -> None:
    orphans = set(demo.processes("manage.py serve")) - {demo.server("manage.py serve")}
    supervisor = demo.server("manage.py demo")
    os.kill(supervisor, signal.SIGSTOP)  # or it would start again what is killed before it
    demo.kill(set(demo.processes()) - orphans - {supervisor})
    demo.kill([supervisor])
    demo.running().wait()
    assert orphans <= set(demo.processes("manage.py serve"))
    demo.start()
    assert not orphans & set(demo.processes())


def test_kill_of_make_and_supervisor_takes_site_and_worker_along(demo: Checkout) -> None:
    demo.kill(demo.processes("manage.py demo"))
    demo.wait(lambda: not demo.processes("manage.py serve") and not demo.processes("procrastinate"))
    assert demo.processes("postgres")
    demo.start()


@pytest.mark.parametrize(
    "word", ["manage.py serve", "procrastinate", "newsroom.demo.sandbox", "bin/postgres"]
)
def test_process_that_ends_by_itself_is_started_again(demo: Checkout, word: str) -> None:
    ended = demo.server(word)
    demo.kill([ended])
    demo.wait(lambda: ended not in demo.processes() and demo.processes(word) and demo.answers())
    demo.wait(lambda: len(demo.processes("manage.py serve")) == 3 and demo.processes("procrastinate"))
    assert demo.sql("SELECT word FROM kept") == [("still here",)]


def test_web_worker_that_ends_is_started_again(demo: Checkout) -> None:
    ended = max(demo.processes("manage.py serve"))
    demo.kill([ended])
    demo.wait(lambda: ended not in demo.processes())
    demo.wait(lambda: len(demo.processes("manage.py serve")) == 3 and demo.answers())


def test_books_hold_ninety_days_that_were_paid_at_the_sandbox(demo: Checkout) -> None:
    assert demo.books() == demo.sandbox_books()
    spread = (
        "SELECT count(*), max(paid_at) > now() - interval '7 days', min(paid_at) < now() - interval '80 days'"
    )
    [(count, *is_spread)] = demo.sql(f"{spread} FROM donations_payment WHERE paid_at < now()")
    assert isinstance(count, int)
    assert count >= 120
    assert is_spread == [True, True]
    assert demo.sql("SELECT DISTINCT status FROM donations_letter") == [("sent",)]
    # Each has its line of the balance: a new newsroom has nothing to be put right.
    assert demo.sql("SELECT count(*) FROM eventually_payment_without_line") == [(0,)]
    statuses = {status for (status,) in demo.sql("SELECT status FROM donations_contribution")}
    assert statuses >= {
        "paid",
        "active",
        "past_due",
        "lapsed",
        "cancelled",
        "processing",
        "failed",
        "expired",
    }


def test_demo_at_rest_takes_at_most_500_megabytes(demo: Checkout, report: Report) -> None:
    assert demo.answers()
    sizes = demo.megabytes()
    report["at rest"] = f"{sum(sizes.values()):.0f} MB in {len(sizes)} processes"
    report.update({f"    {name}": f"{size:.0f} MB" for name, size in sizes.items() if size > 5})
    assert sum(sizes.values()) <= 500


def test_second_demo_in_the_same_folder_is_refused_in_one_sentence(demo: Checkout) -> None:
    log = demo.log.read_text()
    said = demo.refused()
    demo.log.write_text(log)
    assert "The demo of this folder is running already" in said
    assert "Traceback" not in said
    assert demo.answers()


def test_two_checkouts_run_side_by_side(demo: Checkout, report: Report) -> None:
    folder = Path(tempfile.mkdtemp(prefix="newsroom demo "))
    second = copy_to(folder)
    try:
        second.port = demo.port
        assert "Port" in second.refused()
        second.port = Checkout(folder).port
        second.sandbox_port = demo.sandbox_port
        assert "SANDBOX_PORT=" in second.refused()
        second.sandbox_port = Checkout(folder).sandbox_port
        report["second checkout"] = f"{second.start():.1f} s"
        assert second.sql("SELECT to_regclass('kept')") == [(None,)]
        assert second.books() == second.sandbox_books() != demo.sandbox_books()
        second.kill_all()
        assert demo.answers()
        second.start()
        demo.end(signal.SIGTERM)
        assert second.answers()
        second.end(signal.SIGINT)
        assert not second.processes()
    finally:
        second.kill_all()
        shutil.rmtree(folder)


def test_copy_of_a_folder_with_its_data_runs_beside_the_original(demo: Checkout) -> None:
    folder = Path(tempfile.mkdtemp(prefix="newsroom demo "))
    demo.kill_all()
    shutil.copytree(demo.folder, folder / "copy of it", symlinks=True)
    copy = Checkout(folder / "copy of it")
    try:
        demo.start()
        copy.start()
        copy.sql("DELETE FROM kept")
        assert demo.sql("SELECT word FROM kept") == [("still here",)]
        copy.end(signal.SIGTERM)
        assert demo.answers()
    finally:
        copy.kill_all()
        shutil.rmtree(folder)


def test_reset_starts_afresh(home: Checkout) -> None:
    home.start("demo-reset")
    assert home.sql("SELECT to_regclass('kept')") == [(None,)]
    home.end(signal.SIGTERM)


def test_books_that_were_half_filled_are_filled_anew(home: Checkout) -> None:
    home.make = home.popen("demo-reset")
    state = home.folder / "var" / "sandbox.json"
    home.wait(lambda: "Filling the books" in home.log.read_text())
    home.wait(lambda: state.is_file() and state.stat().st_size > 500_000)
    home.kill_all()
    home.start()
    assert len(home.books()) >= 120
    assert home.books() == home.sandbox_books()
    home.end(signal.SIGTERM)
