"""The sandbox's balance: a charge's line comes after the charge, as the API's default says."""

from collections.abc import Iterator
from typing import Any

import pytest
import stripe

from tests.demo.sandbox.sandboxes import START, Setting, running


@pytest.fixture
def world() -> Iterator[Setting]:
    with running() as setting:
        yield setting


def charge_of(world: Setting, session: Any) -> Any:
    parts = ["payment_intent.latest_charge.balance_transaction"]
    found: Any = world.client.v1.checkout.sessions.retrieve(session.id, params={"expand": parts})
    return found.payment_intent.latest_charge


def lines(world: Setting, **params: Any) -> list[Any]:
    return list(world.client.v1.balance_transactions.list(params).auto_paging_iter())  # type: ignore[arg-type]


def test_the_line_of_a_charge_comes_a_minute_after_it_and_is_told(world: Setting) -> None:
    session = world.paid()
    charge = charge_of(world, session)
    assert (charge.status, charge.captured, charge.balance_transaction) == ("succeeded", True, None)
    assert lines(world) == []
    world.control("clock", advance=60)
    charge = charge_of(world, session)
    line = charge.balance_transaction
    assert (line.amount, line.fee, line.net, line.currency) == (1250, 44, 1206, "eur")
    assert (line.type, line.reporting_category, line.source) == ("charge", "charge", charge.id)
    world.deliver()
    told = {event.type: event for event in world.receiver.events(world.client)}
    assert told["v1.charge.updated"].fetch_related_object().balance_transaction == line.id


def test_the_delay_can_be_set(world: Setting) -> None:
    world.control("settings", capture_delay=0)
    assert charge_of(world, world.paid()).balance_transaction.fee == 44
    world.core.set(capture_delay=600)
    session = world.paid()
    world.control("clock", advance=599)
    assert charge_of(world, session).balance_transaction is None
    world.control("clock", advance=1)
    assert charge_of(world, session).balance_transaction.fee == 44
    answer = world.web.post(world.url("/_control/settings"), json={"capture_delay": "soon"})
    assert answer.status_code == 400


def test_direct_debits_have_ids_and_types_of_their_own(world: Setting) -> None:
    session = world.paid(means="sepa")
    world.control("clock", days=2)
    charge = charge_of(world, session)
    assert charge.id.startswith("py_")
    assert (charge.balance_transaction.type, charge.balance_transaction.reporting_category) == (
        "payment",
        "charge",
    )


def test_lines_are_listed_by_moment_source_and_type_page_by_page(world: Setting) -> None:
    world.paid("subscription")
    world.control("clock", days=100)
    later = charge_of(world, world.paid())
    world.control("clock", days=1)
    found = lines(world, limit=2)
    assert len(found) == 5
    assert [line.created for line in found] == sorted((line.created for line in found), reverse=True)
    assert len(lines(world, created={"gte": START + 3600})) == 4
    assert [line.source for line in lines(world, source=later.id)] == [later.id]
    assert lines(world, type="refund") == []
    assert found[-1].status == "available"
    assert found[0].status == "pending"
    one: Any = world.client.v1.balance_transactions.retrieve(found[0].id, {"expand": ["source"]})
    assert one.source.amount == one.amount


def test_a_fee_of_the_account_belongs_to_no_payment(world: Setting) -> None:
    world.control("fee", amount=200)
    [line] = lines(world)
    assert (line.net, line.source, line.reporting_category) == (-200, None, "fee")


def test_a_line_of_no_payout_is_not_listed_by_one(world: Setting) -> None:
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        lines(world, payout="po_none")
    assert refusal.value.code == "resource_missing"
