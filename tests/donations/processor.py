"""Payment processor of a test: the sandbox over real HTTP on a free port, with shortcuts for its controls."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random
from typing import Any
from urllib.request import Request, urlopen

from donations.models import Contribution
from newsroom.demo.sandbox import Stripe
from newsroom.demo.sandbox.server import Server, listen
from tests.patience import PATIENCE

SECRET = "whsec_for_tests"
PRODUCT = "prod_for_tests"
READER = "reader@example.org"


class Processor:
    """A running sandbox, used through its control API."""

    def __init__(self, core: Stripe, server: Server) -> None:
        self.core, self._server = core, server

    def become_new(self) -> None:
        """Delete all its data."""
        self.control("faults/clear")
        self.core.world.tables.clear()
        self.core.make_product(PRODUCT)

    def enter_into(self, settings: Any) -> None:
        """Let the site talk to this processor, and send supporters there."""
        origin = self._server.origin
        settings.STRIPE_API_BASE, settings.STRIPE_CHECKOUT_ORIGINS = origin, [origin]
        settings.STRIPE_WEBHOOK_SECRETS, settings.STRIPE_PRODUCT_ID = [SECRET], PRODUCT
        policy = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
        settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": policy | {"form-action": ["'self'", origin]}}

    @property
    def origin(self) -> str:
        return self._server.origin

    def deliver_to(self, site: str) -> None:
        """Deliver events to that site from now on, as they happen."""
        self.core.deliver_to(f"{site}/support/webhook/", SECRET)

    def deliver(self) -> None:
        """Deliver what is due now, and wait for the answers."""
        self._server.deliver()

    def heard(self) -> int:
        """Return how many requests it had and how many deliveries it tried."""
        return int(self.core.world.table("counters").get("journal", 0))

    def requests(self, method: str = "", path: str = "/") -> list[dict[str, Any]]:
        """Return the requests that the processor had in this test."""
        return [
            entry
            for entry in self.core.journal("request")
            if entry["path"].startswith(path) and method in ("", entry["method"])
        ]

    def books(self) -> list[dict[str, Any]]:
        """Return the payments of this test as the processor has them."""
        return self.core.books()

    def sessions(self) -> list[str]:
        """Return the payment pages that were made in this test."""
        return list(self.core.world.table("checkout.session"))

    def control(self, what: str, **given: Any) -> dict[str, Any]:
        """Use a control of the sandbox: pay, expire, clock, faults, cards, cancel."""
        headers = {"Content-Type": "application/json"}
        request = Request(f"{self.origin}/_control/{what}", json.dumps(given).encode(), headers)
        with urlopen(request, timeout=PATIENCE) as answer:
            heard: dict[str, Any] = json.load(answer)
            return heard

    def pay(self, contribution: Contribution, means: str = "succeeds", email: str = READER) -> str:
        """Pay a contribution on its payment page, and return the outcome."""
        paid = self.control("pay", session=contribution.session_id, email=email, means=means)
        return str(paid["outcome"])

    def fault(self, kind: str, path: str = "/v1/checkout/sessions", **how: Any) -> None:
        """Set a fault (`newsroom.demo.sandbox.faults`)."""
        self.control("faults", kind=kind, path=path, **how)


@contextmanager
def running() -> Iterator[Processor]:
    """Run a sandbox on a free port until the end."""
    http = listen(0)
    origin = f"http://127.0.0.1:{http.server_port}"
    core = Stripe(wall=time.time, random=Random(1), origin=origin, checks_answers=True)
    core.make_product(PRODUCT)
    server = Server(core, http)
    server.start()
    yield Processor(core, server)
    server.stop()
