"""One way to call the processor: pinned version, timeouts, one kind of error."""

from collections.abc import Callable
from typing import TypeVar

import stripe
from django.conf import settings

from donations.gateway.shapes import GatewayError

API_VERSION = "2026-10-28.endive"
# Seconds to connect and to wait for the answer; the library's own is 80 and no retry.
PATIENT = (3.05, 15.0)
HURRIED = (3.05, 5.0)
T = TypeVar("T")


def make_client(*, patient: bool = True) -> stripe.StripeClient:
    """Return a client; an impatient one tries once, for those who hold a lock."""
    return stripe.StripeClient(
        settings.STRIPE_SECRET_KEY,
        stripe_version=API_VERSION,
        max_network_retries=2 if patient else 0,
        http_client=stripe.RequestsClient(timeout=PATIENT if patient else HURRIED),
        base_addresses={"api": settings.STRIPE_API_BASE} if settings.STRIPE_API_BASE else {},
    )


def ask(call: Callable[[stripe.StripeClient], T], *, patient: bool = True) -> T:
    """Do the call; whatever goes wrong is a `GatewayError` that says nothing about people."""
    try:
        return call(make_client(patient=patient))
    except stripe.InvalidRequestError as error:
        raise GatewayError(f"refused: {error.code or type(error).__name__}", is_final=True) from error
    except stripe.StripeError as error:
        raise GatewayError(f"failed: {type(error).__name__}") from error
    except (AttributeError, KeyError, TypeError, ValueError, IndexError) as error:
        raise GatewayError("the answer made no sense") from error


def is_live() -> bool:
    """Say whether our key moves real money."""
    return settings.STRIPE_SECRET_KEY.startswith(("sk_live_", "rk_live_"))


def is_open() -> bool:
    """Say whether contributions can be taken: key, product and sealing keys are all there."""
    return all(
        (settings.STRIPE_SECRET_KEY, settings.STRIPE_PRODUCT_ID, settings.SEALING_KEYS, settings.LOOKUP_KEY)
    )
