"""The sandbox agrees with the installed library, and with the calls of our own gateway."""

import datetime
import re
from collections.abc import Iterator
from typing import Any

import pytest
from pytest_django import Settings

from donations import gateway
from newsroom.demo.sandbox import answers, endpoints, events, redaction, refunding, v2
from newsroom.demo.sandbox.schema import hints_of
from newsroom.demo.sandbox.world import TABLES
from tests.demo.sandbox.sandboxes import PRODUCT, START, Setting, running


@pytest.fixture(scope="module")
def lived() -> Iterator[Setting]:
    """Run a sandbox in which everything that can happen has happened."""
    with running() as setting:
        for mode in ("payment", "subscription"):
            for means in ("succeeds", "declined", "sepa", "sepa_fails"):
                setting.paid(mode, means)
        setting.paid("subscription", currency="usd", interval="year")
        doomed = setting.paid("subscription")
        setting.control("cards", subscription=doomed.subscription, means="declined")
        kept = setting.paid("subscription")
        setting.control("cancel", subscription=kept.subscription, when="period_end")
        setting.client.v1.customers.create({"email": "a@example.org"})
        setting.client.v1.test_helpers.test_clocks.create({"frozen_time": START})
        setting.start()
        setting.start("setup", line_items=None, submit_type=None, customer_creation=None)
        setting.client.v1.customers.delete(setting.client.v1.customers.create({"email": "b@example.org"}).id)
        setting.control("clock", days=45)
        live_on(setting)
        setting.control("settings", redaction="on")
        setting.client.raw_request(
            "post",
            "/v1/privacy/redaction_jobs",
            objects={"payment_intents": [next(iter(setting.core.world.table("payment_intent")))]},
            stripe_version=redaction.VERSION,
        )
        yield setting


def live_on(setting: Setting) -> None:
    """Let money come back, and be paid out."""
    charges = setting.client.v1.charges.list({"limit": 100}).data
    paid = [charge.id for charge in charges if charge.status == "succeeded"]
    for number, course in enumerate(refunding.COURSES):
        setting.control("refund", charge=paid[number], sum="1.00", course=course)
    setting.control("dispute", charge=paid[6])
    setting.control("payout")
    setting.control("clock", days=4)


@pytest.mark.parametrize("kind", sorted({*TABLES.values(), "v2.core.event"}))
def test_every_object_is_one_that_the_library_describes(lived: Setting, kind: str) -> None:
    things = lived.core.world.table(kind).values()
    assert things
    for thing in things:
        answers.check(thing)


def test_an_answer_that_drifts_is_found(lived: Setting) -> None:
    session = dict(next(iter(lived.core.world.table("checkout.session").values())))
    for change in ({"payment_method": None}, {"mode": "gift"}, {"amount_total": "12"}, {"created": None}):
        with pytest.raises(answers.Drifted):
            answers.check(session | change)
    del session["expires_at"]
    with pytest.raises(answers.Drifted, match="expires_at is missing"):
        answers.check(session)


def test_every_endpoint_has_parameters_of_the_library() -> None:
    for route in endpoints.ROUTES:
        assert isinstance(hints_of(route.params), dict)


def test_every_usual_event_is_known_to_the_library() -> None:
    wanted = {f"v1.{name}" for names in gateway.events.SUBSCRIBED.values() for name in names}
    assert wanted <= set(v2.USUAL_EVENTS)
    for name in v2.USUAL_EVENTS:
        assert events.is_thin(name)


def test_every_related_object_can_be_fetched(lived: Setting) -> None:
    patterns = [route.path.replace("{id}", "[A-Za-z0-9_]+") for route in endpoints.ROUTES]
    for event in lived.core.world.table("v2.core.event").values():
        assert any(re.fullmatch(pattern, event["related_object"]["url"]) for pattern in patterns)


@pytest.fixture
def shop(settings: Settings) -> Iterator[Setting]:
    with running() as setting:
        settings.STRIPE_API_BASE = setting.server.origin
        settings.STRIPE_CHECKOUT_ORIGINS = [setting.server.origin]
        settings.STRIPE_PRODUCT_ID = PRODUCT
        yield setting


