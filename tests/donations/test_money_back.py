"""Refunds, disputes, fees and payouts: every line of the processor's balance is in the books, to the cent."""

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from donations import books, gateway, ledger, letters
from donations.models import Contribution, Finding, Letter, Movement, Payment, Payout, Reversal
from tests.builders import make_user
from tests.donations.giving import Supporter
from tests.donations.mailing import html_of
from tests.donations.processor import Processor

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def paid(supporter: Supporter, processor: Processor) -> Payment:
    """A gift of 12.50 EUR whose line has come: 0.44 EUR of it are the fee."""
    supporter.give("once", "EUR", "12.50")
    contribution = Contribution.objects.get()
    processor.pay(contribution)
    processor.control("clock", advance=120)
    ledger.sync_contribution(contribution)
    return Payment.objects.get()


def hear(processor: Processor, event_type: str) -> None:
    """Take in the newest event of this type, and nothing else."""
    event = next(one for one in processor.core.world.newest("event") if one["type"] == event_type)
    name, about = event["id"], event["data"]["object"]["id"]
    notice = gateway.Notice(event_id=name, type=event_type, object_id=about, is_ours=True)
    ledger.take_in(notice)
    ledger.drain()


def lines(processor: Processor) -> set[tuple[str, int, int]]:
    table = processor.core.world.table("balance_transaction").values()
    return {(one["id"], one["amount"], one["fee"]) for one in table}


def in_the_books() -> set[tuple[str, int, int]]:
    return set(Movement.objects.values_list("transaction_id", "booked", "fee"))


def sums() -> list[list[str]]:
    return books.totals(Payment.objects.all(), Movement.objects.filter(payment__isnull=False))[0].columns


def test_the_fee_comes_with_the_line_some_time_after_the_payment(
    supporter: Supporter, processor: Processor
) -> None:
    supporter.give("once", "EUR", "12.50")
    contribution = Contribution.objects.get()
    processor.pay(contribution)
    ledger.sync_contribution(contribution)
    assert sums() == [["12.50 EUR"], [], [], []]
    processor.control("clock", advance=120)
    hear(processor, "charge.updated")
    assert in_the_books() == lines(processor)
    assert sums() == [["12.50 EUR"], [], ["0.44 EUR"], ["12.06 EUR"]]


def test_fees_of_renewals_are_in_the_books(supporter: Supporter, processor: Processor) -> None:
    supporter.give("month", "USD", preset=900)
    contribution = Contribution.objects.get()
    processor.pay(contribution)
    processor.control("clock", days=32)
    ledger.sync_contribution(contribution)
    assert Payment.objects.count() == 2
    assert in_the_books() == lines(processor)
    assert ledger.broken(ledger.invariants.ALWAYS) == []


@pytest.mark.parametrize(("part", "back"), [(500, "-5.00 EUR"), (None, "-12.50 EUR")])
def test_a_refund_is_a_line_of_its_own(
    paid: Payment, processor: Processor, part: int | None, back: str
) -> None:
    given: dict[str, Any] = {"amount": part} if part else {}
    processor.control("refund", payment_intent=paid.provider_payment_id, **given)
    hear(processor, "refund.created")
    reversal = Reversal.objects.get()
    assert (reversal.kind, reversal.standing, reversal.amount) == ("refund", "succeeded", part or 1250)
    assert in_the_books() == lines(processor)
    assert sums()[1] == [back]
    paid.contribution.refresh_from_db()
    assert (paid.contribution.status, paid.amount) == ("paid", 1250)


def test_several_refunds_are_as_many_lines(paid: Payment, processor: Processor) -> None:
    for amount in (100, 200, 300):
        processor.control("refund", payment_intent=paid.provider_payment_id, amount=amount)
    ledger.sync_contribution(paid.contribution)
    assert sorted(Reversal.objects.values_list("amount", flat=True)) == [100, 200, 300]
    assert in_the_books() == lines(processor)
    assert sums()[1] == ["-6.00 EUR"]


def test_a_refund_that_waits_is_seen_before_its_line(paid: Payment, processor: Processor) -> None:
    refund = processor.control("refund", payment_intent=paid.provider_payment_id, course="insufficient_funds")
    hear(processor, "refund.created")
    assert (Reversal.objects.get().standing, Movement.objects.count()) == ("pending", 1)
    processor.control("refund/move", refund=refund["id"], act="succeed")
    ledger.sync(gateway.Kind.REFUND, refund["id"])
    assert Reversal.objects.get().standing == "succeeded"
    assert in_the_books() == lines(processor)


def test_a_refund_that_fails_after_all_is_a_second_line_and_somebody_must_write(
    paid: Payment, processor: Processor
) -> None:
    processor.control("refund", payment_intent=paid.provider_payment_id, course="fails")
    hear(processor, "refund.created")
    assert sums()[1] == ["-12.50 EUR"]
    processor.control("clock", days=3)
    hear(processor, "refund.failed")
    assert sorted(Movement.objects.values_list("kind", flat=True)) == ["charge", "refund", "refund_failure"]
    assert in_the_books() == lines(processor)
    assert sums()[1] == ["0.00 EUR"]
    assert Finding.objects.get().kind == "not_back"


