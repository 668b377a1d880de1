"""The sandbox's refunds, disputes and payouts: each course, its lines in the balance, its events."""

from collections.abc import Iterator
from typing import Any

import pytest
import stripe

from tests.demo.sandbox.sandboxes import Setting, running

DAY = 86_400


@pytest.fixture
def world() -> Iterator[Setting]:
    with running() as setting:
        yield setting


def booked(world: Setting, means: str = "succeeds", mode: str = "payment", **changes: Any) -> Any:
    """Pay a page and wait for the line; return the payment intent's latest charge."""
    world.paid(mode, means, **changes)
    world.control("clock", days=2 if means.startswith("sepa") else 1)
    return world.client.v1.charges.list({"limit": 1}).data[0]


def sums(world: Setting) -> list[tuple[str, int, int]]:
    """Return category, amount and fee of each line, the oldest first."""
    found = world.client.v1.balance_transactions.list({"limit": 100}).data[::-1]
    return [(line.reporting_category, line.amount, line.fee) for line in found]


def told(world: Setting, about: str) -> list[str]:
    found = world.client.v1.events.list({"limit": 100}).data[::-1]
    return [event.type for event in found if about in event.type]


def charge_again(world: Setting, charge: Any) -> Any:
    return world.client.v1.charges.retrieve(charge.id, {"expand": ["refunds"]})


def test_a_refund_in_two_parts_has_two_lines_and_no_third(world: Setting) -> None:
    charge = booked(world)
    first = world.client.v1.refunds.create({"charge": charge.id, "amount": 250, "metadata": {"wish": "w1"}})
    assert (first.status, first.metadata and first.metadata["wish"]) == ("succeeded", "w1")
    assert (charge_again(world, charge).amount_refunded, charge_again(world, charge).refunded) == (250, False)
    params: Any = {"payment_intent": charge.payment_intent}
    rest = world.client.v1.refunds.create(params)
    assert sums(world) == [("charge", 1250, 44), ("refund", -250, 0), ("refund", -1000, 0)]
    again = charge_again(world, charge)
    assert (again.refunded, [one.id for one in again.refunds.data]) == (True, [rest.id, first.id])
    assert [one.id for one in world.client.v1.refunds.list({"charge": charge.id}).data] == [rest.id, first.id]
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        world.client.v1.refunds.create(params)
    assert refusal.value.code == "charge_already_refunded"
    assert told(world, "refund") == ["charge.refunded", "refund.created"] * 2


def test_no_more_is_refunded_than_was_paid(world: Setting) -> None:
    charge = booked(world)
    for amount in (1251, 0):
        with pytest.raises(stripe.InvalidRequestError) as refusal:
            world.client.v1.refunds.create({"charge": charge.id, "amount": amount})
        assert refusal.value.param == "amount"
    with pytest.raises(stripe.InvalidRequestError):
        world.client.v1.refunds.create({})


def test_a_refund_that_takes_a_day_counts_at_once(world: Setting) -> None:
    charge = booked(world, "refund_pending")
    refund = world.client.v1.refunds.create({"charge": charge.id})
    assert (refund.status, refund.pending_reason) == ("pending", "processing")
    assert charge_again(world, charge).amount_refunded == 1250
    world.control("clock", days=1)
    assert world.client.v1.refunds.retrieve(refund.id).status == "succeeded"
    assert sums(world)[1:] == [("refund", -1250, 0)]
    assert told(world, "refund.updated") == ["refund.updated", "charge.refund.updated"]


