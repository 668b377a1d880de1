"""Making at the processor what the newsroom needs there, once: a product, and a place where events go."""

from dataclasses import dataclass
from typing import Any

import stripe
from django.conf import settings

from donations.gateway.client import ask
from donations.gateway.events import SUBSCRIBED

# One product for every contribution. Its id is ours to choose, so a second run finds what the first made.
PRODUCT = "newsroom_contribution"
ADDRESS = "webhook_endpoint.url"
SECRET = "webhook_endpoint.signing_secret"  # noqa: S105  # the name of a field


@dataclass(frozen=True, kw_only=True)
class Setup:
    """What stands at the processor now; `webhook_secret` is told once, when the destination is made."""

    product_id: str
    destination_id: str
    webhook_secret: str


def set_up(address: str) -> Setup:
    """Make or find the product and the destination of events at `address`; raises `GatewayError`."""

    def work(client: stripe.StripeClient) -> Setup:
        product_id = _product(client)
        destination = _found(client, address) or _made(client, address)
        secret = destination.webhook_endpoint.signing_secret or ""
        return Setup(product_id=product_id, destination_id=destination.id, webhook_secret=secret)

    return ask(work)


def event_types() -> list[str]:
    """Return the thin events that we act on, by their names there."""
    return [f"v1.{name}" for names in SUBSCRIBED.values() for name in names]


def _product(client: stripe.StripeClient) -> str:
    wanted = settings.STRIPE_PRODUCT_ID or PRODUCT
    try:
        return client.v1.products.retrieve(wanted).id
    except stripe.InvalidRequestError as error:
        if error.code != "resource_missing" or settings.STRIPE_PRODUCT_ID:
            raise
    name = f"Contribution to {settings.PUBLICATION_NAME}"
    return client.v1.products.create({"id": PRODUCT, "name": name}).id


def _found(client: stripe.StripeClient, address: str) -> Any:
    """Return the enabled destination of thin events at this address, if there is one."""
    params: Any = {"include": [ADDRESS], "limit": 20}
    for place in client.v2.core.event_destinations.list(params).auto_paging_iter():
        endpoint = place.webhook_endpoint
        is_there = endpoint is not None and endpoint.url == address and place.event_payload == "thin"
        if is_there and place.status == "enabled":
            return place
    return None


def _made(client: stripe.StripeClient, address: str) -> Any:
    params: Any = {
        "name": settings.PUBLICATION_NAME,
        "type": "webhook_endpoint",
        "event_payload": "thin",
        "enabled_events": event_types(),
        "webhook_endpoint": {"url": address},
        "include": [ADDRESS, SECRET],
    }
    return client.v2.core.event_destinations.create(params)
