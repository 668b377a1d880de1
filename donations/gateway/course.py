"""Changes of a subscription at the processor: end, pause, go on, another amount.

An ending can be undone without a new card until the processor itself ends the subscription: it stands with
`cancel_at` and a paused collection, so that nothing is collected meanwhile and it ends even if we are gone
(docs.stripe.com/billing/subscriptions/pause-payment).
"""

import datetime
from contextlib import suppress
from typing import Any

import stripe

from donations.gateway.client import ask

# Metadata of a subscription: when that was wished which it follows, in microseconds.
WISHED = "wished"


def set_course(
    subscription_id: str, *, wanted: str, until: datetime.datetime | None, wished_at: datetime.datetime
) -> bool:
    """Let a subscription run, or pause or end until that moment; the same again changes nothing.

    False, and nothing is changed, where it follows a later wish: the books that still know this one are
    older. What the processor has begun to collect already is stopped, too: it would go on collecting that.
    Raises `GatewayError`, final where the subscription has ended for good.
    """
    moment = int(until.timestamp()) if until else None

    def change(client: stripe.StripeClient) -> bool:
        subscription = client.v1.subscriptions.retrieve(subscription_id)
        if _follows_later(subscription, wished_at):
            return False
        if subscription.cancel_at_period_end:
            # Somebody set this in the dashboard; it excludes `cancel_at`.
            client.v1.subscriptions.update(subscription_id, {"cancel_at_period_end": False})
        params: Any = {"proration_behavior": "none", "cancel_at": "", "pause_collection": ""}
        params |= {"metadata": {WISHED: _mark(wished_at)}}
        if wanted == "end":
            params |= {"cancel_at": moment, "pause_collection": {"behavior": "void"}}
        elif wanted == "pause":
            params |= {"pause_collection": {"behavior": "void", "resumes_at": moment}}
        client.v1.subscriptions.update(subscription_id, params)
        collect(client, subscription_id, is_on=wanted == "run")
        return True

    return ask(change)


def set_amount(subscription_id: str, *, amount: int, wished_at: datetime.datetime) -> bool:
    """Let a subscription collect another amount, in minor units of its currency, from the next time on.

    False, and nothing is changed, where it follows a later wish.
    """

    def change(client: stripe.StripeClient) -> bool:
        subscription = client.v1.subscriptions.retrieve(subscription_id)
        if _follows_later(subscription, wished_at):
            return False
        item = subscription["items"].data[0]
        price: Any = {
            "currency": item.price.currency,
            "product": item.price.product,
            "unit_amount": amount,
            "recurring": {"interval": item.price.recurring.interval},
        }
        client.v1.subscriptions.update(
            subscription_id,
            {
                "items": [{"id": item.id, "price_data": price}],
                "proration_behavior": "none",
                "metadata": {WISHED: _mark(wished_at)},
            },
        )
        return True

    return ask(change)


def _mark(wished_at: datetime.datetime) -> str:
    return str(int(wished_at.timestamp() * 1_000_000))


def _follows_later(subscription: stripe.Subscription, wished_at: datetime.datetime) -> bool:
    """Return whether a later wish was granted there."""
    followed = subscription.metadata.to_dict().get(WISHED, "")
    return followed.isdecimal() and int(followed) > int(_mark(wished_at))


def collect(client: stripe.StripeClient, subscription_id: str, *, is_on: bool) -> None:
    """Stop, or start again, the collecting of invoices that exist already.

    What is being paid at this moment is not void: that debit arrives or fails, and is not tried again.
    """
    for status in ("draft", "open"):
        params: Any = {"subscription": subscription_id, "status": status}
        for invoice in client.v1.invoices.list(params).data:
            if invoice.auto_advance is not is_on:
                with suppress(stripe.InvalidRequestError):  # Paid meanwhile.
                    client.v1.invoices.update(invoice.id, {"auto_advance": is_on})
            if status == "open" and not is_on:
                with suppress(stripe.InvalidRequestError):
                    client.v1.invoices.void_invoice(invoice.id)
