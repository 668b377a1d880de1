"""The sandbox as a process that is killed and started again, and as a deterministic part of a simulation."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
import requests
import stripe

from newsroom.demo.sandbox import Stripe
from newsroom.demo.sandbox.inprocess import InProcess
from tests.demo.sandbox.sandboxes import PRODUCT, START, Clock, session_params
from tests.house.tree import ROOT
from tests.patience import PATIENCE

pytestmark = pytest.mark.processes


def launch(state: Path, *more: str) -> tuple[subprocess.Popen[str], str]:
    """Start the sandbox as a process and return it with its URL."""
    arguments = ("--port", "0", "--state", str(state), "--product", PRODUCT, *more)
    process = subprocess.Popen(
        [sys.executable, "-m", "newsroom.demo.sandbox", *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout
    return process, process.stdout.readline().split()[-1]


def finish(process: subprocess.Popen[str], number: int) -> int:
    process.send_signal(number)
    code = process.wait(PATIENCE)
    if process.stdout:
        process.stdout.close()
    return code


def client_of(origin: str, transport: stripe.HTTPClient) -> stripe.StripeClient:
    return stripe.StripeClient("sk_test_x", http_client=transport, base_addresses={"api": origin})


def with_client(origin: str, act: Callable[[stripe.StripeClient], Any]) -> Any:
    transport: Any = stripe.RequestsClient(timeout=PATIENCE)
    try:
        return act(client_of(origin, transport))
    finally:
        transport.close()


def make_session(client: stripe.StripeClient) -> Any:
    params = session_params(expires_at=int(time.time()) + 3600)
    return client.v1.checkout.sessions.create(params, {"idempotency_key": "k"})


def test_killed_and_started_again_it_has_forgotten_nothing(tmp_path: Path) -> None:
    state = tmp_path / "deep" / "sandbox.json"
    process, origin = launch(state)
    session = with_client(origin, make_session)
    form = {"session": session.id, "email": "a@example.org"}
    requests.post(f"{origin}/_control/pay", json=form, timeout=PATIENCE)
    requests.post(f"{origin}/_control/clock", json={"days": 10}, timeout=PATIENCE)
    books = requests.get(f"{origin}/_control/books", timeout=PATIENCE).json()
    finish(process, signal.SIGKILL)
    with state.open("a") as file:
        file.write('[["journal", "99", {"number"')
    process, origin = launch(state)
    assert requests.get(f"{origin}/_control/books", timeout=PATIENCE).json() == books
    assert requests.get(f"{origin}/_control/clock", timeout=PATIENCE).json()["offset"] == 864_000
    found = with_client(origin, lambda client: client.v1.checkout.sessions.retrieve(session.id))
    assert found.payment_status == "paid"
    assert finish(process, signal.SIGTERM) == 0


def test_what_was_not_delivered_before_the_kill_is_delivered_after(tmp_path: Path) -> None:
    state = tmp_path / "sandbox.json"
    hook = ("--webhook-url", "http://127.0.0.1:9/webhook", "--webhook-secret", "whsec_x")
    process, origin = launch(state, *hook)
    session = with_client(origin, make_session)
    requests.post(f"{origin}/_control/expire", json={"session": session.id}, timeout=PATIENCE)
    finish(process, signal.SIGKILL)
    process, origin = launch(state, *hook)
    [waiting] = requests.get(f"{origin}/_control/deliveries", timeout=PATIENCE).json()["waiting"]
    assert (waiting["type"], waiting["object"]) == ("v1.checkout.session.expired", session.id)
    assert finish(process, signal.SIGINT) == 0


def test_a_taken_port_is_said(tmp_path: Path) -> None:
    process, origin = launch(tmp_path / "one")
    taken = subprocess.run(
        [sys.executable, "-m", "newsroom.demo.sandbox", "--port", origin.rpartition(":")[2]],
        cwd=ROOT,
        capture_output=True,
        text=True,
        env=os.environ,
        check=False,
    )
    assert taken.returncode == 1
    assert "cannot use port" in taken.stderr
    finish(process, signal.SIGTERM)


def history(seed: int) -> Any:
    """Run through a year: the same seed, the same clock, the same calls."""
    clock, random = Clock(), Random(seed)
    core = Stripe(wall=clock, random=random)
    core.make_product(PRODUCT)
    core.deliver_to("http://127.0.0.1:9/webhook", "whsec_x")
    client = client_of("http://127.0.0.1:9", InProcess(core))
    core.faults.add(kind="dropped", rate=0.3, times=None)
    core.faults.add(kind="shuffled", rate=0.5, times=None)
    for means in ("succeeds", "sepa", "sepa_fails", "declined"):
        session = client.v1.checkout.sessions.create(
            session_params("subscription"), {"idempotency_key": means}
        )
        core.pay(session.id, email="a@example.org", means=means)
    seen = []
    for _ in range(60):
        clock.now += 86_400
        core.tick()
        for delivery in core.outbox.take():
            seen.append(delivery)
            core.outbox.answered(delivery, 200 if random.random() < 0.8 else None)
    tables = {name: rows for name, rows in core.world.tables.items() if name != "journal"}
    return seen, json.dumps(tables), core.books()


def test_the_same_seed_is_the_same_history() -> None:
    assert history(7) == history(7)
    assert history(7)[1] != history(8)[1]


def test_in_process_a_lost_or_late_answer_is_a_connection_error() -> None:
    core = Stripe(wall=lambda: START, random=Random(1))
    waits: list[float] = []
    core.make_product(PRODUCT)
    client = stripe.StripeClient(
        "sk_test_x", http_client=InProcess(core, pause=waits.append), max_network_retries=2
    )
    core.faults.add(kind="closed_after_commit", times=1)
    core.faults.add(kind="delayed", seconds=60, times=1)
    session = client.v1.checkout.sessions.create(session_params(), {"idempotency_key": "k"})
    assert len(core.world.table("checkout.session")) == 1
    assert session.id in core.world.table("checkout.session")
    core.faults.add(kind="delayed", seconds=60, times=3)
    with pytest.raises(stripe.APIConnectionError):
        client.v1.checkout.sessions.retrieve(session.id)
    assert 15 in waits


def test_a_picture_can_be_come_back_to() -> None:
    clock = Clock()
    core = Stripe(wall=clock, random=Random(3))
    core.make_product(PRODUCT)
    core.deliver_to("http://127.0.0.1:9/webhook", "whsec_x")
    client = client_of("http://127.0.0.1:9", InProcess(core))
    session = client.v1.checkout.sessions.create(session_params("subscription"), {"idempotency_key": "k"})
    core.faults.add(kind="shuffled", times=None)
    picture, futures = core.picture(), []
    for _ in range(2):
        core.restore(picture)
        core.pay(session.id, email="a@example.org", means="sepa")
        core.advance(40 * 86_400)
        futures.append(([delivery.id for delivery in core.outbox.take()], core.books()))
    assert futures[0] == futures[1]
    assert len(futures[0][1]) == 2
