"""Signed choice: what was chosen on the support form, on its way through the question before money.

It stands in a hidden field and nowhere else: no row, no cookie, no address. It carries the token of its form
on, and the moment when it was signed.
"""

import datetime
from dataclasses import astuple, dataclass
from typing import Any
from uuid import UUID

from django.core import signing

from donations import ledger

SALT = "donations.choice"
# Nobody reads the question faster; somebody may come back to a page that was left open.
LEAST_AGE = datetime.timedelta(seconds=3)
GREATEST_AGE = datetime.timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Carried:
    """Choice with the token of the form that it was made on; `is_hasty` where nobody can have read since."""

    token: UUID
    choice: ledger.Choice
    is_hasty: bool = False


def carry(token: UUID, choice: ledger.Choice) -> str:
    """Return the choice as signed text."""
    return signing.dumps([token.hex, *astuple(choice)], salt=SALT, compress=True)


def read_choice(signed: str) -> Carried | None:
    """Return what was carried; None where the signature is not ours, or older than `GREATEST_AGE`."""
    try:
        token, interval, amount, currency, language, from_path = _load(signed, GREATEST_AGE)
    except (signing.BadSignature, ValueError):
        return None
    choice = ledger.Choice(
        interval=interval, amount=amount, currency=currency, language=language, from_path=from_path
    )
    return Carried(token=UUID(token), choice=choice, is_hasty=_is_younger(signed, LEAST_AGE))


def _load(signed: str, oldest: datetime.timedelta) -> list[Any]:
    loaded: list[Any] = signing.loads(signed, salt=SALT, max_age=oldest)
    return loaded


def _is_younger(signed: str, age: datetime.timedelta) -> bool:
    try:
        _load(signed, age)
    except signing.SignatureExpired:
        return False
    return True
