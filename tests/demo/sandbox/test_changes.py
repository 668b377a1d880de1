"""The sandbox's running subscriptions: another amount, pause, end, new card, unpaid and paid again."""

from collections.abc import Iterator
from typing import Any

import pytest
import stripe

from newsroom.demo.sandbox import changing
from tests.demo.sandbox.sandboxes import PRODUCT, START, Setting, running

DAY = 86_400
VOID: Any = {"behavior": "void"}


@pytest.fixture
def world() -> Iterator[Setting]:
    with running() as setting:
        yield setting


def started(world: Setting, **changes: Any) -> str:
    return str(world.paid("subscription", **changes).subscription)


def found(world: Setting, name: str) -> Any:
    return world.client.v1.subscriptions.retrieve(name)


def update(world: Setting, name: str, **params: Any) -> Any:
    return world.client.v1.subscriptions.update(name, params)  # type: ignore[arg-type]


def days_on(world: Setting, days: float) -> None:
    world.control("clock", days=days)


def invoices(world: Setting, name: str) -> list[Any]:
    """Return the subscription's invoices, the oldest first."""
    return world.client.v1.invoices.list({"subscription": name, "limit": 100}).data[::-1]


def told(world: Setting, about: str) -> list[str]:
    events = world.client.v1.events.list({"limit": 100}).data[::-1]
    return [event.type for event in events if about in event.type]


def price(world: Setting, name: str, amount: int, interval: str = "month") -> Any:
    data = {"currency": "eur", "product": PRODUCT, "unit_amount": amount, "recurring": {"interval": interval}}
    item = found(world, name)["items"].data[0].id
    return {"items": [{"id": item, "price_data": data}], "proration_behavior": "none"}


def test_a_new_amount_is_charged_from_the_next_period_on(world: Setting) -> None:
    name = started(world)
    before = found(world, name)["items"].data[0].current_period_end
    changed = update(world, name, **price(world, name, 2000))
    assert changed["items"].data[0].price.unit_amount == 2000
    assert changed["items"].data[0].current_period_end == before
    assert len(invoices(world, name)) == 1
    days_on(world, 32)
    assert [one.amount_paid for one in invoices(world, name)] == [1250, 2000]
    assert told(world, "subscription.updated")[0] == "customer.subscription.updated"


def test_a_new_interval_begins_a_period_and_is_charged_at_once(world: Setting) -> None:
    name = started(world)
    days_on(world, 10)
    item = update(world, name, **price(world, name, 9000, "year"))["items"].data[0]
    assert (item.current_period_start, item.current_period_end) == (START + 10 * DAY, START + 375 * DAY)
    last = invoices(world, name)[-1]
    assert (last.billing_reason, last.amount_paid) == ("subscription_update", 9000)
    days_on(world, 364)
    assert len(invoices(world, name)) == 2
    days_on(world, 2)
    assert len(invoices(world, name)) == 3


def test_what_would_prorate_or_change_the_currency_is_refused(world: Setting) -> None:
    name = started(world)
    good = price(world, name, 2000)
    dollars = price(world, name, 2000)
    dollars["items"][0]["price_data"]["currency"] = "usd"
    for params in (good | {"proration_behavior": "create_prorations"}, dollars, price(world, name, 1)):
        with pytest.raises(stripe.InvalidRequestError):
            update(world, name, **params)
    assert found(world, name)["items"].data[0].price.unit_amount == 1250


def test_a_pause_voids_what_it_bills_and_ends_by_itself(world: Setting) -> None:
    name = started(world)
    paused = update(world, name, pause_collection=VOID | {"resumes_at": START + 70 * DAY})
    assert (paused.status, paused.pause_collection.resumes_at) == ("active", START + 70 * DAY)
    days_on(world, 69)
    assert [one.status for one in invoices(world, name)] == ["paid", "void", "void"]
    assert len(world.core.books()) == 1
    days_on(world, 2)
    assert found(world, name).pause_collection is None
    days_on(world, 30)
    assert len(world.core.books()) == 2


