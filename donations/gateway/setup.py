"""Set-up of the Stripe account: the product, and the destination of events.

Everything is looked for before it is made, so it is safe to run again. Rules:
docs.stripe.com/event-destinations.
"""

from dataclasses import dataclass
from typing import Any

import stripe
from django.conf import settings

from donations.gateway.client import ask
from donations.gateway.events import SUBSCRIBED
from donations.gateway.shapes import GatewayError

# One product for every contribution. Its id is ours to choose, so a second run finds what the first made.
PRODUCT = "newsroom_contribution"
TYPES = tuple(f"v1.{name}" for names in SUBSCRIBED.values() for name in names)
ADDRESS = "webhook_endpoint.url"
SECRET = "webhook_endpoint.signing_secret"  # noqa: S105  # the name of a field


@dataclass(frozen=True, kw_only=True)
class Setup:
    """Ids of what the account has now. `done` says what was made or changed; it can be empty.

    `webhook_secret` is told once, when the destination is made; otherwise it is empty.
    """

    product_id: str
    destination_id: str
    webhook_secret: str
    done: tuple[str, ...]


def set_up(url: str) -> Setup:
    """Find or make the product and the destination of events; raises `GatewayError`."""

    def work(client: stripe.StripeClient) -> Setup:
        done: list[str] = []
        product_id = _product(client, done)
        destination_id, secret = _destination(client, url, done)
        return Setup(
            product_id=product_id, destination_id=destination_id, webhook_secret=secret, done=tuple(done)
        )

    return ask(work)


def _product(client: stripe.StripeClient, done: list[str]) -> str:
    """Return the id of the product that the settings name, or of our own."""
    wanted = settings.STRIPE_PRODUCT_ID or PRODUCT
    try:
        product = client.v1.products.retrieve(wanted)
    except stripe.InvalidRequestError as error:
        if error.http_status != 404:
            raise
        if settings.STRIPE_PRODUCT_ID:
            raise GatewayError(f"this account has no product {wanted}", is_final=True) from error
        done.append("the product was made")
        name = f"Contribution to {settings.PUBLICATION_NAME}"
        product = client.v1.products.create({"id": wanted, "name": name})
    if not product.active:
        raise GatewayError(f"the product {wanted} is archived", is_final=True)
    if settings.STRIPE_STATEMENT and product.statement_descriptor != settings.STRIPE_STATEMENT:
        client.v1.products.update(product.id, {"statement_descriptor": settings.STRIPE_STATEMENT})
        done.append(f"bank statements will show {settings.STRIPE_STATEMENT} for regular contributions")
    return product.id


def _destination(client: stripe.StripeClient, url: str, done: list[str]) -> tuple[str, str]:
    """Return the id of the destination at our URL, and the secret of its events when it is new."""
    found = client.v2.core.event_destinations.list({"include": [ADDRESS], "limit": 20})
    for place in found.auto_paging_iter():
        if place.event_payload == "thin" and place.webhook_endpoint and place.webhook_endpoint.url == url:
            _complete(client, place, done)
            return place.id, ""
    params: Any = {
        "name": settings.PUBLICATION_NAME,
        "type": "webhook_endpoint",
        "event_payload": "thin",
        "enabled_events": list(TYPES),
        "webhook_endpoint": {"url": url},
        "include": [ADDRESS, SECRET],
    }
    made: Any = client.v2.core.event_destinations.create(params)
    done.append("the destination of events was made")
    return made.id, made.webhook_endpoint.signing_secret


def _complete(client: stripe.StripeClient, place: Any, done: list[str]) -> None:
    """Add the types of events that we need to a destination that existed; it keeps its others."""
    missing = [name for name in TYPES if name not in place.enabled_events]
    if missing and "*" not in place.enabled_events:
        wanted = [*place.enabled_events, *missing]
        client.v2.core.event_destinations.update(place.id, {"enabled_events": wanted})
        done.append("the destination of events hears of more")
    if place.status != "enabled":
        client.v2.core.event_destinations.enable(place.id)
        done.append("the destination of events was switched on again")
