"""Payment sandbox in this process, and a network between it and our gateway that breaks on purpose."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from random import Random
from typing import Any
from urllib.parse import urlsplit

import stripe
from django.conf import settings

from donations.gateway import client as gateway_client
from newsroom.demo.sandbox import Request, Response, Stripe, invoicing, paying
from newsroom.demo.sandbox.dispatch import handle
from newsroom.demo.sandbox.faults import ON_REQUESTS
from tests.sim.hub import Hub, Violation

ORIGIN = "http://127.0.0.1:8011"
WEBHOOK = "https://testserver/support/webhook/"

# What goes back, and what comes back of that.
SIGNS = {"refund": -1, "refund_failure": 1, "dispute": -1, "dispute_reversal": 1}


class Processor:
    """The sandbox, with what people and banks do there."""

    def __init__(self, hub: Hub, random: Random) -> None:
        self.hub, self.random = hub, random
        self.stripe = Stripe(wall=time.time, random=random, origin=ORIGIN)
        self.world, self.outbox = self.stripe.world, self.stripe.outbox
        # The event that a late line brings mends much: some runs must do without.
        self.stripe.set(
            capture_delay=random.choice((0, 60, 600)),
            after_retries=random.choice(("cancel", "cancel", "unpaid")),
        )
        self.stripe.make_product(settings.STRIPE_PRODUCT_ID)
        self.stripe.deliver_to(WEBHOOK, settings.STRIPE_WEBHOOK_SECRETS[0])
        # What somebody does at the processor right after it has answered us (the small family).
        self.surprises: list[Callable[[], None]] = []
        self.surprise_rate = 0.0
        # How often whoever changes a subscription, or wants a page, waits long before the request goes out.
        self.delay_rate = self.page_delay_rate = 0.0

    def set_faults(self, rate: float) -> None:
        """Let this share of our requests go wrong, in every way that the sandbox knows."""
        self.stripe.faults.clear()
        for kind in ON_REQUESTS if rate else ():
            self.stripe.faults.add(kind=kind, times=None, rate=rate / len(ON_REQUESTS))

    def refuse(
        self, path: str, rate: float, method: str = "POST", kinds: Collection[str] = ON_REQUESTS
    ) -> None:
        """Let this share of the changes at a path go wrong: the library's own retries hide lower rates."""
        for kind in kinds:
            self.stripe.faults.add(kind=kind, method=method, path=path, times=None, rate=rate / len(kinds))

    def delay(self, method: str, path: str) -> None:
        """Let others do much before this request goes out."""
        rate = self.delay_rate if path.startswith("/v1/subscriptions/") else 0.0
        rate = self.page_delay_rate if path == "/v1/checkout/sessions" else rate
        if method == "post" and rate and self.random.random() < rate:
            self.hub.stall(self.random.randint(40, 160))

    def pay(self, session_id: str, means: str, email: str) -> str:
        """Press the button of a payment page; return the outcome."""
        outcome = self.stripe.pay(session_id, email=email, means=means)
        session = self.world.find(session_id, "checkout.session")
        if outcome.what == "asks":
            outcome = paying.answer_bank(self.world, session, approves=self.random.random() < 0.8)
        self.hub.log(f"{session_id[-6:]} {means}: {outcome.what} {outcome.reason}")
        return outcome.what

    def pass_time(self) -> None:
        """Do at the processor what is due by now."""
        if done := self.stripe.tick():
            self.hub.log(f"{done} things were due at the processor")

    def ended_pages(self) -> set[str]:
        """Return the URLs of payment pages at which nothing can be paid any more."""
        sessions = self.world.table("checkout.session").values()
        return {f"{ORIGIN}/c/pay/{one['id']}" for one in sessions if one["status"] == "expired"}

    def check_one_open(self, name: str, urls: set[str]) -> None:
        """Raise Violation when somebody could pay on more than one of these pages."""
        pages = {url.rpartition("/")[2] for url in urls}
        sessions = self.world.table("checkout.session")
        payable = [page for page in sorted(pages) if sessions[page]["status"] == "open"]
        if len(payable) > 1:
            raise Violation(f"{name} can pay {len(payable)} pages of one form: {payable}")

    def books(self) -> set[tuple[str, int, str]]:
        """Return every payment that succeeded, as the processor knows it."""
        return {
            (entry["payment_intent"], entry["amount"], entry["currency"].upper())
            for entry in self.stripe.books()
        }

    def lines(self, *, of_payments: bool) -> set[tuple[str, int, int]]:
        """Return the lines of the balance that are about a payment, or all of them."""
        found = self.world.table("balance_transaction").values()
        return {
            (one["id"], one["amount"], one["fee"])
            for one in found
            if not (of_payments and one["reporting_category"] in ("fee", "payout", "payout_reversal"))
        }

    def paid_out(self) -> dict[str, set[str]]:
        """Return the lines of each payout whose lines the processor knows."""
        found: dict[str, set[str]] = {
            name: set()
            for name, one in self.world.table("payout").items()
            if one["reconciliation_status"] == "completed"
        }
        for name in self.world.table("balance_transaction"):
            if (payout := self.world.secret(name).get("payout")) in found:
                found[payout].add(name)
        return found

    def totals(self) -> dict[str, dict[str, int]]:
        """Return gross, back, fees and net by currency, from payments, reversals and lines."""
        sums: dict[str, Counter[str]] = {name: Counter() for name in ("gross", "back", "fees", "net")}
        for entry in self.stripe.books():
            sums["gross"][entry["currency"].upper()] += entry["amount"]
        for line in self.world.table("balance_transaction").values():
            account = line["currency"].upper()
            sums["fees"][account] += line["fee"]
            sums["net"][account] += line["amount"] - line["fee"]
            if line["reporting_category"] in SIGNS:
                source = self.world.find(line["source"])
                sign = SIGNS[line["reporting_category"]]
                sums["back"][source["currency"].upper()] += sign * source["amount"]
        return {name: {code: sum_ for code, sum_ in found.items() if sum_} for name, found in sums.items()}

    def charges(self) -> dict[str, set[str]]:
        """Return the charges of each subscription, failed ones too."""
        found: dict[str, set[str]] = {}
        for one in self.world.table("charge").values():
            if invoice := self.world.secret(one["payment_intent"]).get("invoice"):
                details = self.world.find(invoice)["parent"]["subscription_details"]
                found.setdefault(details["subscription"], set()).add(one["id"])
        return found

    def stopped_drafts(self, subscription_id: str) -> list[str]:
        """Return the drafts of a subscription that nothing collects, unless it has ended."""
        subscription = self.world.find(subscription_id)
        if subscription["status"] in ("canceled", "unpaid"):
            return []
        found = invoicing.open_invoices(self.world, subscription)
        return [one["id"] for one in found if one["status"] == "draft" and not one["auto_advance"]]

    def collecting(self, subscription_id: str, before: float) -> list[str]:
        """Return the invoices of a subscription, made before this moment, that go on being collected."""
        found = invoicing.open_invoices(self.world, self.world.find(subscription_id))
        return [one["id"] for one in found if one["auto_advance"] and one["created"] <= before]

    def standings(self) -> set[tuple[str, str]]:
        """Return how each refund and dispute stands."""
        tables = (self.world.table(name).values() for name in ("refund", "dispute"))
        return {(one["id"], one["status"]) for table in tables for one in table}

    def answered(self, path: str) -> None:
        """Change something at the processor right after it has answered, while whoever asked sleeps.

        Most of all after the last request of a fetch, whose snapshot is old then.
        """
        is_last = path in ("/v1/invoices", "/v1/charges") or path.startswith("/v1/checkout/sessions/")
        rate = self.surprise_rate if is_last else self.surprise_rate / 5
        if self.surprises and self.random.random() < rate:
            self.surprises.pop(0)()
            self.hub.stall(self.random.randint(30, 90))