def order(**changes: Any) -> gateway.Order:
    later = datetime.datetime.fromtimestamp(START + 3600, tz=datetime.UTC)
    facts: dict[str, Any] = {
        "reference": "ref-1",
        "attempt": 1,
        "interval": "once",
        "amount": 1250,
        "currency": "EUR",
    }
    return gateway.Order(**facts | {"expires_at": later, "language": "en"} | changes)


def test_our_gateway_starts_a_checkout_and_reads_it(shop: Setting) -> None:
    checkout = gateway.start_checkout(order())
    assert gateway.start_checkout(order()) == checkout
    assert gateway.fetch(gateway.Kind.SESSION, checkout.session_id).status == "open"
    shop.core.pay(checkout.session_id, email="a@example.org", means="succeeds")
    shop.core.advance(60)
    paid = gateway.fetch(gateway.Kind.SESSION, checkout.session_id)
    assert (paid.status, paid.reference, paid.email) == ("paid", "ref-1", "a@example.org")
    [fact] = paid.payments
    assert (fact.amount, fact.currency, fact.asked) == (1250, "EUR", 1250)
    assert fact.provider_payment_id == shop.core.books()[0]["payment_intent"]


@pytest.mark.parametrize("interval", ["once", "month"])
def test_the_product_of_our_own_set_up_can_be_sold(shop: Setting, settings: Settings, interval: str) -> None:
    settings.STRIPE_PRODUCT_ID = ""
    settings.STRIPE_PRODUCT_ID = gateway.set_up("https://127.0.0.1:1/support/webhook/").product_id
    checkout = gateway.start_checkout(order(interval=interval))
    shop.core.pay(checkout.session_id, email="a@example.org", means="succeeds")
    parts = ["line_items.data.price.product"]
    session: Any = shop.client.v1.checkout.sessions.retrieve(checkout.session_id, {"expand": parts})
    assert session.line_items.data[0].price.product.id == "newsroom_contribution"
    assert gateway.fetch(gateway.Kind.SESSION, checkout.session_id).status in ("paid", "active")


@pytest.mark.parametrize(
    ("language", "locale"),
    [("ru", "ru"), ("pt-br", "pt-BR"), ("es-mx", "es"), ("uk", "auto"), ("sr-latn", "auto")],
)
def test_our_gateway_asks_for_a_page_in_a_language_that_it_has(
    shop: Setting, language: str, locale: str
) -> None:
    session = gateway.start_checkout(order(language=language)).session_id
    assert shop.core.world.table("checkout.session")[session]["locale"] == locale


def test_our_gateway_reads_a_subscription_and_its_end(shop: Setting) -> None:
    checkout = gateway.start_checkout(order(interval="month", currency="USD"))
    shop.core.pay(checkout.session_id, email="a@example.org", means="succeeds")
    started = gateway.fetch(gateway.Kind.SESSION, checkout.session_id)
    assert (started.status, started.email, len(started.payments)) == ("active", "a@example.org", 1)
    [name] = gateway.recurring()
    shop.control("cards", subscription=name, means="declined")
    shop.core.advance(32 * 86_400)
    past_due = gateway.fetch(gateway.Kind.SUBSCRIPTION, name)
    assert past_due.status == "past_due"
    assert past_due.failed_invoice_id
    shop.core.advance(5 * 86_400)
    assert gateway.fetch(gateway.Kind.INVOICE, past_due.failed_invoice_id).status == "lapsed"


def test_our_gateway_reads_events_delivered_and_missed(shop: Setting, settings: Settings) -> None:
    settings.STRIPE_WEBHOOK_SECRETS = ["whsec_of_the_test"]
    shop.receiver.status = 500
    checkout = gateway.start_checkout(order())
    shop.core.pay(checkout.session_id, email="a@example.org", means="succeeds")
    shop.deliver()
    body, signature = shop.receiver.got[0]
    told = gateway.read_event(body, signature)
    since = datetime.datetime.fromtimestamp(START - 60, tz=datetime.UTC)
    [missed] = gateway.missed_events(since)
    assert told.object_id == missed.object_id == checkout.session_id
    assert told.is_ours
    assert missed.is_ours
