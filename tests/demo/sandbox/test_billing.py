"""The sandbox's subscriptions: renewals, cards that fail and are mended, direct debits, the end."""

import datetime
from collections.abc import Iterator
from typing import Any

import pytest
import stripe

from tests.demo.sandbox.sandboxes import START, Setting, running

MONTH = 31


@pytest.fixture
def world() -> Iterator[Setting]:
    with running() as setting:
        yield setting


def subscription_of(world: Setting, session: Any) -> Any:
    return world.client.v1.subscriptions.retrieve(session.subscription, params={"expand": ["customer"]})


def invoices_of(world: Setting, session: Any) -> list[Any]:
    params: Any = {"subscription": session.subscription, "limit": 100, "expand": ["data.payments"]}
    return list(world.client.v1.invoices.list(params).auto_paging_iter())


def days_on(world: Setting, days: int) -> None:
    world.control("clock", days=days)


def events(world: Setting) -> list[str]:
    return [str(event.type) for event in world.client.v1.events.list({"limit": 100}).data][::-1]


def test_a_subscription_exists_only_after_its_payment(world: Setting) -> None:
    session = world.start("subscription")
    world.core.pay(session.id, email="a@example.org", means="declined")
    assert world.client.v1.subscriptions.list({"status": "all"}).data == []
    world.core.pay(session.id, email="a@example.org", means="succeeds")
    session = world.client.v1.checkout.sessions.retrieve(session.id)
    subscription = subscription_of(world, session)
    assert (subscription.status, subscription.customer.email) == ("active", "a@example.org")
    assert subscription["items"].data[0].current_period_end > START + 27 * 86_400
    [invoice] = invoices_of(world, session)
    assert invoice.billing_reason == "subscription_create"
    assert invoice.parent.subscription_details.metadata.contribution == "ref-1"
    assert not hasattr(invoice, "payment_intent")
    payment = invoice.payments.data[0]
    assert (payment.status, payment.amount_paid) == ("paid", 1250)
    assert world.core.books()[0]["payment_intent"] == payment.payment.payment_intent


def test_it_renews_every_month(world: Setting) -> None:
    session = world.paid("subscription")
    days_on(world, 3 * MONTH)
    reasons = [invoice.billing_reason for invoice in invoices_of(world, session)]
    assert reasons == ["subscription_cycle"] * 3 + ["subscription_create"]
    assert [row["reference"] for row in world.core.books()] == ["ref-1"] * 4


def test_a_yearly_one_renews_after_a_year(world: Setting) -> None:
    session = world.paid("subscription", interval="year", currency="jpy", amount=1000)
    days_on(world, 364)
    assert len(invoices_of(world, session)) == 1
    days_on(world, 3)
    assert [row["amount"] for row in world.core.books()] == [1000, 1000]


def test_a_month_ends_where_the_calendar_says(world: Setting) -> None:
    world.clock.now = datetime.datetime(2027, 1, 31, 12, tzinfo=datetime.UTC).timestamp()
    session = world.paid("subscription", expires_at=int(world.clock.now) + 3600)
    ends = []
    for _ in range(3):
        moment = subscription_of(world, session)["items"].data[0].current_period_end
        ends.append(datetime.datetime.fromtimestamp(moment, tz=datetime.UTC).day)
        days_on(world, MONTH)
    assert ends == [28, 31, 30]


def test_a_failing_card_is_tried_three_times_more_and_then_it_ends(world: Setting) -> None:
    session = world.paid("subscription")
    world.control("cards", subscription=session.subscription, means="insufficient")
    days_on(world, MONTH + 1)
    assert subscription_of(world, session).status == "past_due"
    assert invoices_of(world, session)[0].attempted
    days_on(world, 4)
    subscription = subscription_of(world, session)
    assert subscription.status == "canceled"
    assert subscription.cancellation_details.reason == "payment_failed"
    assert events(world).count("invoice.payment_failed") == 4
    days_on(world, 365)
    assert len(invoices_of(world, session)) == 2


def test_a_replaced_card_mends_it_at_once(world: Setting) -> None:
    session = world.paid("subscription")
    world.control("cards", subscription=session.subscription, means="declined")
    days_on(world, MONTH + 1)
    world.control("cards", subscription=session.subscription, means="succeeds")
    assert subscription_of(world, session).status == "active"
    assert invoices_of(world, session)[0].status == "paid"
    days_on(world, MONTH)
    assert len(world.core.books()) == 3


