"""The sandbox's events: thin, signed, delivered, tried again, and disturbed on demand."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import stripe

from tests.demo.sandbox.sandboxes import SECRET, START, Setting, certificate, receiving, running


@pytest.fixture
def world() -> Iterator[Setting]:
    with running() as setting:
        yield setting


def types(world: Setting) -> list[str]:
    return [event.type for event in world.receiver.events(world.client)]


def test_a_paid_session_is_told_with_a_thin_signed_event(world: Setting) -> None:
    session = world.paid()
    world.deliver()
    [event] = world.receiver.events(world.client)
    assert event.type == "v1.checkout.session.completed"
    assert event.related_object.id == session.id
    assert event.fetch_related_object().payment_status == "paid"
    assert event.fetch_event().related_object.id == session.id
    assert b"reader@example.org" not in world.receiver.got[0][0]


def test_a_subscription_is_told_by_three_events(world: Setting) -> None:
    world.paid("subscription")
    world.deliver()
    assert sorted(types(world)) == [
        "v1.checkout.session.completed",
        "v1.customer.subscription.created",
        "v1.invoice.paid",
    ]


def test_a_delivery_that_fails_is_tried_again_later(world: Setting) -> None:
    world.receiver.status = 500
    world.paid()
    world.deliver()
    missed = world.client.v1.events.list({"delivery_success": False})
    assert [event.type for event in missed.data] == ["checkout.session.completed"]
    world.receiver.status = 200
    world.control("clock", advance=10)
    world.deliver()
    assert types(world) == ["v1.checkout.session.completed"] * 2
    assert world.client.v1.events.list({"delivery_success": False}).data == []


def test_the_sandbox_gives_up_after_three_days(world: Setting) -> None:
    world.receiver.status = 500
    world.client.v1.checkout.sessions.expire(world.start().id)
    for _ in range(20):
        world.deliver()
        world.control("clock", advance=36_000)
    assert len(world.receiver.got) == 13
    assert len(world.client.v1.events.list({"delivery_success": False}).data) == 1


@pytest.mark.parametrize(("kind", "arrivals"), [("dropped", 0), ("lost", 0), ("late", 0), ("duplicated", 3)])
def test_a_fault_happens_to_the_delivery_that_it_names(world: Setting, kind: str, arrivals: int) -> None:
    world.control("faults", kind=kind, event="checkout.session.completed", copies=3, seconds=60)
    world.paid()
    world.deliver()
    assert types(world).count("v1.checkout.session.completed") == arrivals
    world.control("clock", advance=3600)
    world.deliver()
    found = types(world).count("v1.checkout.session.completed")
    assert found == {"lost": 0, "duplicated": 3}.get(kind, 1)


def test_a_delivery_signed_with_another_secret_is_refused_by_the_library(world: Setting) -> None:
    world.control("faults", kind="wrong_secret")
    world.paid()
    world.deliver()
    [(body, signature)] = world.receiver.got
    with pytest.raises(stripe.SignatureVerificationError, match="No signatures found matching"):
        world.client.parse_event_notification(body, signature, SECRET, tolerance=10**10)


def test_a_delivery_can_be_signed_an_hour_ago(world: Setting) -> None:
    world.control("faults", kind="old_timestamp")
    world.paid()
    world.deliver()
    assert world.receiver.got[0][1].startswith(f"t={START - 3600},v1=")
    assert types(world) == ["v1.checkout.session.completed"]


def test_shuffled_deliveries_all_arrive_in_another_order(world: Setting) -> None:
    world.core.faults.add(kind="shuffled", times=None)
    world.core.faults.add(kind="late", times=3, seconds=60)
    world.paid("subscription")
    # Those that are late are put off by whoever looks first.
    _look(world)
    world.clock.now += 61
    orders = {tuple(delivery.type for delivery in _look(world)) for _ in range(10)}
    assert len(orders) > 1


def _look(world: Setting) -> list[Any]:
    batch = world.core.outbox.take()
    for delivery in batch:
        world.core.outbox._taken.discard(delivery.id)
    return batch


def test_a_destination_is_made_by_the_api_and_found_again(world: Setting) -> None:
    made: Any = world.client.v2.core.event_destinations.create(
        {
            "name": "Site",
            "type": "webhook_endpoint",
            "event_payload": "thin",
            "enabled_events": ["v1.invoice.paid"],
            "webhook_endpoint": {"url": "http://127.0.0.1:1/webhook"},
            "include": ["webhook_endpoint.signing_secret", "webhook_endpoint.url"],
        }
    )
    assert made.webhook_endpoint.signing_secret.startswith("whsec_")
    listed: Any = world.client.v2.core.event_destinations.list({"include": ["webhook_endpoint.url"]})
    assert made.id in [place.id for place in listed.data]
    assert listed.data[0].webhook_endpoint.signing_secret is None


def test_a_classic_destination_gets_whole_events(world: Setting) -> None:
    place = next(iter(world.core.world.table("v2.core.event_destination").values()))
    world.core.world.put("v2.core.event_destination", place["id"], place | {"status": "disabled"})
    made: Any = world.client.v2.core.event_destinations.create(
        {
            "name": "Old",
            "type": "webhook_endpoint",
            "event_payload": "snapshot",
            "enabled_events": ["checkout.session.completed", "charge.refund.updated"],
            "webhook_endpoint": {"url": world.receiver.url},
            "include": ["webhook_endpoint.signing_secret"],
        }
    )
    session = world.paid(means="refund_pending")
    world.control("clock", advance=60)
    world.control("refund", payment_intent=session.payment_intent)
    world.control("clock", days=1)
    world.deliver()
    secret = made.webhook_endpoint.signing_secret
    events = [
        world.client.construct_event(body, signature, secret, tolerance=10**10)
        for body, signature in world.receiver.got
    ]
    assert [event.type for event in events] == ["checkout.session.completed", "charge.refund.updated"]
    assert events[0].data.object["id"] == session.id
    assert world.client.v1.events.list({"delivery_success": False}).data == []


def test_a_webhook_of_this_machine_may_be_https(tmp_path: Path) -> None:
    with running() as world, receiving(certificate(tmp_path)) as receiver:
        assert receiver.url.startswith("https://")
        world.core.deliver_to(receiver.url, SECRET)
        world.paid()
        world.deliver()
        [event] = receiver.events(world.client)
        assert event.type == "v1.checkout.session.completed"
        [*_, delivery] = world.core.journal("delivery")
        assert delivery["answer"] == 200
