"""Lists of what the processor has: payment pages and subscriptions, and which of them carry our mark."""

import datetime
from collections.abc import Iterable, Iterator
from typing import Any

import stripe

from donations.gateway.client import ask
from donations.gateway.shapes import Kind, Marked
from donations.gateway.snapshots import given


def recurring(since: datetime.datetime | None = None) -> Iterator[str]:
    """Yield the ids of all subscriptions at the processor, ended ones too; raises `GatewayError`."""
    params: Any = {"status": "all", "limit": 100}
    if since:
        params["created"] = {"gte": int(since.timestamp())}
    yield from ask(lambda client: [one.id for one in client.v1.subscriptions.list(params).auto_paging_iter()])


def pages(since: datetime.datetime) -> list[str]:
    """Return the ids of all payment pages made since then; raises `GatewayError`."""
    params: Any = {"created": {"gte": int(since.timestamp())}, "limit": 100}
    return ask(lambda client: [one.id for one in client.v1.checkout.sessions.list(params).auto_paging_iter()])


def agreed(since: datetime.datetime) -> list[Marked]:
    """Return what was agreed to since then with a reference of ours: completed pages, and subscriptions."""
    params: Any = {"created": {"gte": int(since.timestamp())}, "limit": 100}

    def found(client: stripe.StripeClient) -> list[Marked]:
        complete = client.v1.checkout.sessions.list(params | {"status": "complete"}).auto_paging_iter()
        running = client.v1.subscriptions.list(params | {"status": "all"}).auto_paging_iter()
        return [*_marked(Kind.SESSION, complete), *_marked(Kind.SUBSCRIPTION, running)]

    return ask(found)


def open_pages(since: datetime.datetime) -> list[Marked]:
    """Return the payment pages since then that can be paid and name a contribution; raises `GatewayError`."""
    params: Any = {"created": {"gte": int(since.timestamp())}, "limit": 100, "status": "open"}
    return ask(
        lambda client: [*_marked(Kind.SESSION, client.v1.checkout.sessions.list(params).auto_paging_iter())]
    )


def _marked(kind: Kind, found: Iterable[Any]) -> Iterator[Marked]:
    for one in found:
        mark = given(one.metadata)
        if mark["reference"]:
            yield Marked(kind=kind, provider_id=one.id, reference=mark["reference"], site=mark["site"])