def test_a_refund_fails_after_it_succeeded_and_the_money_is_back(world: Setting) -> None:
    charge = booked(world, "refund_fails")
    refund = world.client.v1.refunds.create({"charge": charge.id})
    assert refund.status == "succeeded"
    world.control("clock", days=2)
    params: Any = {"charge": charge.id, "expand": ["data.failure_balance_transaction"]}
    [failed] = world.client.v1.refunds.list(params).data
    assert (failed.status, failed.failure_reason) == ("failed", "expired_or_canceled_card")
    line: Any = failed.failure_balance_transaction
    assert (line.net, line.reporting_category) == (1250, "refund_failure")
    assert sums(world)[1:] == [("refund", -1250, 0), ("refund_failure", 1250, 0)]
    assert charge_again(world, charge).amount_refunded == 0
    assert told(world, "refund.failed") == ["refund.failed"]
    world.control("refund/move", refund=refund.id, act="fail")
    assert len(sums(world)) == 3


def test_a_refund_without_money_in_the_account_has_no_line_yet(world: Setting) -> None:
    charge = booked(world)
    refund = world.control("refund", charge=charge.id, sum="5.00", course="insufficient_funds")
    assert (refund["pending_reason"], refund["balance_transaction"]) == ("insufficient_funds", None)
    world.control("refund/move", refund=refund["id"], act="succeed")
    assert sums(world)[1:] == [("refund", -500, 0)]
    world.control("clock", days=3)
    assert len(sums(world)) == 2


def test_a_refund_before_the_charge_is_booked_waits_for_it(world: Setting) -> None:
    session = world.paid()
    refund = world.client.v1.refunds.create({"payment_intent": session.payment_intent})
    assert (refund.status, refund.pending_reason) == ("pending", "charge_pending")
    world.control("clock", advance=60)
    assert world.client.v1.refunds.retrieve(refund.id).status == "succeeded"
    assert [name for name, *_ in sums(world)] == ["charge", "refund"]


def test_a_refund_that_asks_for_an_account_can_be_cancelled(world: Setting) -> None:
    charge = booked(world)
    refund = world.control("refund", charge=charge.id, course="requires_action")
    assert world.client.v1.refunds.cancel(refund["id"]).status == "canceled"
    assert charge_again(world, charge).amount_refunded == 0
    assert len(sums(world)) == 1


def test_direct_debits_and_dollars_are_refunded_in_their_own_way(world: Setting) -> None:
    debit = booked(world, "sepa")
    refund: Any = world.client.v1.refunds.create({"charge": debit.id, "expand": ["balance_transaction"]})
    assert refund.id.startswith("pyr_")
    assert refund.balance_transaction.type == "payment_refund"
    dollars = booked(world, currency="usd", amount=1000)
    refund = world.client.v1.refunds.create(
        {"charge": dollars.id, "amount": 333, "expand": ["balance_transaction"]}
    )
    assert (refund.currency, refund.balance_transaction.amount) == ("usd", -300)


def test_a_dispute_takes_the_money_and_a_fee_and_a_win_brings_it_back(world: Setting) -> None:
    charge = booked(world)
    dispute = world.control("dispute", charge=charge.id)
    assert charge_again(world, charge).disputed
    [found] = world.client.v1.disputes.list({"payment_intent": charge.payment_intent}).data
    assert (found.status, found.reason, found.amount) == ("needs_response", "fraudulent", 1250)
    [line] = found.balance_transactions
    assert (line.amount, line.fee, line.net) == (-1250, 1500, -2750)
    assert found.evidence_details.due_by
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        world.client.v1.refunds.create({"charge": charge.id})
    assert refusal.value.code == "charge_disputed"
    answered = world.client.v1.disputes.update(dispute["id"], {"evidence": {"uncategorized_text": "ours"}})
    assert answered.status == "under_review"
    world.control("dispute/move", dispute=dispute["id"], act="win")
    assert sums(world)[1:] == [("dispute", -1250, 1500), ("dispute_reversal", 1250, 0)]
    assert told(world, "dispute") == [
        f"charge.dispute.{what}"
        for what in ("created", "funds_withdrawn", "updated", "closed", "funds_reinstated")
    ]


def test_a_win_may_bring_back_the_fee(world: Setting) -> None:
    dispute = world.control("dispute", charge=booked(world).id, amount=1000)
    world.control("dispute/move", dispute=dispute["id"], act="win", returns_fee=True)
    assert sums(world)[1:] == [("dispute", -1000, 1500), ("dispute_reversal", 1000, -1500)]


