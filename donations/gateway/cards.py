"""Another card for a subscription: the processor's own page takes it, we never see it."""

from contextlib import suppress
from typing import Any

import stripe
from django.conf import settings

from donations.gateway.checkout import allowed_urls, locale_of
from donations.gateway.client import PERSON, ask
from donations.gateway.shapes import Checkout, GatewayError
from newsroom.core.web.page_language import page_url

# Of a subscription that never collects again.
ENDED = ("canceled", "incomplete_expired")


def start_card_page(
    *, reference: str, customer_id: str, subscription_id: str, currency: str, language: str
) -> Checkout:
    """Make the page on which a card is given; the same reference is the same page. Raises `GatewayError`.

    Its return URL holds no link of the supporter: the page that it leads to says what happens next.
    """
    back = settings.SITE_URL + page_url("donations:card", language=language)
    params: Any = {
        "mode": "setup",
        "ui_mode": "hosted_page",
        "customer": customer_id,
        "currency": currency.lower(),
        "locale": locale_of(language),
        "metadata": {"card": reference, "site": settings.INSTALLATION_ID},
        "setup_intent_data": {"metadata": {"subscription": subscription_id}},
        "success_url": f"{back}?given",
        "cancel_url": back,
        "excluded_payment_method_types": settings.STRIPE_EXCLUDED_METHODS,
    }

    def create(client: stripe.StripeClient) -> Checkout:
        session = client.v1.checkout.sessions.create(
            params=params, options={"idempotency_key": f"card:{reference}"}
        )
        url = session.url or ""
        if not session.id.startswith("cs_") or (url and not url.startswith(allowed_urls())):
            raise GatewayError("the answer made no sense")
        return Checkout(session_id=session.id, url=url)

    return ask(create, PERSON)


def use_card(session_id: str, subscription_id: str) -> str:
    """Let a subscription collect from the card that was given on a page, and return the page's status.

    That is `open`, `complete` or `expired`, or `unused` where the subscription has ended before the card was
    given, or `older` where it collects from one that was given later: pages are seen in any order, and a
    restored dump has them open again. An open invoice, of a renewal that failed, is collected at once.
    The card is set at the subscription: one set at the customer would not be used, since Checkout has set
    the first one there. Raises `GatewayError`.
    """

    def use(client: stripe.StripeClient) -> str:
        session: Any = client.v1.checkout.sessions.retrieve(
            session_id, {"expand": ["setup_intent.payment_method"]}
        )
        if session.status != "complete":
            return str(session.status)
        card = session.setup_intent.payment_method
        subscription: Any = client.v1.subscriptions.retrieve(
            subscription_id, {"expand": ["default_payment_method"]}
        )
        if subscription.status in ENDED:
            return "unused"
        if _is_older(card, subscription.default_payment_method):
            return "older"
        client.v1.subscriptions.update(subscription_id, {"default_payment_method": card.id})
        for invoice in client.v1.invoices.list({"subscription": subscription_id, "status": "open"}).data:
            _collect(client, invoice.id, card.id)
        return "complete"

    return ask(use)


def _is_older(card: stripe.PaymentMethod, present: stripe.PaymentMethod | None) -> bool:
    """Return whether the present one was given later than this card."""
    return present is not None and present.created > card.created


def _collect(client: stripe.StripeClient, invoice_id: str, card: str) -> None:
    """Collect an open invoice from a card.

    A card that is refused is tried again by the processor's own plan; an invoice that was paid or void
    meanwhile is not collected, and the card is in use all the same.
    """
    with suppress(stripe.CardError, stripe.InvalidRequestError):
        client.v1.invoices.pay(invoice_id, {"payment_method": card})