@pytest.mark.parametrize("stopped", [False, True])
def test_a_draft_from_before_the_pause_is_charged_unless_it_is_stopped(world: Setting, stopped: bool) -> None:
    name = started(world)
    end = found(world, name)["items"].data[0].current_period_end
    world.control("clock", to=end + 60)
    draft = invoices(world, name)[-1]
    assert (draft.status, draft.auto_advance) == ("draft", True)
    update(world, name, pause_collection=VOID)
    if stopped:
        world.client.v1.invoices.update(draft.id, {"auto_advance": False})
    days_on(world, 1)
    assert len(world.core.books()) == (1 if stopped else 2)


def test_an_open_invoice_from_before_the_pause_is_tried_again_unless_it_is_voided(world: Setting) -> None:
    names = [started(world, means="recovers") for _ in range(2)]
    world.control("clock", to=found(world, names[1])["items"].data[0].current_period_end + 2 * 3600)
    for name in names:
        assert (invoices(world, name)[-1].status, found(world, name).status) == ("open", "past_due")
        update(world, name, pause_collection=VOID)
    voided = world.client.v1.invoices.void_invoice(invoices(world, names[1])[-1].id)
    assert (voided.status, found(world, names[1]).status) == ("void", "active")
    days_on(world, 2)
    assert [invoices(world, name)[-1].status for name in names] == ["paid", "void"]
    with pytest.raises(stripe.InvalidRequestError):
        world.client.v1.invoices.void_invoice(invoices(world, names[0])[-1].id)


def test_it_ends_at_a_moment_and_can_go_on_until_then(world: Setting) -> None:
    name = started(world)
    ending = update(world, name, cancel_at=START + 7 * DAY, pause_collection=VOID, proration_behavior="none")
    assert (ending.status, ending.cancel_at, ending.cancel_at_period_end) == (
        "active",
        START + 7 * DAY,
        False,
    )
    going_on = update(world, name, cancel_at="", pause_collection="")
    assert (going_on.cancel_at, going_on.pause_collection) == (None, None)
    days_on(world, 8)
    assert found(world, name).status == "active"
    update(world, name, cancel_at=START + 9 * DAY)
    days_on(world, 1)
    ended = found(world, name)
    assert (ended.status, ended.ended_at) == ("canceled", START + 9 * DAY)
    assert ended.cancellation_details.reason == "cancellation_requested"
    assert update(world, name, metadata={"erased": "1"}).metadata.erased == "1"
    with pytest.raises(stripe.InvalidRequestError):
        update(world, name, cancel_at="")
    with pytest.raises(stripe.InvalidRequestError):
        update(world, started(world), cancel_at=START)


def test_an_end_with_the_period_can_be_taken_back(world: Setting) -> None:
    name = started(world)
    ending = update(world, name, cancel_at_period_end=True)
    assert ending.cancel_at == ending["items"].data[0].current_period_end
    update(world, name, cancel_at_period_end=False)
    days_on(world, 32)
    assert (found(world, name).status, len(world.core.books())) == ("active", 2)


def test_unpaid_bills_on_without_charging_until_somebody_pays(world: Setting) -> None:
    world.control("settings", after_retries="unpaid")
    name = started(world)
    world.control("cards", subscription=name, means="insufficient")
    days_on(world, 36)
    assert found(world, name).status == "unpaid"
    days_on(world, 31)
    bills = invoices(world, name)
    assert [one.status for one in bills] == ["paid", "open", "draft"]
    with pytest.raises(stripe.CardError) as refusal:
        world.client.v1.invoices.pay(bills[1].id)
    assert refusal.value.http_status == 402
    card = saved_card(world, name)
    update(world, name, default_payment_method=card)
    assert world.client.v1.invoices.pay(bills[1].id).status == "paid"
    assert found(world, name).status == "active"


