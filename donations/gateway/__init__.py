"""Payment processor (Stripe): the only package that talks to it, in our own words.

Names and rules are those of the pinned API version; every call has a timeout, and whatever goes wrong is a
`GatewayError`. Nothing here writes to the database.
"""

from donations.gateway.cards import start_card_page, use_card
from donations.gateway.checkout import close_checkout, start_checkout
from donations.gateway.client import is_live, is_open
from donations.gateway.course import set_amount, set_course
from donations.gateway.dashboard import dashboard_url
from donations.gateway.erasing import Traces, begin_redaction, forget, go_on_redacting
from donations.gateway.events import SIGNATURE_HEADER, kind_of, missed_events, read_event
from donations.gateway.lists import agreed, open_pages, pages, recurring
from donations.gateway.money_back import lines, payout, payouts, standings
from donations.gateway.refunds import refund
from donations.gateway.returning import read_return
from donations.gateway.setup import Setup, set_up
from donations.gateway.shapes import (
    Checkout,
    Forged,
    GatewayError,
    Kind,
    Line,
    Marked,
    MovementFact,
    Notice,
    Order,
    PaymentFact,
    PayoutFact,
    ReversalFact,
    Snapshot,
    Standing,
)
from donations.gateway.snapshots import fetch

__all__ = [
    "SIGNATURE_HEADER",
    "Checkout",
    "Forged",
    "GatewayError",
    "Kind",
    "Line",
    "Marked",
    "MovementFact",
    "Notice",
    "Order",
    "PaymentFact",
    "PayoutFact",
    "ReversalFact",
    "Setup",
    "Snapshot",
    "Standing",
    "Traces",
    "agreed",
    "begin_redaction",
    "close_checkout",
    "dashboard_url",
    "fetch",
    "forget",
    "go_on_redacting",
    "is_live",
    "is_open",
    "kind_of",
    "lines",
    "missed_events",
    "open_pages",
    "pages",
    "payout",
    "payouts",
    "read_event",
    "read_return",
    "recurring",
    "refund",
    "set_amount",
    "set_course",
    "set_up",
    "standings",
    "start_card_page",
    "start_checkout",
    "use_card",
]
