"""Each defence of the books holds by itself, also where another one would have hidden that it is gone."""

import datetime
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from django.db import IntegrityError, OperationalError, connection, transaction
from django.utils import timezone

from donations import gateway, ledger, letters
from donations.ledger import writing
from donations.models import Contribution, Finding, Letter, Payment, StripeEvent
from tests.donations.processor import Processor

pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime.datetime(2026, 11, 23, 12, 6, tzinfo=datetime.UTC)


def contribution(**changes: Any) -> Contribution:
    """Make a raw row, since every combination is to be tried."""
    values = {"interval": "once", "amount": 1250, "currency": "EUR", "form_token": uuid4()}
    return Contribution.objects.create(**({"expires_at": NOW, "status": "open"} | values | changes))


def payment(of: Contribution, **changes: Any) -> Payment:
    values = {"contribution": of, "provider_payment_id": "pi_1", "amount": 1250, "currency": "EUR"}
    return Payment.objects.create(**(values | {"paid_at": NOW} | changes))


def letter(of: Contribution, **changes: Any) -> Letter:
    values = {"contribution": of, "kind": "failed_renewal", "dedupe_key": "failed_renewal:in_1"}
    return Letter.objects.create(**({"language": "en", "next_at": NOW, "created_at": NOW} | values | changes))


def event(**changes: Any) -> StripeEvent:
    values = {"event_id": "evt_1", "type": "v1.invoice.paid", "object_id": "in_1", "outcome": "waiting"}
    return StripeEvent.objects.create(**(values | changes))


def finding(**changes: Any) -> Finding:
    values = {"kind": "orphan", "provider_id": "pi_1", "dedupe_key": "orphan:pi_1", "found_at": NOW}
    return Finding.objects.create(**(values | changes))


@contextmanager
def held(row: Any) -> Iterator[None]:
    """Let another process hold this row's lock; whoever waits for it here gives up soon."""
    url = connection.get_connection_params()
    names = {name: url[name] for name in ("dbname", "user", "password", "host", "port") if url.get(name)}
    with psycopg.connect(**names) as other, connection.cursor() as cursor:
        other.execute(f"SELECT 1 FROM {row._meta.db_table} WHERE id = %s FOR UPDATE", [row.pk])
        cursor.execute("SET lock_timeout = '100ms'")
        yield
        cursor.execute("RESET lock_timeout")


def test_sync_waits_for_the_contribution_that_another_process_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    mine = contribution(session_id="cs_1")
    snapshot = gateway.Snapshot(reference=str(mine.public_id), status="expired", session_id="cs_1")
    monkeypatch.setattr(gateway, "fetch", lambda *args, **kwargs: snapshot)
    with held(mine), pytest.raises(OperationalError, match="lock timeout"):
        ledger.sync(gateway.Kind.SESSION, "cs_1")
    ledger.sync(gateway.Kind.SESSION, "cs_1")
    mine.refresh_from_db()
    assert mine.status == "expired"


def test_begin_waits_for_the_contribution_that_another_process_holds() -> None:
    mine = contribution()
    choice = ledger.Choice(interval="once", amount=500, currency="EUR", language="en")
    with held(mine), pytest.raises(OperationalError, match="lock timeout"):
        ledger.begin(choice=choice, token=mine.form_token)


def test_workers_pass_over_what_another_one_has_claimed() -> None:
    with held(event()):
        assert ledger.drain() == 0
    with held(letter(contribution())):
        assert letters.send_due() == 0


def test_a_row_that_changed_under_the_lock_is_not_written_over() -> None:
    mine = contribution(session_id="cs_1")
    Contribution.objects.filter(pk=mine.pk).update(sync_seq=7)
    money: dict[str, Any] = {"amount": 1250, "currency": "EUR"}
    fact = gateway.PaymentFact(provider_payment_id="pi_1", asked=1250, paid_at=NOW, **money)
    said: dict[str, Any] = {"reference": str(mine.public_id), "session_id": "cs_1", "interval": "once"}
    snapshot = gateway.Snapshot(status="paid", payments=(fact,), **said, **money)
    with pytest.raises(writing.LostRace), transaction.atomic():
        writing.apply(mine, snapshot, number=8)
    mine.refresh_from_db()
    assert (mine.status, Payment.objects.count(), Letter.objects.count()) == ("open", 0, 0)


FORM = uuid4()
TWICE: dict[str, Callable[[], object]] = {
    "a payment": lambda: [payment(contribution()) for _ in range(2)],
    "a letter": lambda: [letter(contribution()) for _ in range(2)],
    "an event": lambda: [event() for _ in range(2)],
    "a finding": lambda: [finding() for _ in range(2)],
    "a form": lambda: [contribution(form_token=FORM) for _ in range(2)],
    "a payment page": lambda: [contribution(session_id="cs_1") for _ in range(2)],
    "a subscription": lambda: [contribution(interval="month", subscription_id="sub_1") for _ in range(2)],
}


@pytest.mark.parametrize("what", TWICE)
def test_nothing_is_in_the_books_twice(what: str) -> None:
    with pytest.raises(IntegrityError, match="duplicate key"):
        TWICE[what]()


NEVER: dict[str, Callable[[], object]] = {
    "contribution_recurring_statuses": lambda: contribution(status="active"),
    "contribution_paid_is_once": lambda: contribution(interval="month", status="paid"),
    "contribution_amount": lambda: contribution(amount=0),
    "contribution_currency": lambda: contribution(currency="XXX"),
    "payment_amount": lambda: payment(contribution(), amount=-1),
    "payment_currency": lambda: payment(contribution(), currency="eur"),
    "letter_receipt_has_payment": lambda: letter(contribution(), kind="receipt"),
    "event_outcome": lambda: event(outcome="done"),
}


@pytest.mark.parametrize("constraint", NEVER)
def test_the_database_refuses_what_can_never_be(constraint: str) -> None:
    with pytest.raises(IntegrityError, match=constraint):
        NEVER[constraint]()


def test_a_subscription_is_active_with_its_first_direct_debit_and_not_before(processor: Processor) -> None:
    choice = ledger.Choice(interval="month", amount=900, currency="EUR", language="en")
    mine = ledger.begin(choice=choice, token=uuid4()).contribution
    mine.refresh_from_db()
    processor.pay(mine, means="sepa")
    ledger.sync_contribution(mine)
    mine.refresh_from_db()
    theirs = next(iter(processor.core.world.table("subscription").values()))
    assert (theirs["status"], mine.status) == ("active", "processing")
    assert ledger.broken() == []
    processor.control("clock", days=2)
    ledger.sync_contribution(mine)
    mine.refresh_from_db()
    assert (mine.status, mine.payments.get().amount) == ("active", 900)
    assert ledger.broken(ledger.invariants.ALWAYS) == []


def test_an_active_subscription_without_any_money_is_shown() -> None:
    row = contribution(interval="month", status="active", subscription_id="sub_1", changed_at=timezone.now())
    assert [(one.what, one.row_id) for one in ledger.broken()] == [("always_paid_without_payment", row.pk)]
