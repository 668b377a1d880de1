"""Refunds at the processor: each is made once, however often it is asked for."""

from typing import Any

import stripe

from donations.gateway.client import ask

# Our reasons in the processor's words; for a mistake it has none.
REASONS = {"asked": "requested_by_customer", "duplicate": "duplicate", "fraud": "fraudulent"}


def refund(payment_id: str, *, amount: int, reason: str, reference: str) -> str:
    """Give so much of a payment back, in minor units, and return the refund's id; raises `GatewayError`.

    The same reference is the same refund. The processor remembers an idempotency key for a day alone, so what
    carries the reference already is looked for first, before each try: none of the library's own follows a
    lost answer, which can be days later where the machine slept. Only one process may ask at a time.
    """

    def make(client: stripe.StripeClient) -> str:
        asked: Any = {"payment_intent": payment_id, "limit": 100}
        for one in client.v1.refunds.list(asked).auto_paging_iter():
            if one.metadata and one.metadata.to_dict().get("order") == reference:
                return one.id
        params: Any = {"payment_intent": payment_id, "amount": amount, "metadata": {"order": reference}}
        if reason in REASONS:
            params["reason"] = REASONS[reason]
        made = client.v1.refunds.create(
            params, {"idempotency_key": f"refund:{reference}", "max_network_retries": 0}
        )
        return made.id

    return ask(make)