class InProcess(stripe.HTTPClient):
    """HTTP client of the Stripe library that calls the sandbox without a socket."""

    name = "in process"
    processor: Processor

    def request(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str] | None,
        post_data: Any = None,
        *,
        _usage: list[str] | None = None,
    ) -> tuple[str, int, dict[str, str]]:
        hub, parts = self.processor.hub, urlsplit(url)
        self.processor.delay(method, parts.path)
        hub.point(f"asks {method} {parts.path}")
        body = post_data.encode() if isinstance(post_data, str) else (post_data or b"")
        request = Request(
            method=method.upper(), path=parts.path, query=parts.query, headers=headers or {}, body=body
        )
        response = handle(self.processor.stripe, request)
        self.processor.answered(parts.path)
        hub.point(f"hears {response.status}{' not' if response.is_lost else ''}")
        return self._arrive(response)

    def _arrive(self, response: Response) -> tuple[str, int, dict[str, str]]:
        if response.is_lost or response.delay:
            closed: Any = stripe.APIConnectionError
            raise closed("closed", should_retry=True)
        return response.body.decode(errors="replace"), response.status, dict(response.headers)

    def _sleep_time_seconds(self, num_retries: int) -> float:
        return 0.0

    def close(self) -> None:
        pass


def make_client(
    patience: gateway_client.Patience = gateway_client.WORKER, transport: object = None
) -> stripe.StripeClient:
    """Return a Stripe client as the gateway's own function does, in process."""
    return stripe.StripeClient(
        settings.STRIPE_SECRET_KEY,
        stripe_version=gateway_client.API_VERSION,
        max_network_retries=patience.retries,
        http_client=InProcess(),
        base_addresses={"api": ORIGIN},
    )
