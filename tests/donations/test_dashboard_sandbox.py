"""Somebody works in the processor's dashboard: the books follow, and every line is still in them."""

import datetime
from typing import Any

import pytest
import stripe

from donations import gateway, ledger
from donations.models import Contribution, Finding, Movement
from tests.donations.giving import Supporter
from tests.donations.processor import Processor

pytestmark = pytest.mark.django_db(transaction=True)


class Dashboard:
    """A subscription of 9 EUR a month that was paid once, and what is done to it at the processor."""

    def __init__(self, supporter: Supporter, processor: Processor) -> None:
        self.processor = processor
        supporter.give("month", "EUR", "9")
        self.row = Contribution.objects.get()
        processor.pay(self.row)
        self.look()

    def look(self) -> Contribution:
        """Sync, check that every line is in the books, and return the contribution."""
        ledger.sync_contribution(self.row)
        self.row.refresh_from_db()
        table = self.processor.core.world.table("balance_transaction").values()
        assert {one["id"] for one in table} == set(Movement.objects.values_list("transaction_id", flat=True))
        assert ledger.broken(ledger.invariants.ALWAYS) == []
        return self.row

    def do(self, what: str, **how: object) -> Contribution:
        self.processor.control(what, subscription=self.row.subscription_id, **how)
        return self.look()

    def edit(self, **changes: Any) -> Contribution:
        """Change what no control changes, as the processor's dashboard can."""
        world = self.processor.core.world
        world.save(world.find(str(self.row.subscription_id)) | changes)
        return self.look()

    def let_pass(self, days: int) -> Contribution:
        self.processor.control("clock", days=days)
        return self.look()


@pytest.fixture
def dashboard(supporter: Supporter, processor: Processor) -> Dashboard:
    return Dashboard(supporter, processor)


def test_the_next_payment_is_the_end_of_the_period(dashboard: Dashboard) -> None:
    theirs = dashboard.processor.core.world.find(str(dashboard.row.subscription_id))
    assert dashboard.row.next_at
    assert dashboard.row.next_at.timestamp() == theirs["items"]["data"][0]["current_period_end"]


def test_a_pause_is_followed_until_it_is_over(dashboard: Dashboard) -> None:
    row = dashboard.do("pause", days=40)
    assert (row.status, row.next_at, bool(row.resumes_at)) == ("paused", None, True)
    row = dashboard.let_pass(35)
    assert (row.status, row.payments.count()) == ("paused", 1)
    row = dashboard.let_pass(35)
    assert (row.status, row.resumes_at) == ("active", None)
    assert row.payments.count() >= 2
    row = dashboard.do("pause")
    assert (row.status, row.resumes_at) == ("paused", None)
    assert dashboard.do("resume").status == "active"


def test_another_amount_is_followed_and_has_a_history(dashboard: Dashboard) -> None:
    assert dashboard.do("price", sum="20.00").amount == 2000
    row = dashboard.let_pass(32)
    assert sorted(row.payments.values_list("amount", flat=True)) == [900, 2000]
    assert [(term.amount, term.by) for term in row.terms.all()] == [(2000, "processor"), (900, "form")]
    assert not Finding.objects.exists()


def test_an_end_at_a_set_time_is_told_at_once(dashboard: Dashboard) -> None:
    row = dashboard.do("cancel", when="later", days=7)
    assert (row.status, bool(row.ends_at), row.next_at, row.ended_at) == ("active", True, None, None)
    row = dashboard.do("cancel", when="never")
    assert (row.status, row.ends_at) == ("active", None)
    assert row.next_at
    dashboard.do("cancel", when="later", days=7)
    row = dashboard.let_pass(8)
    assert (row.status, bool(row.ended_at), row.end_reason) == ("cancelled", True, "cancellation_requested")
    assert row.payments.count() == 1


def test_unpaid_and_paid_again_is_followed(dashboard: Dashboard) -> None:
    dashboard.processor.control("settings", after_retries="unpaid")
    dashboard.do("cards", means="declined")
    row = dashboard.let_pass(40)
    assert row.status == "lapsed"
    dashboard.do("cards", means="succeeds")
    invoices = dashboard.processor.core.world.table("invoice").values()
    for invoice in [one for one in invoices if one["status"] == "open"]:
        dashboard.processor.control("invoice", invoice=invoice["id"], act="pay")
    row = dashboard.let_pass(1)
    assert row.status == "active"
    assert row.payments.count() >= 2
    assert not Finding.objects.exists()


