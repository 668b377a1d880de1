"""The sandbox's renewals that need somebody: a bank that asks, a card that expires, an invoice to pay."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.demo.sandbox.sandboxes import Setting, running


@pytest.fixture
def world() -> Iterator[Setting]:
    with running() as setting:
        yield setting


def renewed(world: Setting, means: str) -> Any:
    """Begin a subscription, wait for the first try of its renewal, and return that invoice."""
    session = world.start("subscription")
    if world.core.pay(session.id, email="reader@example.org", means=means).what == "asks":
        bank = world.url(f"/c/pay/{session.id}/3ds")
        world.web.post(bank, data={"answer": "agree"}, allow_redirects=False)
    world.control("clock", days=31)
    world.control("clock", advance=7200)
    return world.client.v1.invoices.list().data[0]


def told(world: Setting) -> list[str]:
    return [event.type for event in world.client.v1.events.list({"limit": 100}).data]


def status(world: Setting) -> str:
    return str(world.client.v1.subscriptions.list({"status": "all"}).data[0].status)


def test_a_bank_that_asks_at_the_renewal_is_answered_on_the_invoices_page(world: Setting) -> None:
    invoice = renewed(world, "3ds_renewals")
    assert (invoice.status, status(world)) == ("open", "past_due")
    assert "invoice.payment_action_required" in told(world)
    intent: Any = world.client.v1.payment_intents.list().data[0]
    assert (intent.status, intent.next_action.type) == ("requires_action", "use_stripe_sdk")
    page = world.web.post(invoice.hosted_invoice_url, data={"means": "3ds_renewals"})
    assert "This invoice is paid" in page.text
    assert (status(world), len(world.core.books())) == ("active", 2)


def test_an_invoice_is_paid_on_its_page_and_the_card_stays(world: Setting) -> None:
    invoice = renewed(world, "succeeds")
    assert "This invoice is paid" in world.web.get(invoice.hosted_invoice_url).text
    name = world.client.v1.subscriptions.list().data[0].id
    world.control("cards", subscription=name, means="insufficient")
    world.control("clock", days=28)
    unpaid: Any = world.client.v1.invoices.list().data[0]
    assert unpaid.status == "open"
    page = world.web.get(unpaid.hosted_invoice_url, headers={"Accept-Language": "ru"})
    assert "К оплате 12,50" in page.text
    refused = world.web.post(unpaid.hosted_invoice_url, data={"means": "declined"})
    assert (refused.status_code, "The card was declined" in refused.text) == (422, True)
    assert world.web.post(unpaid.hosted_invoice_url, data={"means": "gold"}).status_code == 422
    card = world.client.v1.subscriptions.retrieve(name).default_payment_method
    world.web.post(unpaid.hosted_invoice_url, data={"means": "succeeds"})
    assert status(world) == "active"
    assert world.client.v1.subscriptions.retrieve(name).default_payment_method == card
    assert world.web.get(world.url("/i/in_none")).status_code == 404


def test_a_card_that_expires_shows_when_and_fails_after(world: Setting) -> None:
    session = world.paid("subscription", "expires")
    parts: Any = {"expand": ["default_payment_method"]}
    method: Any = world.client.v1.subscriptions.retrieve(session.subscription, parts).default_payment_method
    assert (method.card.exp_year, method.card.exp_month) == (2027, 3)
    world.control("clock", days=59)
    assert len(world.core.books()) == 2
    world.control("clock", days=32)
    assert status(world) == "past_due"