@pytest.mark.parametrize(
    ("act", "kinds"), [("win", ["charge", "dispute", "dispute_reversal"]), ("lose", ["charge", "dispute"])]
)
def test_a_dispute_is_followed_to_its_end_with_its_fee(
    paid: Payment, processor: Processor, act: str, kinds: list[str]
) -> None:
    dispute = processor.control("dispute", payment_intent=paid.provider_payment_id)
    hear(processor, "charge.dispute.created")
    reversal, finding = Reversal.objects.get(), Finding.objects.get()
    assert (reversal.kind, reversal.standing, bool(reversal.respond_by)) == (
        "dispute",
        "needs_response",
        True,
    )
    assert finding.kind == "dispute"
    assert "12.50 EUR, answer until" in finding.note
    assert sums()[1:3] == [["-12.50 EUR"], ["15.44 EUR"]]
    processor.control("dispute/move", dispute=dispute["id"], act=act)
    hear(processor, "charge.dispute.closed")
    reversal.refresh_from_db()
    assert reversal.standing == {"win": "won", "lose": "lost"}[act]
    assert sorted(Movement.objects.values_list("kind", flat=True)) == kinds
    assert in_the_books() == lines(processor)


def test_an_inquiry_moves_no_money(paid: Payment, processor: Processor) -> None:
    processor.control("dispute", payment_intent=paid.provider_payment_id, **{"as": "inquiry"})
    hear(processor, "charge.dispute.created")
    assert Reversal.objects.get().standing.startswith("warning")
    assert sums()[1] == []
    assert in_the_books() == lines(processor)


def test_without_any_event_reconcile_finds_all_money(paid: Payment, processor: Processor) -> None:
    processor.control("refund", payment_intent=paid.provider_payment_id, amount=500)
    processor.control("dispute", payment_intent=paid.provider_payment_id, amount=300)
    processor.control("fee", amount=200)
    since = paid.contribution.created_at - datetime.timedelta(hours=1)
    found = {(one.what, one.theirs) for one in ledger.compare(since)}
    assert ("standing", "succeeded") in found
    report = ledger.reconcile(everything=True)
    assert report.failures == []
    assert in_the_books() == lines(processor)
    assert Movement.objects.get(kind="fee").payment is None
    assert ledger.compare(since) == []


def test_a_payout_is_the_sum_of_its_lines(paid: Payment, processor: Processor) -> None:
    processor.control("refund", payment_intent=paid.provider_payment_id, amount=500)
    processor.control("fee", amount=200)
    processor.control("clock", days=4)
    processor.control("payout")
    processor.control("clock", days=3)
    ledger.reconcile(everything=True)
    payout = Payout.objects.get()
    assert payout.is_complete
    assert (payout.amount, payout.standing) == (1250 - 44 - 500 - 200, "paid")
    assert payout.movements.count() == 4
    assert in_the_books() == lines(processor)
    assert [row.what for row in ledger.broken() if row.what != "eventually_letter_waiting"] == []


def test_a_receipt_whose_money_went_back_says_so(paid: Payment, processor: Processor) -> None:
    processor.control("refund", payment_intent=paid.provider_payment_id, amount=500)
    ledger.sync_contribution(paid.contribution)
    letter = letters.build(paid.letters.get(kind=Letter.Kind.RECEIPT))
    for body in (str(letter.body), html_of(letter)):
        assert "Given back since" in body
        assert "€5" in body
    page = Client().get("/support/thanks/", {"s": str(paid.contribution.session_id)}).content.decode()
    assert "Given back since" in page


def test_the_desk_shows_what_became_of_a_payment(paid: Payment, processor: Processor, client: Client) -> None:
    processor.control("refund", payment_intent=paid.provider_payment_id, amount=500)
    processor.control("dispute", payment_intent=paid.provider_payment_id, amount=300)
    ledger.sync_contribution(paid.contribution)
    client.force_login(make_user("fundraiser"))
    page = client.get(f"/admin/donations/payment/{paid.pk}/change/").content.decode()
    for words in ("-8.00 EUR", "Refund 5.00 EUR", "Dispute 3.00 EUR", "needs_response", "15.44 EUR"):
        assert words.lower() in page.lower()
    page = client.get(f"/admin/donations/contribution/{paid.contribution.pk}/change/").content.decode()
    assert "needs_response" in page
    listed = client.get("/admin/donations/payment/").content.decode()
    for words in ("12.50 EUR", "-8.00 EUR", "15.44 EUR"):
        assert words in listed


def test_money_of_strangers_on_the_same_account_is_a_line_and_no_payment(
    paid: Payment, processor: Processor
) -> None:
    table = processor.core.world.table("checkout.session")
    session = processor.core.world.find(next(iter(table)))
    intent = processor.core.world.find(session["payment_intent"])
    Movement.objects.all().delete()
    Payment.objects.get().letters.all().delete()
    Payment.objects.all().delete()
    Finding.objects.all().delete()
    processor.core.world.save(session | {"metadata": {}})
    assert intent["status"] == "succeeded"
    Contribution.objects.update(session_id="cs_other")
    ledger.reconcile(everything=True)
    assert in_the_books() == lines(processor)
    assert (Movement.objects.get().kind, Payment.objects.count()) == ("other", 0)


def test_a_look_at_a_long_history_costs_no_more_than_at_a_short_one(
    supporter: Supporter, processor: Processor
) -> None:
    supporter.give("month", "EUR", "12.50")
    contribution = Contribution.objects.get()
    processor.pay(contribution)

    def queries() -> int:
        """Refund what was paid last, hear of it, and count the queries of one more look."""
        processor.control("clock", advance=120)
        charge = next(iter(processor.core.world.newest("charge")))
        processor.control("refund", charge=charge["id"])
        processor.control("clock", advance=120)
        ledger.sync_contribution(contribution)
        with CaptureQueriesContext(connection) as captured:
            ledger.sync_contribution(contribution)
        return len(captured)

    of_one = queries()
    for _ in range(3):
        processor.control("clock", days=32)
    of_four = queries()
    assert (Payment.objects.count(), Reversal.objects.count()) == (4, 2)
    assert of_four == of_one
