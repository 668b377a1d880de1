"""A Stripe on this machine, for the demo and the tests: no money, nothing of the newsroom inside."""

from newsroom.demo.sandbox.core import Stripe
from newsroom.demo.sandbox.faults import Fault
from newsroom.demo.sandbox.outbox import Delivery
from newsroom.demo.sandbox.wire import Request, Response

__all__ = ["Delivery", "Fault", "Request", "Response", "Stripe"]
