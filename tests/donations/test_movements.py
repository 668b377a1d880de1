"""Lines of the balance: appended, never edited, and what they say must be possible."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from donations import ledger
from donations.models import Movement
from tests.donations.books import make_movement, make_payment, make_payout, make_reversal

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "charge", "amount": -1},
        {"kind": "charge", "amount": 0},
        {"kind": "charge_failure", "amount": 1},
        {"kind": "refund", "amount": -1},
        {"kind": "fee", "amount": -1},
        {"kind": "other", "amount": -1},
        {"kind": "charge", "payment": None},
        {"kind": "anything"},
    ],
    ids=str,
)
def test_a_line_that_cannot_be_is_refused_by_the_database(changes: dict[str, Any]) -> None:
    payment = make_payment()
    with pytest.raises(IntegrityError), transaction.atomic():
        make_movement(**({"payment": payment} | changes))


@pytest.mark.parametrize("kind", ["refund", "dispute"])
def test_money_that_comes_back_names_what_it_belongs_to(kind: str) -> None:
    payment = make_payment()
    with pytest.raises(IntegrityError), transaction.atomic():
        make_movement(payment, kind=kind, amount=-1)
    reversal = make_reversal(payment, kind=kind)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_movement(payment, reversal=reversal)


@pytest.mark.parametrize(
    "change", [{"amount": 1}, {"fee": 0}, {"booked": 1}, {"at": None}, {"transaction_id": "txn_x"}], ids=str
)
def test_nobody_edits_a_line(change: dict[str, Any]) -> None:
    make_movement(make_payment())
    if "at" in change:
        change = {"at": make_payment().recorded_at}
    with pytest.raises(IntegrityError, match="appended, never edited"), transaction.atomic():
        Movement.objects.update(**change)


def test_the_payout_of_a_line_is_told_later_and_once() -> None:
    make_movement(make_payment())
    assert Movement.objects.update(payout=make_payout()) == 1
    with pytest.raises(IntegrityError, match="appended, never edited"), transaction.atomic():
        Movement.objects.update(payout=make_payout())


def test_a_line_is_there_once() -> None:
    line = make_movement(make_payment())
    with pytest.raises(IntegrityError), transaction.atomic():
        make_movement(make_payment(), transaction_id=line.transaction_id)


def test_a_payout_is_complete_when_its_lines_come_to_its_amount() -> None:
    payout = make_payout(is_complete=True)
    assert [(row.what, row.row_id) for row in ledger.broken()] == [("eventually_payout_differs", payout.pk)]
    make_movement(make_payment(), payout=payout)
    assert [row.what for row in ledger.broken()] == ["eventually_payout_differs"]
    make_movement(kind="payout", amount=-1206, payout=payout)
    assert ledger.broken() == []
