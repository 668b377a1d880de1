"""Forgetting at the processor: ends a subscription for good, marks what stays, deletes the customer.

The mark is metadata: whoever syncs such an object, from however old a copy of the books, learns by it that
its supporter was forgotten. Everything can be asked for again; what is gone already is left.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

import stripe

from donations.gateway.client import API_VERSION, ask
from donations.gateway.course import collect

MARK = "erased"
_MARKED: Any = {"metadata": {MARK: "1"}}
_GONE = "resource_missing"
_JOBS = "/v1/privacy/redaction_jobs"
_PREVIEW = API_VERSION.partition(".")[0] + ".preview"


@dataclass(frozen=True, kw_only=True)
class Traces:
    """Numbers of what the processor has of a contribution; `pages` are payment pages and those for cards."""

    subscription_id: str
    customer_id: str
    pages: tuple[str, ...]
    payments: tuple[str, ...]


def forget(traces: Traces) -> None:
    """Let nothing be collected any more, and delete what the processor lets us; raises `GatewayError`.

    A debit that is on its way at a bank cannot be called back: it arrives, or fails.
    """

    def act(client: stripe.StripeClient) -> None:
        if traces.subscription_id:
            _end(client, traces.subscription_id)
        for page in traces.pages:
            with suppress(stripe.InvalidRequestError):  # Not open any more.
                client.v1.checkout.sessions.expire(page)
            with _unless_gone():
                client.v1.checkout.sessions.update(page, _MARKED)
        for payment in traces.payments:
            with _unless_gone():
                client.v1.payment_intents.update(payment, _MARKED)
        if traces.customer_id:
            with _unless_gone():
                client.v1.customers.delete(traces.customer_id)

    ask(act)


def begin_redaction(traces: Traces, *, key: str) -> str:
    """Ask for the redaction of what the processor keeps, and return the job's number; raises `GatewayError`.

    It is a public preview, which not every account has and the library does not know: final where it has not.
    """
    objects = {
        "checkout_sessions": list(traces.pages),
        "payment_intents": list(traces.payments),
        "customers": [traces.customer_id] if traces.customer_id else [],
    }

    def create(client: stripe.StripeClient) -> str:
        answer = client.raw_request(
            "post",
            _JOBS,
            objects={name: numbers for name, numbers in objects.items() if numbers},
            validation_behavior="fix",
            stripe_version=_PREVIEW,
            idempotency_key=f"redact:{key}",
        )
        return str(answer.data["id"])

    return ask(create)


def go_on_redacting(job_id: str) -> str:
    """Return how a redaction job stands, and run it where it is ready; raises `GatewayError`."""

    def look(client: stripe.StripeClient) -> str:
        answer = client.raw_request("get", f"{_JOBS}/{job_id}", stripe_version=_PREVIEW)
        if answer.data["status"] == "ready":
            answer = client.raw_request("post", f"{_JOBS}/{job_id}/run", stripe_version=_PREVIEW)
        return str(answer.data["status"])

    return ask(look)


def _end(client: stripe.StripeClient, subscription_id: str) -> None:
    """End it now and for good, with what it was about to collect."""
    with _unless_gone():
        client.v1.subscriptions.update(subscription_id, _MARKED)
    with _unless_gone():
        collect(client, subscription_id, is_on=False)
    with _unless_gone():
        client.v1.subscriptions.cancel(subscription_id)


@contextmanager
def _unless_gone() -> Iterator[None]:
    """Leave what is not there any more: it was ended, deleted or redacted before."""
    try:
        yield
    except stripe.InvalidRequestError as error:
        if error.code != _GONE:
            raise
