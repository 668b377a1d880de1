"""`manage.py reconcile` applies changes without an event; with `--check` it only compares."""

import datetime
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django import app as queue
from pytest_django import Settings

from donations import gateway, ledger, letters, tasks
from donations.models import By, Contribution, Erasure, Letter, Payment, StripeEvent
from newsroom.core import locks
from tests.donations.giving import Supporter
from tests.donations.processor import READER, Processor
from tests.patience import PATIENCE

pytestmark = pytest.mark.django_db(transaction=True)


def run(*flags: str) -> tuple[str, bool]:
    """Return what it printed, and whether it ended well."""
    out = StringIO()
    try:
        call_command("reconcile", *flags, stdout=out)
    except CommandError as error:
        return out.getvalue() + str(error), False
    return out.getvalue(), True


def let_time_pass(minutes: int = 20) -> None:
    earlier = timezone.now() - datetime.timedelta(minutes=minutes)
    Contribution.objects.update(changed_at=earlier)


@pytest.fixture
def paid_unheard(supporter: Supporter, processor: Processor) -> Contribution:
    """A contribution that was paid, and whose event was not delivered."""
    supporter.give("once", "EUR", "12.50")
    contribution = Contribution.objects.get()
    processor.pay(contribution)
    let_time_pass()
    return contribution


def rows() -> list[object]:
    return [list(model.objects.values()) for model in (Contribution, Payment, Letter, StripeEvent)]


def test_check_fails_on_a_payment_that_is_not_in_the_books_and_changes_nothing(
    paid_unheard: Contribution, processor: Processor
) -> None:
    before = rows()
    said, is_good = run("--check")
    paid = processor.books()[0]["payment_intent"]
    assert not is_good
    assert f"payment  {paid}: here nothing, there 12.50 EUR" in said
    assert f"status   {paid_unheard.session_id}: here open, there paid" in said
    assert rows() == before


def test_without_check_it_is_healed_and_then_nothing_differs(paid_unheard: Contribution) -> None:
    said, _is_good = run()
    assert "1 open payment pages" in said
    assert Payment.objects.get().amount == 1250
    letters.send_due()
    said, is_good = run("--check")
    assert is_good, said
    assert "all subscriptions: 0" in said


def test_a_renewal_that_nobody_told_of_is_found_and_healed(
    supporter: Supporter, processor: Processor
) -> None:
    supporter.give("month", "USD", preset=900)
    processor.pay(Contribution.objects.get())
    run()
    processor.control("clock", days=32)
    said, is_good = run("--check")
    assert not is_good
    assert "here nothing, there 9.00 USD" in said
    run()
    assert Payment.objects.count() == 2


def test_another_amount_or_a_payment_that_the_processor_does_not_know_is_a_difference(
    paid_unheard: Contribution,
) -> None:
    ledger.sync_contribution(paid_unheard)
    Payment.objects.update(amount=1251)
    assert "here 12.51 EUR, there 12.50 EUR" in run("--check")[0]
    Payment.objects.update(amount=1250, provider_payment_id="pi_ghost")
    said = run("--check")[0]
    assert "payment  pi_ghost: here 12.50 EUR, there nothing" in said


def test_a_processor_that_is_down_is_said_in_a_sentence(
    paid_unheard: Contribution, processor: Processor
) -> None:
    processor.fault("closed_before", path="/v1/checkout/sessions", times=50)
    said, is_good = run("--check")
    assert not is_good
    assert "The processor did not answer" in said


def test_what_waits_for_people_makes_it_fail(supporter: Supporter, processor: Processor) -> None:
    StripeEvent.objects.create(event_id="evt_1", type="v1.invoice.paid", object_id="in_1", outcome="waiting")
    StripeEvent.objects.update(received_at=timezone.now() - datetime.timedelta(days=3))
    said, is_good = run("--check")
    assert not is_good
    assert "eventually_event_waiting" in said


def test_closed_books_are_a_sentence(settings: Settings) -> None:
    settings.STRIPE_SECRET_KEY = ""
    assert run() == ("Contributions are closed: see docs/how-to/take-contributions.md.", False)


def test_the_worker_reconciles_every_ten_minutes_and_everything_every_night() -> None:
    times = {task.task.name: task.cron for task in queue.periodic_registry.periodic_tasks.values()}
    assert times["donations.reconcile"] == "*/10 * * * *"
    assert times["donations.reconcile_everything"] == "17 3 * * *"


