"""Stripe sandbox on this machine, for demo and tests: no money moves, and it imports nothing of ours."""

from newsroom.demo.sandbox.core import Stripe
from newsroom.demo.sandbox.faults import Fault
from newsroom.demo.sandbox.outbox import Delivery
from newsroom.demo.sandbox.wire import Request, Response

__all__ = ["Delivery", "Fault", "Request", "Response", "Stripe"]
