"""The sandbox's payment pages: made, paid, refused, closed, over HTTP with the real library."""

from collections.abc import Iterator
from typing import Any

import pytest
import requests
import stripe

from tests.answers import find
from tests.demo.sandbox.sandboxes import BACK, PRODUCT, START, Setting, running, session_params

PARTS = ["payment_intent.latest_charge.balance_transaction", "subscription", "line_items"]


@pytest.fixture(scope="module")
def world() -> Iterator[Setting]:
    with running() as setting:
        yield setting


def visit(
    world: Setting, session: Any, form: dict[str, str] | None = None, **kwargs: Any
) -> requests.Response:
    """Open a payment page, or send its form."""
    if form is None:
        return world.web.get(session.url, **kwargs)
    return world.web.post(session.url, data=form, allow_redirects=False, **kwargs)


def form_of(page: requests.Response, **fields: str) -> dict[str, str]:
    token = find(r'name="token" value="([^"]+)"', page.text)[1]
    return {"token": token, "email": "reader@example.org", "means": "succeeds"} | fields


def test_a_gift_is_asked_for_and_paid_on_the_page(world: Setting) -> None:
    session = world.start()
    assert (session.status, session.payment_status, session.payment_intent) == ("open", "unpaid", None)
    answer = visit(world, session, form_of(visit(world, session)))
    assert answer.status_code == 303
    assert answer.headers["Location"].endswith(f"/support/thanks/?s={session.id}")
    world.control("clock", advance=60)
    paid: Any = world.client.v1.checkout.sessions.retrieve(session.id, params={"expand": PARTS})
    assert (paid.status, paid.payment_status, paid.url) == ("complete", "paid", None)
    assert paid.customer_details.email == "reader@example.org"
    assert paid.payment_intent.amount_received == 1250
    assert paid.payment_intent.metadata.contribution == "ref-1"
    assert paid.payment_intent.latest_charge.balance_transaction.fee == 44
    assert paid.line_items.data[0].amount_total == 1250


def test_a_dollar_gift_is_booked_in_euros(world: Setting) -> None:
    session = world.paid(currency="usd", amount=1000)
    world.control("clock", advance=60)
    found: Any = world.client.v1.checkout.sessions.retrieve(session.id, params={"expand": PARTS})
    balance = found.payment_intent.latest_charge.balance_transaction
    assert (balance.currency, balance.amount) == ("eur", 900)


def test_a_form_that_is_sent_twice_pays_once(world: Setting) -> None:
    session = world.start()
    form = form_of(visit(world, session))
    first, second = visit(world, session, form), visit(world, session, form)
    assert first.headers["Location"] == second.headers["Location"]
    assert (
        len([row for row in world.core.books() if row["payment_intent"] == payment_of(world, session)]) == 1
    )


def payment_of(world: Setting, session: Any) -> Any:
    return world.client.v1.checkout.sessions.retrieve(session.id).payment_intent


@pytest.mark.parametrize(
    ("means", "words"), [("declined", "was declined"), ("insufficient", "insufficient funds. Choose")]
)
def test_a_refused_card_is_explained_and_another_card_pays(world: Setting, means: str, words: str) -> None:
    session = world.start()
    page = visit(world, session, form_of(visit(world, session), means=means))
    assert page.status_code == 422
    assert words in page.text
    assert 'value="reader@example.org"' in page.text
    assert visit(world, session, form_of(page)).status_code == 303


def test_a_bank_asks_before_it_pays(world: Setting) -> None:
    session = world.start("subscription")
    step = visit(world, session, form_of(visit(world, session), means="3ds"))
    assert step.headers["Location"].startswith(f"/c/pay/{session.id}/3ds")
    bank_url = world.url(step.headers["Location"])
    assert "Do you agree to pay 12.50" in world.web.get(bank_url).text
    refused = world.web.post(bank_url, data={"answer": "disagree"}, allow_redirects=False)
    assert "did not get your consent" in refused.text
    agreed = world.web.post(bank_url, data={"answer": "agree"}, allow_redirects=False)
    assert agreed.status_code == 303


def test_a_page_without_an_address_asks_for_one(world: Setting) -> None:
    session = world.start()
    for typed in ("nobody", "a@b\r\nBcc: c@d", f"{'a' * 250}@example.org", ""):
        page = visit(world, session, form_of(visit(world, session), email=typed))
        assert page.status_code == 422
    assert 'aria-describedby="problem"' in page.text


