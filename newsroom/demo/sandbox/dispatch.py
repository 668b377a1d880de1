"""HTTP dispatch of the sandbox: API, payment pages and controls, each by its path."""

from newsroom.demo.sandbox import control, hosted, hosted_invoice
from newsroom.demo.sandbox.core import Stripe
from newsroom.demo.sandbox.wire import Refused, Request, Response, to_json


def handle(stripe: Stripe, request: Request) -> Response:
    """Answer a request, after everything that was due before it."""
    stripe.tick()
    if request.path.startswith(("/v1/", "/v2/")):
        return stripe.api.handle(request)
    try:
        if request.path.startswith("/c/pay/"):
            return hosted.handle(stripe.world, request)
        if request.path.startswith("/i/"):
            return hosted_invoice.handle(stripe.world, request)
        return control.handle(stripe, request)
    except Refused as refusal:
        return to_json({"error": refusal.error}, refusal.status)
