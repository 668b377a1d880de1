"""Dataclasses that the gateway takes and returns, in our own words, and its errors."""

import datetime
from dataclasses import dataclass
from enum import StrEnum


class GatewayError(Exception):
    """The processor did not do what we asked; `is_final` when it understood and refused.

    `is_kept` when it answers the same to the same idempotency key for a day, such as its own failures
    (docs.stripe.com/api/idempotent_requests).
    """

    def __init__(self, message: str, *, is_final: bool = False, is_kept: bool = False) -> None:
        self.is_final, self.is_kept = is_final, is_kept
        super().__init__(message)


class Forged(GatewayError):
    """A message without a valid signature of the processor."""


class Kind(StrEnum):
    """Kinds of objects that `fetch` takes."""

    SESSION = "session"
    INVOICE = "invoice"
    SUBSCRIPTION = "subscription"


@dataclass(frozen=True, kw_only=True)
class Order:
    """Request for a payment page. `amount` is in minor units."""

    reference: str
    attempt: int
    interval: str
    amount: int
    currency: str
    expires_at: datetime.datetime
    language: str


@dataclass(frozen=True, kw_only=True)
class Checkout:
    """A payment page: send the supporter to `url`, which is empty when nothing can be paid there any more."""

    session_id: str
    url: str


@dataclass(frozen=True, kw_only=True)
class Notice:
    """A verified event: a hint that this object changed. `is_ours`: live or test, as we are."""

    event_id: str
    type: str
    object_id: str
    is_ours: bool


@dataclass(frozen=True, kw_only=True)
class PaymentFact:
    """Money that moved, in minor units of `currency` (upper case)."""

    provider_payment_id: str
    amount: int
    currency: str
    fee: int | None
    paid_at: datetime.datetime


@dataclass(frozen=True, kw_only=True)
class Snapshot:
    """Status and payments of a contribution at the processor, fetched just now.

    `reference` and `attempt` are what we gave, empty for strangers' objects; `status` is a value of
    `Contribution.Status`; `payments` are those that this object knows, not always all of them. `interval`,
    `amount` (minor units) and `currency` are what was agreed to on this very page.
    """

    reference: str
    status: str
    attempt: int = 0
    interval: str = ""
    amount: int = 0
    currency: str = ""
    session_id: str | None = None
    customer_id: str = ""
    subscription_id: str | None = None
    email: str = ""
    payments: tuple[PaymentFact, ...] = ()
    failed_invoice_id: str = ""
