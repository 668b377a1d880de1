"""HTTP client of the Stripe library without a network, for tests that run the sandbox in-process."""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

import stripe

from newsroom.demo.sandbox.core import Stripe
from newsroom.demo.sandbox.dispatch import handle
from newsroom.demo.sandbox.wire import Request


class InProcess(stripe.HTTPClient):
    """HTTP client that calls the core. `pause` is called with each wait in seconds, instead of sleeping.

    An answer that takes longer than `timeout` seconds, or is lost, is a connection error, as it would be on a
    network; what the processor did has happened all the same.
    """

    name = "inprocess"

    def __init__(
        self, core: Stripe, *, pause: Callable[[float], None] = lambda seconds: None, timeout: float = 15.0
    ) -> None:
        super().__init__()
        self._core, self._pause, self._timeout = core, pause, timeout

    def request(
        self, method: str, url: str, headers: Mapping[str, str] | None, post_data: Any = None, **_: Any
    ) -> tuple[str, int, Mapping[str, str]]:
        """Do one request; raises `stripe.APIConnectionError` when no answer arrives."""
        parts = urlsplit(url)
        body = (post_data or "").encode()
        response = handle(
            self._core,
            Request(
                method=method.upper(),
                path=parts.path,
                query=parts.query,
                headers=dict(headers or {}),
                body=body,
            ),
        )
        if response.delay:
            self._pause(min(response.delay, self._timeout))
        if response.is_lost or response.delay > self._timeout:
            raise stripe.APIConnectionError("no answer from the sandbox", should_retry=True)  # type: ignore[no-untyped-call]
        return response.body.decode(), response.status, response.headers

    def _sleep_time_seconds(self, num_retries: int) -> float:
        """Report the wait before a retry, and return 0: the library itself must not sleep."""
        self._pause(self.INITIAL_DELAY * 2 ** (num_retries - 1))
        return 0.0

    def close(self) -> None:
        """Do nothing: no connection is open."""
