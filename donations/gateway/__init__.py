"""Payment processor (Stripe): the only package that talks to it, in our own words.

Names and rules are those of the pinned API version; every call has a timeout, and whatever goes wrong is a
`GatewayError`. Nothing here writes to the database.
"""

from donations.gateway.checkout import start_checkout
from donations.gateway.client import is_live, is_open
from donations.gateway.events import SIGNATURE_HEADER, kind_of, missed_events, read_event
from donations.gateway.setup import Setup, set_up
from donations.gateway.shapes import (
    Checkout,
    Forged,
    GatewayError,
    Kind,
    Notice,
    Order,
    PaymentFact,
    Snapshot,
)
from donations.gateway.snapshots import fetch, pages, recurring

__all__ = [
    "SIGNATURE_HEADER",
    "Checkout",
    "Forged",
    "GatewayError",
    "Kind",
    "Notice",
    "Order",
    "PaymentFact",
    "Setup",
    "Snapshot",
    "fetch",
    "is_live",
    "is_open",
    "kind_of",
    "missed_events",
    "pages",
    "read_event",
    "recurring",
    "set_up",
    "start_checkout",
]