@pytest.mark.parametrize(("means", "told", "moved"), [("sepa", "succeeded", 1), ("sepa_fails", "failed", 0)])
def test_a_direct_debit_is_answered_within_two_days(
    world: Setting, means: str, told: str, moved: int
) -> None:
    session = world.paid(means=means)
    assert (session.status, session.payment_status) == ("complete", "unpaid")
    assert world.client.v1.payment_intents.retrieve(session.payment_intent).status == "processing"
    assert world.core.books() == []
    days_on(world, 2)
    assert f"checkout.session.async_payment_{told}" in events(world)
    assert len(world.core.books()) == moved


def test_a_subscription_by_direct_debit_waits_for_its_first_payment(world: Setting) -> None:
    session = world.paid("subscription", means="sepa")
    [invoice] = invoices_of(world, session)
    assert (invoice.status, invoice.payments.data[0].status) == ("open", "open")
    assert subscription_of(world, session).status == "active"
    days_on(world, 2)
    assert invoices_of(world, session)[0].status == "paid"
    assert world.client.v1.checkout.sessions.retrieve(session.id).payment_status == "paid"


def test_a_subscription_is_cancelled_now_or_with_its_period(world: Setting) -> None:
    now, later = world.paid("subscription"), world.paid("subscription")
    world.client.v1.subscriptions.cancel(now.subscription)
    world.client.v1.subscriptions.update(later.subscription, {"cancel_at_period_end": True})
    assert subscription_of(world, now).status == "canceled"
    assert subscription_of(world, later).status == "active"
    days_on(world, MONTH)
    ended = subscription_of(world, later)
    assert (ended.status, ended.cancellation_details.reason) == ("canceled", "cancellation_requested")
    assert len(world.core.books()) == 2
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        world.client.v1.subscriptions.cancel(now.subscription)
    assert refusal.value.code == "resource_missing"


def test_a_customer_subscribes_in_one_currency(world: Setting) -> None:
    customer = world.client.v1.customers.create({"email": "a@example.org"})
    changes: dict[str, Any] = {"customer": customer.id, "expires_at": START + 3600}
    waiting = world.start("subscription", currency="usd", **changes)
    world.paid("subscription", **changes)
    with pytest.raises(stripe.InvalidRequestError, match="combine currencies"):
        world.start("subscription", currency="usd", **changes)
    assert world.core.pay(waiting.id, email="a@example.org", means="succeeds").reason == "currency"


def test_a_session_that_nobody_pays_expires(world: Setting) -> None:
    session = world.start()
    world.clock.now += 3601
    assert world.client.v1.checkout.sessions.retrieve(session.id).status == "expired"
    assert events(world)[-1] == "checkout.session.expired"


def test_a_session_may_be_asked_for_after_the_clock_was_moved(world: Setting) -> None:
    days_on(world, 400)
    session = world.start()
    assert session.status == "open"
    world.clock.now += 3601
    assert world.client.v1.checkout.sessions.retrieve(session.id).status == "expired"


def test_a_test_clock_moves_the_sandbox(world: Setting) -> None:
    session = world.paid("subscription")
    clock = world.client.v1.test_helpers.test_clocks.create({"frozen_time": START})
    world.client.v1.test_helpers.test_clocks.advance(clock.id, {"frozen_time": START + 40 * 86_400})
    assert len(invoices_of(world, session)) == 2
    assert world.client.v1.test_helpers.test_clocks.retrieve(clock.id).status == "ready"


def test_events_are_listed_for_thirty_days(world: Setting) -> None:
    world.paid()
    assert "checkout.session.completed" in events(world)
    days_on(world, 31)
    assert events(world) == []


def test_an_unused_sandbox_may_begin_in_the_past(world: Setting) -> None:
    days_on(world, -90)
    session = world.paid("subscription")
    assert subscription_of(world, session).created == START - 90 * 86_400
    days_on(world, 90)
    assert len(world.core.books()) == 3
    answer = world.web.post(world.url("/_control/clock"), json={"days": -1})
    assert answer.status_code == 400