def test_an_inquiry_moves_no_money_unless_it_becomes_a_dispute(world: Setting) -> None:
    charge = booked(world)
    inquiry = world.control("dispute", charge=charge.id, **{"as": "inquiry"})
    assert (inquiry["status"], inquiry["balance_transactions"]) == ("warning_needs_response", [])
    world.control("dispute/move", dispute=inquiry["id"], act="respond")
    world.control("dispute/move", dispute=inquiry["id"], act="drop")
    assert len(sums(world)) == 1
    second = world.control("dispute", charge=booked(world).id, **{"as": "inquiry"})
    moved = world.control("dispute/move", dispute=second["id"], act="escalate")
    assert (moved["status"], len(moved["balance_transactions"])) == ("needs_response", 1)


def test_a_dispute_is_lost_appealed_and_lost_for_good(world: Setting) -> None:
    dispute = world.control("dispute", charge=booked(world).id)
    assert world.client.v1.disputes.close(dispute["id"]).status == "lost"
    for act, status in (("appeal", "appeal_needs_response"), ("respond", "appeal_under_review")):
        assert world.control("dispute/move", dispute=dispute["id"], act=act)["status"] == status
    world.control("dispute/move", dispute=dispute["id"], act="lose")
    assert sums(world)[1:] == [("dispute", -1250, 1500)]
    answer = world.web.post(
        world.url("/_control/dispute/move"), json={"dispute": dispute["id"], "act": "win"}
    )
    assert answer.status_code == 400
    assert world.control("dispute", charge=booked(world).id, **{"as": "prevented"})["status"] == "prevented"


def test_a_payout_is_the_sum_of_its_lines(world: Setting) -> None:
    charge = booked(world)
    booked(world, currency="usd", amount=5000)
    booked(world, "sepa", mode="subscription")
    world.client.v1.refunds.create({"charge": charge.id, "amount": 100})
    world.control("clock", days=4)
    made = world.control("payout")
    lines = world.client.v1.balance_transactions.list({"payout": made["id"], "limit": 100}).data
    assert [line.type for line in lines if line.id == made["balance_transaction"]] == ["payout"]
    assert sum(line.net for line in lines) == 0
    assert sum(line.net for line in lines if line.type != "payout") == made["amount"]
    world.control("clock", days=3)
    paid = world.client.v1.payouts.retrieve(made["id"])
    assert (paid.status, paid.reconciliation_status) == ("paid", "completed")
    assert told(world, "payout") == ["payout.created", "payout.paid", "payout.reconciliation_completed"]
    answer = world.web.post(world.url("/_control/payout"), json={})
    assert answer.json()["error"]["code"] == "balance_insufficient"


def test_a_payout_that_fails_is_paid_out_by_the_next(world: Setting) -> None:
    booked(world)
    world.control("clock", days=4)
    first = world.control("payout", fails=True)
    world.control("clock", days=2)
    [failed] = world.client.v1.payouts.list({"status": "failed"}).data
    assert (failed.id, failed.failure_code) == (first["id"], "account_closed")
    second = world.control("payout", manual=True)
    assert second["amount"] == first["amount"]
    with pytest.raises(stripe.InvalidRequestError, match="automatic"):
        world.client.v1.balance_transactions.list({"payout": second["id"]})
    assert sum(net for _name, net, _fee in sums(world)) - sum(fee for *_, fee in sums(world)) == 0


def test_a_card_that_recovers_is_refused_once_for_each_payment(world: Setting) -> None:
    session = world.start()
    outcomes = [world.core.pay(session.id, email="a@example.org", means="recovers").what for _ in range(2)]
    assert outcomes == ["refused", "done"]
    world.paid("subscription", "recovers")
    world.control("clock", days=33)
    assert told(world, "invoice.payment_failed") == ["invoice.payment_failed"]
    assert len(world.core.books()) == 3
