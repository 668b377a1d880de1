"""Stripe events: verified, thin, and only hints that an object changed."""

import datetime
from collections.abc import Iterator
from typing import Any

import stripe
from django.conf import settings

from donations.gateway.client import ask, is_live, make_client
from donations.gateway.shapes import Forged, Kind, Notice

SIGNATURE_HEADER = "Stripe-Signature"
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
}


def kind_of(event_type: str) -> Kind | None:
    """Return what an event of this type is about, or None where it is of no interest."""
    name = event_type.removeprefix("v1.")
    return next((kind for kind, names in SUBSCRIBED.items() if name in names), None)


def read_event(body: bytes, signature: str) -> Notice:
    """Return the event that the processor signed with one of our secrets; raises `Forged`."""
    for secret in settings.STRIPE_WEBHOOK_SECRETS:
        try:
            event: Any = make_client().parse_event_notification(body, signature, secret)
            related = getattr(event, "related_object", None)
            return Notice(
                event_id=_short(event.id, 255),
                type=_short(event.type, 120),
                object_id=_short(related.id, 255) if related else "",
                is_ours=event.livemode == is_live(),
            )
        except stripe.SignatureVerificationError:
            continue
        except (ValueError, KeyError, AttributeError, TypeError, RecursionError) as error:
            raise Forged("signed, but no event of the kind that we know") from error
    raise Forged("not signed with a secret of ours")


def _short(text: object, most: int) -> str:
    """Return a text that the database column can hold, or raise ValueError."""
    if not isinstance(text, str) or not text or len(text) > most or "\0" in text:
        raise ValueError("no number or name of an event")
    return text


def missed_events(since: datetime.datetime) -> Iterator[Notice]:
    """Yield events since then whose delivery did not succeed; raises `GatewayError`."""
    params: Any = {
        "types": [name for names in SUBSCRIBED.values() for name in names],
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

    yield from ask(listed)