def test_a_page_that_is_over_says_so(world: Setting) -> None:
    session = world.start()
    page = visit(world, session)
    world.client.v1.checkout.sessions.expire(session.id)
    assert "This page has expired" in visit(world, session, form_of(page)).text
    assert visit(world, session).status_code == 410
    done = world.start()
    old = visit(world, done)
    visit(world, done, form_of(old))
    assert "This was paid already" in visit(world, done, form_of(old, token="another")).text
    assert "There is no such payment page" in world.web.get(world.url("/c/pay/cs_test_none")).text


def test_the_page_is_a_test_page_in_the_sessions_language(world: Setting) -> None:
    page = visit(world, world.start(locale="ru"))
    assert '<html lang="ru">' in page.text
    assert "деньги не списываются" in page.text
    assert "12,50" in page.text
    page = visit(world, world.start("subscription", currency="jpy", amount=1000, interval="year"))
    assert "This is a test: no money moves." in page.text
    assert "Subscribe for 1\u00a0000\u00a0JPY a year" in page.text
    assert f'href="{BACK}"' in page.text
    assert "SEPA" not in page.text


def test_the_page_allows_no_script_and_no_inline_style(world: Setting) -> None:
    page = visit(world, world.start())
    policy = page.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "form-action 'self' http://127.0.0.1:1" in policy
    assert "<script" not in page.text
    assert "style=" not in page.text
    assert world.web.get(world.url("/sandbox.css")).headers["Content-Type"].startswith("text/css")


def test_sessions_are_listed_the_newest_first(world: Setting) -> None:
    made = [world.start().id for _ in range(3)]
    page = world.client.v1.checkout.sessions.list({"limit": 2, "status": "open"})
    assert [one.id for one in page.data] == made[:0:-1]
    assert page.has_more
    assert made[0] in [one.id for one in page.auto_paging_iter()]


REFUSED: dict[str, tuple[dict[str, Any], str | None, str | None]] = {
    "expires_at too soon": ({"expires_at": START + 60}, "expires_at", None),
    "expires_at too late": ({"expires_at": START + 90_000}, "expires_at", None),
    "old parameter": (
        {"payment_method_types": ["card"]},
        "payment_method_types",
        "payment_method_types_no_longer_supported",
    ),
    "unknown parameter": ({"colour": "red"}, "colour", "parameter_unknown"),
    "not in the sandbox": ({"allow_promotion_codes": True}, "allow_promotion_codes", "not_in_sandbox"),
    "old ui_mode": ({"ui_mode": "hosted"}, "ui_mode", None),
    "too little": ({"amount": 49}, "line_items", "amount_too_small"),
    "too much": ({"amount": 10**8}, "line_items", "amount_too_large"),
    "too few yen": ({"amount": 49, "currency": "jpy"}, "line_items", "amount_too_small"),
    "no such currency": ({"currency": "xxx"}, "line_items", None),
    "not a number": (
        {"amount": "12.5"},
        "line_items[0][price_data][unit_amount]",
        "parameter_invalid_integer",
    ),
    "full-width digits": (
        {"amount": "１２５０"},
        "line_items[0][price_data][unit_amount]",
        "parameter_invalid_integer",
    ),
    "no lines": ({"line_items": None}, "line_items", "parameter_missing"),
    "no success": ({"success_url": None}, "success_url", "parameter_missing"),
    "no URL": ({"success_url": "thanks"}, "success_url", "url_invalid"),
    "subscription data": ({"subscription_data": {"metadata": {"a": "b"}}}, "subscription_data", None),
    "unknown locale": ({"locale": "uk"}, "locale", None),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_bad_request_is_refused_as_stripe_refuses_it(world: Setting, case: str) -> None:
    changes, param, code = REFUSED[case]
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        world.start(**changes)
    assert (refusal.value.http_status, refusal.value.param, refusal.value.code) == (400, param, code)


def test_a_customer_is_made_for_a_gift_when_that_is_asked(world: Setting) -> None:
    assert world.paid().customer is None
    session = world.paid(customer_creation="always")
    assert world.client.v1.customers.retrieve(session.customer).email == "reader@example.org"


def test_an_unknown_product_is_a_missing_resource(world: Setting) -> None:
    params = session_params()
    params["line_items"][0]["price_data"]["product"] = "prod_other"
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        world.client.v1.checkout.sessions.create(params)
    assert refusal.value.code == "resource_missing"
    assert refusal.value.param == "line_items[0][price_data][product]"


def test_an_unknown_address_is_no_endpoint(world: Setting) -> None:
    with pytest.raises(stripe.InvalidRequestError, match="Unrecognized request URL"):
        world.client.v1.coupons.list()
    assert world.client.v1.products.retrieve(PRODUCT).name == "Contribution"