def saved_card(world: Setting, name: str, means: str = "succeeds") -> str:
    """Save a card by a page in setup mode, as a supporter does."""
    session = world.client.v1.checkout.sessions.create(
        {
            "mode": "setup",
            "currency": "eur",
            "customer": found(world, name).customer,
            "setup_intent_data": {"metadata": {"contribution": "ref-1"}},
            "success_url": "http://127.0.0.1:1/back",
        }
    )
    assert (session.amount_total, session.currency, session.payment_status) == (
        None,
        None,
        "no_payment_required",
    )
    page = world.web.get(session.url or "")
    assert "Nothing is charged now" in page.text
    assert world.core.pay(session.id, email="a@example.org", means="declined").what == "refused"
    assert world.core.pay(session.id, email="a@example.org", means=means).what == "done"
    done: Any = world.client.v1.checkout.sessions.retrieve(session.id, {"expand": ["setup_intent"]})
    assert (done.status, done.setup_intent.status) == ("complete", "succeeded")
    assert done.setup_intent.metadata.contribution == "ref-1"
    return str(done.setup_intent.payment_method)


def test_a_saved_card_pays_where_it_is_named_and_the_subscriptions_own_goes_first(world: Setting) -> None:
    name = started(world)
    customer = found(world, name).customer
    card = saved_card(world, name, "insufficient")
    assert card in [one.id for one in world.client.v1.customers.payment_methods.list(customer).data]
    settings: Any = {"invoice_settings": {"default_payment_method": card}}
    world.client.v1.customers.update(customer, settings)
    days_on(world, 32)
    assert len(world.core.books()) == 2
    world.client.v1.payment_methods.detach(found(world, name).default_payment_method)
    days_on(world, 28)
    assert found(world, name).status == "past_due"
    stranger = saved_card(world, started(world))
    with pytest.raises(stripe.InvalidRequestError):
        update(world, name, default_payment_method=stranger)


def test_an_expired_setup_page_saves_nothing(world: Setting) -> None:
    name = started(world)
    session = world.client.v1.checkout.sessions.create(
        {
            "mode": "setup",
            "currency": "eur",
            "customer": found(world, name).customer,
            "success_url": "http://127.0.0.1:1/",
        }
    )
    world.client.v1.checkout.sessions.expire(session.id)
    assert world.core.pay(session.id, email="a@example.org", means="succeeds").what == "closed"
    assert world.client.v1.setup_intents.retrieve(str(session.setup_intent)).status == "canceled"


def test_a_deleted_customer_takes_the_subscription_along(world: Setting) -> None:
    name = started(world)
    customer = found(world, name).customer
    assert world.client.v1.customers.delete(customer).deleted
    assert found(world, name).status == "canceled"
    expanded: Any = world.client.v1.subscriptions.retrieve(name, {"expand": ["customer"]})
    assert expanded.customer.deleted
    assert customer not in [one.id for one in world.client.v1.customers.list().data]
    assert told(world, "customer.deleted") == ["customer.deleted"]
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        world.client.v1.customers.delete(customer)
    assert refusal.value.code == "resource_missing"
    days_on(world, 40)
    assert len(world.core.books()) == 1


def test_the_payment_of_an_invoice_leads_to_its_subscription(world: Setting) -> None:
    name = started(world)
    intent = world.core.books()[0]["payment_intent"]
    params: Any = {"payment": {"type": "payment_intent", "payment_intent": intent}}
    [payment] = world.client.v1.invoice_payments.list(params).data
    invoice: Any = world.client.v1.invoices.retrieve(str(payment.invoice))
    assert invoice.parent.subscription_details.subscription == name


def test_metadata_is_changed_key_by_key(world: Setting) -> None:
    session = world.paid(metadata={"contribution": "ref-1", "site": "one"})
    params: Any = {"metadata": {"erased": "1", "site": ""}}
    changed: Any = world.client.v1.checkout.sessions.update(session.id, params)
    assert changed.metadata.to_dict() == {"contribution": "ref-1", "erased": "1"}
    intent: Any = world.client.v1.payment_intents.update(
        session.payment_intent, {"metadata": {"erased": "1"}}
    )
    assert intent.metadata.to_dict() == {"contribution": "ref-1", "erased": "1"}


def test_a_change_in_the_dashboard_is_one_of_the_api(world: Setting) -> None:
    name = started(world)
    core = world.core.world
    changing.change(core, core.find(name), changing.new_price(core.find(name), 3000))
    assert found(world, name)["items"].data[0].price.unit_amount == 3000
