"""Builders of contributions, payments and letters with fixed defaults, without the ledger."""

import datetime
import itertools
from typing import Any
from uuid import uuid4

from django.utils import timezone

from donations.models import (
    AddressChange,
    Contribution,
    Letter,
    LetterText,
    Movement,
    Payment,
    Payout,
    Reversal,
    Supporter,
    SupportText,
)
from newsroom.core import crypto

ADDRESS = "reader@example.org"
PAID_AT = datetime.datetime(2026, 11, 23, 12, 6, tzinfo=datetime.UTC)
numbers = itertools.count(1)


def make_supporter(email: str = ADDRESS) -> Supporter:
    return Supporter.objects.get_or_create(
        email_hash=crypto.lookup_hash(email), defaults={"email_sealed": crypto.seal(email)}
    )[0]


def make_contribution(**changes: Any) -> Contribution:
    number = next(numbers)
    values = {
        "interval": "once",
        "amount": 1250,
        "currency": "EUR",
        "status": "paid",
        "form_token": uuid4(),
        "expires_at": timezone.now(),
        "session_id": f"cs_{number}",
        "from_path": "/2026/11/23/ferry-captains-a7/",
    } | changes
    if values["interval"] != "once":
        values.setdefault("subscription_id", f"sub_{number}")
    values.setdefault("supporter", make_supporter())
    return Contribution.objects.create(**values)


def make_regular() -> None:
    """Make a monthly contribution that runs, one on a pause, and one whose ending can still be undone."""
    later = timezone.now() + datetime.timedelta(days=3)
    for changes in ({"status": "active"}, {"status": "paused"}, {"status": "cancelled", "ends_at": later}):
        make_contribution(interval="month", customer_id=f"cus_{next(numbers)}", **changes)


def make_letter_text(**changes: Any) -> LetterText:
    """Make other words for the letter about a pause."""
    values = {"kind": "paused", "language": "en", "subject": "A pause", "heading": "A pause", "text": "Rest."}
    return LetterText.objects.create(**(values | changes))


def make_support_text(**changes: Any) -> SupportText:
    """Make other words for the line of the form about what is known of supporters."""
    values = {"place": "privacy", "language": "en", "text": "We know your email address and nothing else."}
    return SupportText.objects.create(**(values | changes))


def make_address_change(contribution: Contribution) -> AddressChange:
    """Make a wish for letters at another address, which its owner has not answered yet."""
    wanted, former = make_supporter("another@example.org"), contribution.supporter
    assert former
    return AddressChange.objects.create(contribution=contribution, wanted=wanted, former=former)


def make_payment(contribution: Contribution | None = None, **changes: Any) -> Payment:
    """Make a payment with its receipt, which was sent."""
    contribution = contribution or make_contribution()
    values = {
        "contribution": contribution,
        "provider_payment_id": f"pi_{next(numbers)}",
        "amount": contribution.amount,
        "currency": contribution.currency,
        "paid_at": PAID_AT,
    } | changes
    payment = Payment.objects.create(**values)
    Letter.objects.create(
        dedupe_key=f"receipt:{payment.provider_payment_id}",
        kind="receipt",
        contribution=contribution,
        payment=payment,
        status="sent",
        sent_at=PAID_AT,
    )
    return payment


def make_movement(payment: Payment | None = None, **changes: Any) -> Movement:
    """Make the line of a payment, or one of something else that is not about a payment."""
    values: dict[str, Any] = {
        "transaction_id": f"txn_{next(numbers)}",
        "kind": "charge",
        "payment": payment,
        "amount": payment.amount if payment else -200,
        "currency": payment.currency if payment else "EUR",
        "account_currency": "EUR",
        "fee": 44 if payment else 0,
        "at": PAID_AT,
    } | changes
    values.setdefault("booked", values["amount"])
    return Movement.objects.create(**values)


def make_reversal(payment: Payment, *, with_line: bool = True, **changes: Any) -> Reversal:
    """Make a refund of a whole payment, with its line."""
    values: dict[str, Any] = {
        "payment": payment,
        "kind": "refund",
        "provider_id": f"re_{next(numbers)}",
        "amount": payment.amount,
        "currency": payment.currency,
        "standing": "succeeded",
        "opened_at": PAID_AT,
    } | changes
    reversal = Reversal.objects.create(**values)
    if with_line:
        make_movement(payment, kind=reversal.kind, reversal=reversal, amount=-reversal.amount, fee=0)
    return reversal


def make_payout(**changes: Any) -> Payout:
    values = {
        "provider_id": f"po_{next(numbers)}",
        "amount": 1206,
        "currency": "EUR",
        "standing": "paid",
        "arrives_at": PAID_AT,
    }
    return Payout.objects.create(**(values | changes))