def test_a_subscription_that_the_processor_does_not_know_is_a_difference_and_hides_no_other(
    supporter: Supporter, paid_unheard: Contribution
) -> None:
    supporter.give("month", "EUR", preset=900)
    Contribution.objects.filter(interval="month").update(subscription_id="sub_ghost", status="active")
    said, is_good = run("--check")
    assert not is_good
    assert "status   sub_ghost: here active, there nothing" in said
    assert "here nothing, there 12.50 EUR" in said


@pytest.mark.parametrize("days", ["0", "-1", "3651", "99999999999", "9" * 5000, "0" * 20 + "30", "٣", "many"])
def test_days_that_cannot_be_are_refused_in_a_sentence(days: str) -> None:
    with pytest.raises(CommandError, match=r"--days: must be a number from 1 to 3650\.$"):
        call_command("reconcile", "--check", "--days", days)


def due_receipt(contribution: Contribution, processor: Processor) -> Callable[[], bool]:
    ledger.sync_contribution(contribution)
    return lambda: Letter.objects.filter(kind="receipt", status="sent").exists()


def event_of_a_payment(contribution: Contribution, processor: Processor) -> Callable[[], bool]:
    ledger.take_in(
        gateway.Notice(
            event_id="evt_1",
            type="v1.checkout.session.completed",
            object_id=str(contribution.session_id),
            is_ours=True,
        )
    )
    return lambda: Letter.objects.filter(kind="receipt", status="sent").exists()


def request_for_a_link(contribution: Contribution, processor: Processor) -> Callable[[], bool]:
    ledger.sync_contribution(contribution)
    ledger.ask_for_link(READER, language="en")
    return lambda: Letter.objects.filter(kind="link", status="sent").exists()


def wish_to_end(contribution: Contribution, processor: Processor) -> Callable[[], bool]:
    Supporter().give("month", "EUR", "9")
    regular = Contribution.objects.get(interval="month")
    processor.pay(regular)
    ledger.sync_contribution(regular)
    ledger.end(Contribution.objects.get(pk=regular.pk), by=By.SUPPORTER)
    return lambda: Contribution.objects.get(pk=regular.pk).status == "cancelled"


def wish_to_be_forgotten(contribution: Contribution, processor: Processor) -> Callable[[], bool]:
    ledger.sync_contribution(contribution)
    supporter = Contribution.objects.get(pk=contribution.pk).supporter
    assert supporter
    ledger.forget(supporter)
    return lambda: Erasure.objects.filter(ended_at__isnull=False).exists()


@pytest.mark.parametrize(
    "wait_for",
    [due_receipt, event_of_a_payment, request_for_a_link, wish_to_end, wish_to_be_forgotten],
    ids=lambda made: made.__name__,
)
def test_a_long_run_delays_nothing_that_somebody_waits_for(
    paid_unheard: Contribution,
    processor: Processor,
    monkeypatch: pytest.MonkeyPatch,
    wait_for: Callable[[Contribution, Processor], Callable[[], bool]],
) -> None:
    is_done = wait_for(paid_unheard, processor)
    began, may_end = threading.Event(), threading.Event()

    def takes_long(**how: object) -> None:
        began.set()
        assert may_end.wait(PATIENCE)

    monkeypatch.setattr(ledger, "reconcile", takes_long)
    tasks.reconcile_everything.defer()
    tasks.work_through.defer()
    seen: list[bool] = []
    looking = threading.Thread(target=_look, args=(is_done, began, may_end, seen))
    looking.start()
    connector: Any = queue.connector
    with queue.replace_connector(connector.get_worker_connector()) as worker:
        worker.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)
    looking.join()
    assert seen == [True]


def _look(
    is_done: Callable[[], bool], began: threading.Event, may_end: threading.Event, seen: list[bool]
) -> None:
    """Wait until it is done while the run takes long, and let the run end."""
    assert began.wait(PATIENCE)
    until = time.monotonic() + PATIENCE
    while not is_done() and time.monotonic() < until:
        time.sleep(0.05)
    seen.append(is_done())
    may_end.set()
    connection.close()


def test_two_runs_do_not_meet(monkeypatch: pytest.MonkeyPatch) -> None:
    runs: list[dict[str, object]] = []
    monkeypatch.setattr(ledger, "reconcile", lambda **how: runs.append(how))
    with ThreadPoolExecutor(1) as other, locks.alone(tasks.RECONCILE):
        other.submit(_and_close, tasks.reconcile).result(PATIENCE)
        assert runs == []
        night = other.submit(_and_close, tasks.reconcile_everything)
    night.result(PATIENCE)
    assert runs == [{"everything": True}]


def _and_close(task: Callable[[], None]) -> None:
    task()
    connection.close()
