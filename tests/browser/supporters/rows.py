"""Rows behind the supporters' own pages; each function makes its own and returns the path of a page."""

from __future__ import annotations

import datetime
from typing import Any

from django.utils import timezone

from donations import ledger, links
from donations.models import Contribution
from tests.donations.books import (
    PAID_AT,
    make_address_change,
    make_contribution,
    make_payment,
    make_reversal,
    make_supporter,
    numbers,
)

DAY = datetime.timedelta(days=1)
STRANGER = "stranger@example.org"


def of(contribution: Contribution, *, at: datetime.datetime | None = None) -> str:
    """Return the path of the page of a contribution, as a letter of that moment names it."""
    return f"support/manage/{links.token_of(contribution, at=at)}/"


def regular(status: str = "active", **changes: Any) -> Contribution:
    """Make a monthly contribution with payments, one of them given back in part."""
    values = {"customer_id": f"cus_{next(numbers)}", "next_at": timezone.now() + 20 * DAY} | changes
    contribution = make_contribution(interval="month", status=status, **values)
    for month in range(8):
        paid_at = PAID_AT - month * 30 * DAY
        number = f"MT-{paid_at:%y%m}-GXBWNN{next(numbers):04}"
        payment = make_payment(contribution, paid_at=paid_at, receipt_number=number)
    make_reversal(payment, amount=500)
    return contribution


def runs() -> str:
    return of(regular())


def runs_until_a_day() -> str:
    return of(regular(ends_at=timezone.now() + 40 * DAY))


def paused() -> str:
    return of(regular("paused", resumes_at=timezone.now() + 60 * DAY))


def paused_without_a_day() -> str:
    return of(regular("paused"))


def failed() -> str:
    return of(regular("past_due"))


def lapsed() -> str:
    return of(regular("lapsed"))


def ended() -> str:
    """Return the page of an ending that can still be undone."""
    return of(regular("cancelled", ends_at=timezone.now() + 5 * DAY))


def over() -> str:
    ended_at = timezone.now() - DAY
    return of(regular("cancelled", ends_at=ended_at, ended_at=ended_at))


def first_debit() -> str:
    """Return the page while the bank is at work on the first payment."""
    return of(make_contribution(interval="month", status="processing", customer_id="cus_debit"))


def first_debit_refused() -> str:
    """Return the page while the processor tries again what the bank has refused at first."""
    refused = make_contribution(interval="month", status="processing", customer_id="cus_debit")
    Contribution.objects.filter(pk=refused.pk).update(refusal="insufficient_funds", subscription_id="sub_1")
    refused.refresh_from_db()
    return of(refused)


def once() -> str:
    contribution = make_contribution()
    make_payment(contribution, receipt_number="MT-2611-2AIDBZUPG7")
    return of(contribution)


def changed_address_often() -> str:
    """Return the page of somebody who asked for so many other addresses today that no more are taken."""
    contribution = regular()
    for _ in range(ledger.addresses.MOST_CHANGES_A_DAY):
        make_address_change(contribution)
    return of(contribution)


def forged() -> str:
    return "support/manage/forged/"


def old() -> str:
    return of(regular(), at=timezone.now() - links.LIVES - 2 * DAY)


def asks() -> str:
    return "support/link/"


def asked_often() -> str:
    """Return the form after so many requests from this network that no more are taken today."""
    for _ in range(ledger.limits.TO_ADDRESS):
        ledger.admit_link_request(STRANGER, "")
    return "support/link/"


def _answer(answer: str, **changes: Any) -> str:
    change = make_address_change(regular())
    type(change).objects.filter(pk=change.pk).update(**changes)
    return f"support/address/{links.answer_token(answer, str(change.public_id))}/"


def confirms() -> str:
    return _answer("confirm")


def takes_back() -> str:
    return _answer("take_back", confirmed_at=timezone.now())


def forget() -> str:
    """Return the page of somebody with two contributions who asked to be forgotten."""
    regular()
    once()
    return f"support/forget/{links.forget_token(make_supporter().public_id, timezone.now())}/"


def forget_late() -> str:
    regular()
    return f"support/forget/{links.forget_token(make_supporter().public_id, timezone.now() - 4 * DAY)}/"


def card_given() -> str:
    return "support/card/?given"


def card_not_given() -> str:
    return "support/card/"