def test_what_is_mended_between_two_answers_never_failed(
    dashboard: Dashboard, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = stripe.InvoiceService.list

    def mend_and_list(*given: Any, **how: Any) -> Any:
        subscription = dashboard.row.subscription_id
        dashboard.processor.control("cards", subscription=subscription, means="succeeds")
        for invoice in dashboard.processor.core.world.table("invoice").values():
            if invoice["status"] == "open":
                dashboard.processor.control("invoice", invoice=invoice["id"], act="pay")
        return listed(*given, **how)

    dashboard.processor.control("cards", subscription=dashboard.row.subscription_id, means="declined")
    dashboard.processor.control("clock", days=32)
    monkeypatch.setattr(stripe.InvoiceService, "list", mend_and_list)
    row = dashboard.look()
    assert (row.status, row.payments.count()) == ("active", 2)


def test_a_customer_who_was_deleted_has_ended(dashboard: Dashboard) -> None:
    customer = dashboard.row.customer_id
    dashboard.processor.control("customers/delete", customer=customer)
    notice = gateway.Notice(event_id="evt_1", type="v1.customer.deleted", object_id=customer, is_ours=True)
    ledger.take_in(notice)
    ledger.drain()
    row = dashboard.look()
    assert row.status == "cancelled"
    assert row.supporter


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"status": "trialing"}, "active"),
        ({"status": "paused"}, "paused"),
        ({"status": "past_due"}, "past_due"),
        ({"status": "unpaid"}, "lapsed"),
        ({"collection_method": "send_invoice", "days_until_due": 14}, "active"),
        ({"pause_collection": {"behavior": "keep_as_draft", "resumes_at": None}}, "paused"),
        ({"cancel_at": 1_700_000_000}, "active"),
    ],
    ids=str,
)
def test_whatever_it_stands_at_is_followed_there_and_back(
    dashboard: Dashboard, changes: dict[str, Any], status: str
) -> None:
    world = dashboard.processor.core.world
    before = {name: world.find(str(dashboard.row.subscription_id))[name] for name in changes}
    assert dashboard.edit(**changes).status == status
    assert dashboard.edit(**before).status == "active"
    assert not Finding.objects.exists()


def test_twice_the_quantity_is_another_amount(dashboard: Dashboard) -> None:
    items = dashboard.processor.core.world.find(str(dashboard.row.subscription_id))["items"]
    [item] = items["data"]
    row = dashboard.edit(items=items | {"data": [item | {"quantity": 2}]})
    assert row.amount == 1800
    row = dashboard.let_pass(32)
    assert row.payments.order_by("-paid_at").values_list("amount", flat=True)[0] == 1800
    assert not Finding.objects.exists()


def test_a_year_in_place_of_a_month_is_billed_at_once_and_followed(dashboard: Dashboard) -> None:
    row = dashboard.do("price", sum="90.00", interval="year")
    assert (row.interval, row.amount) == ("year", 9000)
    assert sorted(row.payments.values_list("amount", flat=True)) == [900, 9000]
    assert row.next_at
    assert not Finding.objects.exists()


def test_an_invoice_that_was_paid_outside_the_processor_stops_nothing(dashboard: Dashboard) -> None:
    """Its payment has no payment intent: the library has no such attribute then."""
    dashboard.let_pass(32)
    world = dashboard.processor.core.world
    [*_older, newest] = world.table("invoice_payment").values()
    world.save(newest | {"payment": {"type": "payment_record", "payment_record": "prec_1"}})
    ledger.sync_contribution(dashboard.row)
    dashboard.row.refresh_from_db()
    assert dashboard.row.status == "active"


@pytest.mark.parametrize(
    "day", ["2028-02-29T23:30", "2027-01-31T12:00", "2027-03-28T01:30", "2026-12-31T23:59"]
)
def test_the_next_payment_is_the_moment_that_the_processor_names(dashboard: Dashboard, day: str) -> None:
    at = datetime.datetime.fromisoformat(f"{day}+00:00")
    items = dashboard.processor.core.world.find(str(dashboard.row.subscription_id))["items"]
    [item] = items["data"]
    changed = item | {"current_period_end": int(at.timestamp())}
    assert dashboard.edit(items=items | {"data": [changed]}).next_at == at


def test_a_pause_over_the_end_of_a_period_names_the_next_one_afterwards(dashboard: Dashboard) -> None:
    dashboard.do("pause", days=40)
    row = dashboard.let_pass(45)
    theirs = dashboard.processor.core.world.find(str(row.subscription_id))["items"]["data"][0]
    assert row.next_at
    assert row.next_at.timestamp() == theirs["current_period_end"]
