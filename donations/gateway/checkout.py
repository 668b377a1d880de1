"""Stripe checkout session: the payment page that a supporter is sent to."""

from typing import Any

import stripe
from django.conf import settings

from donations.gateway.client import PERSON, WORKER, ask
from donations.gateway.returning import return_url
from donations.gateway.shapes import Checkout, GatewayError, Order
from newsroom.core.web.page_language import page_url

# The languages of the processor's payment page (docs.stripe.com/api/checkout/sessions/create, locale).
_LOCALES = (
    "bg cs da de el en en-GB es es-419 et fi fil fr fr-CA hr hu id it ja ko lt lv ms mt nb nl pl pt pt-BR "
    "ro ru sk sl sv th tr vi zh zh-HK zh-TW"
)
LOCALES = {locale.lower(): locale for locale in _LOCALES.split()}


def start_checkout(order: Order, *, patient: bool = True) -> Checkout:
    """Make a payment page; the same order twice is the same page (idempotency key).

    The contribution behind the order must be committed before. Not patient: somebody waits for it, at most
    sixteen seconds. Raises `GatewayError`.
    """
    params: Any = checkout_params(order)
    key = f"c:{order.reference}:{order.attempt}"

    def create(client: stripe.StripeClient) -> Checkout:
        session = client.v1.checkout.sessions.create(params=params, options={"idempotency_key": key})
        url = session.url or ""
        if not session.id.startswith("cs_") or (url and not url.startswith(allowed_urls())):
            raise GatewayError("the answer made no sense")
        return Checkout(session_id=session.id, url=url)

    return ask(create, WORKER if patient else PERSON)


def close_checkout(session_id: str) -> None:
    """Let nothing be paid any more on a page that is open; raises `GatewayError`, final where it is not."""
    ask(lambda client: client.v1.checkout.sessions.expire(session_id), PERSON)


def allowed_urls() -> tuple[str, ...]:
    """Return where a supporter may be sent: the processor's own payment pages."""
    return tuple(f"{origin}/" for origin in settings.STRIPE_CHECKOUT_ORIGINS)


def locale_of(language: str) -> str:
    """Return the payment page's name for a language; for one that it does not speak, the browser decides."""
    return LOCALES.get(language) or LOCALES.get(language.partition("-")[0]) or "auto"


def checkout_params(order: Order) -> dict[str, Any]:
    """Return the request, the same bytes for the same order; nothing in it is about a person but our id."""
    metadata = {
        "contribution": order.reference,
        "attempt": str(order.attempt),
        "site": settings.INSTALLATION_ID,
    }
    support = settings.SITE_URL + page_url("donations:support", language=order.language)
    price: dict[str, Any] = {
        "currency": order.currency.lower(),
        "unit_amount": order.amount,
        "product": settings.STRIPE_PRODUCT_ID,
    }
    if order.interval == "once":
        mode: dict[str, Any] = {
            "mode": "payment",
            "customer_creation": "if_required",
            "payment_intent_data": {"metadata": metadata} | _on_the_statement(),
        }
    else:
        price["recurring"] = {"interval": order.interval}
        mode = {"mode": "subscription", "subscription_data": {"metadata": metadata}}
    return mode | {
        "ui_mode": "hosted_page",
        "submit_type": "donate",
        "client_reference_id": order.reference,
        "metadata": metadata,
        "locale": locale_of(order.language),
        "expires_at": int(order.expires_at.timestamp()),
        "line_items": [{"quantity": 1, "price_data": price}],
        "success_url": return_url(order),
        "cancel_url": f"{support}?r={order.reference}#give",
        "adaptive_pricing": {"enabled": False},
        "excluded_payment_method_types": settings.STRIPE_EXCLUDED_METHODS,
    }


def _on_the_statement() -> dict[str, str]:
    """Return what bank statements show of a single payment; of subscriptions the product says it."""
    return {"statement_descriptor_suffix": settings.STRIPE_STATEMENT} if settings.STRIPE_STATEMENT else {}
