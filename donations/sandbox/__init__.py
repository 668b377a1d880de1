"""A Stripe on this machine, for the demo and the tests: no money, nothing of the newsroom inside."""

from donations.sandbox.core import Stripe
from donations.sandbox.faults import Fault
from donations.sandbox.outbox import Delivery
from donations.sandbox.wire import Request, Response

__all__ = ["Delivery", "Fault", "Request", "Response", "Stripe"]
