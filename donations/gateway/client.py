"""Stripe client: pinned version, timeouts, one kind of error."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, TypeVar

import requests
import stripe
from django.conf import settings

from donations.gateway.shapes import GatewayError
from newsroom.core import crypto

API_VERSION = "2026-10-28.endive"
T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Patience:
    """Timeouts in seconds: to connect, for the next bytes, and altogether, retries included."""

    connect: float = 3.05
    answer: float
    altogether: float
    retries: int


# The library's own timeout is 80 seconds, and it does not try again.
WORKER = Patience(answer=15, altogether=90, retries=2)
# Somebody waits for the page. A double click needs the second try: the first one is still under way (409).
PERSON = Patience(answer=8, altogether=16, retries=2)
# A lock is held, or a page can do without the answer.
HURRIED = Patience(answer=5, altogether=10, retries=0)


class Transport(stripe.RequestsClient):
    """HTTP client that gives up when the time is over, also on a slow answer or a "Retry-After"."""

    def __init__(self, patience: Patience) -> None:
        self._connections = requests.Session()
        super().__init__(timeout=(patience.connect, patience.answer), session=self._connections)
        self._ends = time.monotonic() + patience.altogether

    def request_with_retries(self, *args: Any, **options: Any) -> Any:
        """Do the request in a thread that can be left behind."""
        answer: Future[Any] = Future()
        threading.Thread(target=self._fill, args=(answer, args, options), daemon=True).start()
        try:
            return answer.result(max(0.0, self._ends - time.monotonic()))
        except TimeoutError as error:
            raise stripe.APIConnectionError("no whole answer in time") from error  # type: ignore[no-untyped-call]

    def _fill(self, answer: Future[Any], args: Any, options: Any) -> None:
        try:
            answer.set_result(super().request_with_retries(*args, **options))
        except stripe.StripeError as error:
            answer.set_exception(error)

    def leave(self) -> None:
        self._connections.close()


def make_client(
    patience: Patience = WORKER, transport: stripe.HTTPClient | None = None
) -> stripe.StripeClient:
    """Return a Stripe client with these timeouts."""
    return stripe.StripeClient(
        settings.STRIPE_SECRET_KEY,
        stripe_version=API_VERSION,
        max_network_retries=patience.retries,
        http_client=transport,
        base_addresses={"api": settings.STRIPE_API_BASE} if settings.STRIPE_API_BASE else {},
    )


def ask(call: Callable[[stripe.StripeClient], T], patience: Patience = WORKER) -> T:
    """Do the call; whatever goes wrong is a `GatewayError` that says nothing about people."""
    transport = Transport(patience)
    try:
        return call(make_client(patience, transport))
    except stripe.InvalidRequestError as error:
        reason = f"refused: {error.code or error.param or type(error).__name__}"
        raise GatewayError(reason, is_final=True, request=_request(error)) from error
    except stripe.IdempotencyError as error:
        # Refused for as long as the key is remembered, but where its first request is only under way (409).
        is_taken = error.http_status == HTTPStatus.BAD_REQUEST
        raise GatewayError(
            "refused: the key is taken", is_final=is_taken, is_kept=is_taken, request=_request(error)
        ) from error
    except stripe.StripeError as error:
        is_kept = isinstance(error, stripe.APIError) and (error.http_status or 0) >= 500
        reason = f"failed: {error.code or type(error).__name__}"
        raise GatewayError(reason, is_kept=is_kept, request=_request(error)) from error
    except (AttributeError, KeyError, TypeError, ValueError, IndexError) as error:
        raise GatewayError("the answer made no sense") from error
    finally:
        transport.leave()


def _request(error: stripe.StripeError) -> str:
    """Return the processor's number of a request that failed, where it gave one."""
    return str(error.request_id or "")


def is_live() -> bool:
    """Return whether our key moves real money."""
    return settings.STRIPE_SECRET_KEY.startswith(("sk_live_", "rk_live_"))


def is_open() -> bool:
    """Return whether contributions can be taken: key, product, mark and working keys are all there."""
    needed = (settings.STRIPE_SECRET_KEY, settings.STRIPE_PRODUCT_ID, settings.INSTALLATION_ID)
    return all(needed) and crypto.is_ready()
