"""Stripe events: verified, thin, and only hints that an object changed."""

import datetime
import hashlib
import json
from collections.abc import Iterator
from typing import Any

import stripe
from django.conf import settings

from donations.gateway.client import ask, is_live
from donations.gateway.shapes import Forged, Kind, Notice

SIGNATURE_HEADER = "Stripe-Signature"
# Seconds after which a signature is no longer good: the library's own.
OLDEST = stripe.Webhook.DEFAULT_TOLERANCE
# The types that we ask for; others are authentic, too, and say nothing to us.
SUBSCRIBED: dict[Kind, tuple[str, ...]] = {
    Kind.SESSION: tuple(
        f"checkout.session.{what}"
        for what in ("completed", "async_payment_succeeded", "async_payment_failed", "expired")
    ),
    Kind.INVOICE: ("invoice.paid", "invoice.payment_failed", "invoice.payment_action_required"),
    Kind.SUBSCRIPTION: tuple(
        f"customer.subscription.{what}" for what in ("created", "updated", "deleted", "paused", "resumed")
    ),
    # The line of a payment, and with it the fee, comes some time after the payment.
    Kind.CHARGE: ("charge.updated",),
    Kind.REFUND: ("refund.created", "refund.updated", "refund.failed"),
    Kind.DISPUTE: tuple(
        f"charge.dispute.{what}"
        for what in ("created", "updated", "closed", "funds_withdrawn", "funds_reinstated")
    ),
    Kind.CUSTOMER: ("customer.deleted",),
    Kind.PAYOUT: ("payout.paid", "payout.failed", "payout.reconciliation_completed"),
}
# The processor lists the events of so many types at once.
PORTION = 20


def kind_of(event_type: str) -> Kind | None:
    """Return what an event of this type is about, or None where it is of no interest."""
    name = event_type.removeprefix("v1.")
    return next((kind for kind, names in SUBSCRIBED.items() if name in names), None)


def read_event(body: bytes, signature: str) -> Notice:
    """Return the event that the processor signed with one of our secrets; raises `Forged`.

    What is authentic and makes no sense is a notice, too, so that it is stored and never sent again.
    """
    for secret in settings.STRIPE_WEBHOOK_SECRETS:
        try:
            stripe.WebhookSignature.verify_header(body, signature, secret, OLDEST)
        except (stripe.SignatureVerificationError, ValueError):
            continue
        return _notice(body)
    raise Forged("not signed with a secret of ours")


def _notice(body: bytes) -> Notice:
    """Read a thin event, or a classic one, of which nothing but names is taken."""
    try:
        event = json.loads(body)
        is_classic = event["object"] == "event"
        about = event["data"]["object"] if is_classic else event.get("related_object") or {}
        is_elsewhere = bool(event.get("account" if is_classic else "context"))
        return Notice(
            event_id=_short(event["id"], 255),
            type=_short(event["type"], 120),
            object_id=_short(about["id"], 255) if about else "",
            is_ours=event["livemode"] == is_live() and not is_elsewhere,
        )
    except (ValueError, KeyError, AttributeError, TypeError, RecursionError):
        name = f"unreadable:{hashlib.sha256(body).hexdigest()}"
        return Notice(event_id=name, type="unreadable", object_id="", is_ours=False)


def _short(text: object, most: int) -> str:
    """Return a text that the database column can hold, or raise ValueError."""
    if not isinstance(text, str) or not text or len(text) > most or "\0" in text:
        raise ValueError("no number or name of an event")
    return text


def missed_events(since: datetime.datetime) -> Iterator[Notice]:
    """Yield events since then whose delivery did not succeed; raises `GatewayError`."""
    types = [name for names in SUBSCRIBED.values() for name in names]
    for start in range(0, len(types), PORTION):
        yield from _missed(types[start : start + PORTION], since)


def _missed(types: list[str], since: datetime.datetime) -> list[Notice]:
    params: Any = {
        "types": types,
        "created": {"gte": int(since.timestamp())},
        "delivery_success": False,
        "limit": 100,
    }

    def listed(client: stripe.StripeClient) -> list[Notice]:
        return [
            Notice(
                event_id=event.id,
                type=event.type,
                object_id=event.data.object["id"],
                is_ours=event.livemode == is_live(),
            )
            for event in client.v1.events.list(params=params).auto_paging_iter()
        ]

    return ask(listed)
