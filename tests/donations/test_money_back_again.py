"""Money that comes back more than once, too early, or after it was paid out: every line is in the books."""

from typing import Any

import pytest

from donations import books, gateway, ledger
from donations.models import Contribution, Finding, Movement, Payment, Payout, Reversal
from tests.donations.giving import Supporter
from tests.donations.processor import Processor

pytestmark = pytest.mark.django_db(transaction=True)


class Money:
    """A contribution that was paid, and what is done to its money at the processor."""

    def __init__(self, supporter: Supporter, processor: Processor) -> None:
        self.supporter, self.processor = supporter, processor

    def give(self, interval: str) -> Contribution:
        self.supporter.give(interval, "EUR", "12.50")
        contribution = Contribution.objects.get()
        self.processor.pay(contribution)
        return contribution

    def do(self, what: str, **how: Any) -> dict[str, Any]:
        return self.processor.control(what, **how)

    def look(self) -> list[list[str]]:
        """Reconcile, compare every line, and return gross, back, fees and net."""
        assert ledger.reconcile(everything=True).failures == []
        table = self.processor.core.world.table("balance_transaction").values()
        there = {(one["id"], one["amount"], one["fee"]) for one in table}
        assert set(Movement.objects.values_list("transaction_id", "booked", "fee")) == there
        assert ledger.broken(ledger.invariants.ALWAYS) == []
        return books.totals(Payment.objects.all(), Movement.objects.all())[0].columns


@pytest.fixture
def money(supporter: Supporter, processor: Processor) -> Money:
    return Money(supporter, processor)


def test_a_refund_of_one_renewal_leaves_the_others_alone(money: Money) -> None:
    contribution = money.give("month")
    money.do("clock", days=62)
    money.look()
    first, second, *_more = contribution.payments.order_by("paid_at")
    refund = money.do("refund", payment_intent=second.provider_payment_id, amount=300)
    ledger.sync(gateway.Kind.REFUND, refund["id"])
    assert Reversal.objects.get().payment == second
    assert (first.given_back, bool(second.given_back)) == ("", True)
    assert money.look()[1] == ["-3.00 EUR"]


def test_a_refund_before_the_line_of_its_payment_waits_for_it(money: Money) -> None:
    contribution = money.give("once")
    ledger.sync_contribution(contribution)
    refund = money.do("refund", payment_intent=Payment.objects.get().provider_payment_id)
    ledger.sync(gateway.Kind.REFUND, refund["id"])
    assert (Reversal.objects.get().standing, Movement.objects.count()) == ("pending", 0)
    money.do("clock", advance=300)
    assert money.look()[:2] == [["12.50 EUR"], ["-12.50 EUR"]]
    assert Reversal.objects.get().standing == "succeeded"


def test_a_dispute_of_what_a_refund_has_left_is_lost(money: Money) -> None:
    money.give("once")
    money.do("clock", advance=300)
    money.look()
    paid = Payment.objects.get().provider_payment_id
    money.do("refund", payment_intent=paid, amount=500)
    dispute = money.do("dispute", payment_intent=paid, amount=750)
    assert money.look()[1] == ["-12.50 EUR"]
    money.do("dispute/move", dispute=dispute["id"], act="lose")
    assert money.look()[1:] == [["-12.50 EUR"], ["15.44 EUR"], ["-15.44 EUR"]]
    assert set(Reversal.objects.values_list("standing", flat=True)) == {"succeeded", "lost"}


def test_a_dispute_that_is_won_on_appeal_brings_the_money_back(money: Money) -> None:
    money.give("once")
    money.do("clock", advance=300)
    money.look()
    dispute = money.do("dispute", payment_intent=Payment.objects.get().provider_payment_id)
    for act in ("lose", "appeal", "respond", "win"):
        money.do("dispute/move", dispute=dispute["id"], act=act, returns_fee=True)
        money.look()
    assert Reversal.objects.get().standing == "won"
    assert money.look()[1:] == [["0.00 EUR"], ["0.44 EUR"], ["12.06 EUR"]]


def test_an_inquiry_that_becomes_a_dispute_moves_money_then(money: Money) -> None:
    money.give("once")
    money.do("clock", advance=300)
    money.look()
    dispute = money.do(
        "dispute", payment_intent=Payment.objects.get().provider_payment_id, **{"as": "inquiry"}
    )
    assert money.look()[1] == []
    money.do("dispute/move", dispute=dispute["id"], act="escalate")
    assert money.look()[1] == ["-12.50 EUR"]
    assert Finding.objects.filter(kind="dispute").count() == 1


def test_a_refund_that_fails_before_it_moved_money_is_no_line(money: Money) -> None:
    money.give("once")
    money.do("clock", advance=300)
    money.look()
    paid = Payment.objects.get().provider_payment_id
    refund = money.do("refund", payment_intent=paid, course="insufficient_funds")
    money.do("refund/move", refund=refund["id"], act="fail")
    assert money.look()[1] == []
    assert Finding.objects.get().kind == "not_back"
    money.do("refund", payment_intent=paid)
    assert money.look()[1] == ["-12.50 EUR"]


def test_a_payout_that_the_bank_refused_is_a_line_back_and_goes_out_with_the_next(money: Money) -> None:
    money.give("once")
    money.do("clock", days=4)
    money.do("payout", fails=True)
    money.do("clock", days=3)
    money.look()
    assert Payout.objects.get().standing == "failed"
    money.do("payout")
    money.do("clock", days=3)
    money.look()
    assert sorted(Payout.objects.values_list("standing", "is_complete")) == [
        ("failed", False),
        ("paid", True),
    ]
    assert "eventually_payout_differs" not in [row.what for row in ledger.broken()]


def test_a_refund_after_the_money_was_paid_out_is_of_the_next_payout(money: Money) -> None:
    money.give("month")
    money.do("clock", days=4)
    money.do("payout")
    money.do("clock", days=3)
    money.look()
    refund = money.do("refund", payment_intent=Payment.objects.get().provider_payment_id, amount=200)
    money.do("clock", days=40)
    money.do("payout")
    money.do("clock", days=3)
    money.look()
    line = Movement.objects.get(reversal__provider_id=refund["id"])
    assert line.payout == Payout.objects.latest("arrives_at")
    assert Payout.objects.filter(is_complete=True).count() == 2
