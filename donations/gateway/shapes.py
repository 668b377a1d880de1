"""Dataclasses that the gateway takes and returns, in our own words, and its errors."""

import datetime
from dataclasses import dataclass
from enum import StrEnum


class GatewayError(Exception):
    """The processor did not do what we asked; `is_final` when it understood and refused.

    `is_kept` when it answers the same to the same idempotency key for a day, such as its own failures; both
    when the key was used with another request before (docs.stripe.com/api/idempotent_requests).
    """

    def __init__(
        self, message: str, *, is_final: bool = False, is_kept: bool = False, request: str = ""
    ) -> None:
        self.is_final, self.is_kept = is_final, is_kept
        # The reason alone, and the processor's own number of the request, by which its staff find it.
        self.reason, self.request = message, request
        super().__init__(f"{message} ({request})" if request else message)


class Forged(GatewayError):
    """A message without a valid signature of the processor."""


class Kind(StrEnum):
    """Kinds of objects that `fetch` takes."""

    SESSION = "session"
    INVOICE = "invoice"
    SUBSCRIPTION = "subscription"
    CHARGE = "charge"
    REFUND = "refund"
    DISPUTE = "dispute"
    # These two belong to no single contribution.
    CUSTOMER = "customer"
    PAYOUT = "payout"


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
    """Money that moved, in minor units of `currency` (upper case). `asked` is what the page or price said."""

    provider_payment_id: str
    amount: int
    currency: str
    paid_at: datetime.datetime
    asked: int


@dataclass(frozen=True, kw_only=True)
class ReversalFact:
    """Refund or dispute: `kind` is a value of `Reversal.Kind`, `standing` the processor's own word."""

    provider_id: str
    provider_payment_id: str
    kind: str
    amount: int
    currency: str
    standing: str
    reason: str
    respond_by: datetime.datetime | None
    opened_at: datetime.datetime


@dataclass(frozen=True, kw_only=True)
class MovementFact:
    """Line of the balance about a payment: `kind` is a value of `Movement.Kind`.

    `amount` is signed, in the payment's currency; `booked` and `fee` are in that of the account.
    """

    transaction_id: str
    provider_payment_id: str
    reversal_id: str
    kind: str
    amount: int
    currency: str
    booked: int
    fee: int
    account_currency: str
    at: datetime.datetime


@dataclass(frozen=True, kw_only=True)
class Line:
    """Line of the balance, whatever it is about: `kind` and `source_id` name what `fetch` takes, if anything.

    `category` is a value of `Movement.Kind`.
    """

    transaction_id: str
    category: str
    kind: Kind | None
    source_id: str
    booked: int
    fee: int
    account_currency: str
    at: datetime.datetime


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Refund or dispute in a list: the processor's word, and the payment that it is about."""

    kind: Kind
    provider_id: str
    standing: str
    provider_payment_id: str


@dataclass(frozen=True, kw_only=True)
class PayoutFact:
    """Payout to the bank; `lines` are all of it once the processor knows them, and `is_complete` then."""

    provider_id: str
    amount: int
    currency: str
    standing: str
    arrives_at: datetime.datetime
    is_complete: bool
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Marked:
    """Payment page or subscription that names a contribution, with our mark if it has one."""

    kind: Kind
    provider_id: str
    reference: str
    site: str


@dataclass(frozen=True, kw_only=True)
class Snapshot:
    """Status and payments of a contribution at the processor, fetched just now.

    `reference`, `site` and `attempt` are what we gave, empty for strangers' objects; `status` is a value of
    `Contribution.Status`; `payments` are those that this object knows, not always all of them. `interval`,
    `amount` (minor units) and `currency` are what was agreed to on this very page.
    """

    reference: str
    status: str
    site: str = ""
    attempt: int = 0
    # Its supporter was forgotten, as our mark there says.
    is_erased: bool = False
    interval: str = ""
    amount: int = 0
    currency: str = ""
    session_id: str | None = None
    customer_id: str = ""
    subscription_id: str | None = None
    email: str = ""
    locale: str = ""
    payments: tuple[PaymentFact, ...] = ()
    reversals: tuple[ReversalFact, ...] = ()
    movements: tuple[MovementFact, ...] = ()
    failed_invoice_id: str = ""
    retry_at: datetime.datetime | None = None
    is_confirmation_needed: bool = False
    # Why the last try was refused, in the processor's own word.
    refusal: str = ""
    card_ends_on: datetime.date | None = None
    next_at: datetime.datetime | None = None
    resumes_at: datetime.datetime | None = None
    ends_at: datetime.datetime | None = None
    ended_at: datetime.datetime | None = None
    end_reason: str = ""
    # Since when nothing is collected, and the number of the price that is.
    stopped_at: datetime.datetime | None = None
    price_id: str = ""

    @property
    def is_agreed(self) -> bool:
        """Whether somebody said yes on this page, so that money moved or will."""
        return bool(self.payments) or self.status not in ("open", "expired", "failed", "")
