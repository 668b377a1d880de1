"""Webhook of the processor: authentic events are stored once, and nothing else is."""

import json
import time
from typing import Any

import pytest
import stripe
from django.test import Client
from pytest_django import Settings

from donations.models import StripeEvent
from tests.answers import Answer
from tests.donations.processor import SECRET

pytestmark = pytest.mark.django_db
ADDRESS = "/support/webhook/"


def event(number: str = "evt_1", kind: str = "v1.invoice.paid", **changes: object) -> bytes:
    """Return a thin event as the processor sends it."""
    body = {
        "id": number,
        "object": "v2.core.event",
        "type": kind,
        "livemode": False,
        "created": "2026-11-23T12:06:00.000Z",
        "related_object": {"id": "in_1", "type": "invoice", "url": "/v1/invoices/in_1"},
    }
    return json.dumps(body | changes).encode()


def send(body: bytes, *, secret: str = SECRET, age: int = 0, signature: str | None = None) -> Answer:
    """Deliver a body that was signed so many seconds ago."""
    if signature is None:
        header = stripe.WebhookSignature.generate_signature_header(
            payload=body.decode("latin-1"), secret=secret, timestamp=int(time.time()) - age
        )
        signature = header if isinstance(header, str) else header["Stripe-Signature"]
    return Client(enforce_csrf_checks=True).post(
        ADDRESS, body, content_type="application/json", headers={"Stripe-Signature": signature}
    )


def test_an_authentic_event_is_stored_once_however_often_it_comes() -> None:
    assert [send(event()).status_code for _ in range(8)] == [200] * 8
    row = StripeEvent.objects.get()
    assert (row.event_id, row.type, row.object_id) == ("evt_1", "v1.invoice.paid", "in_1")
    assert row.outcome == "waiting"


@pytest.mark.parametrize(
    "changes", [{"kind": "v1.nothing.we_know"}, {"kind": "v2.money.moved"}, {"livemode": True}]
)
def test_an_authentic_event_that_says_nothing_to_us_is_stored_and_answered_well(
    changes: dict[str, Any],
) -> None:
    assert send(event(**changes)).status_code == 200
    assert StripeEvent.objects.get().outcome == "ignored"


def test_an_event_without_an_object_is_answered_well() -> None:
    assert send(event(kind="v1.billing.meter.no_meter_found", related_object=None)).status_code == 200


@pytest.mark.parametrize(
    "forged",
    [
        {"secret": "whsec_other"},
        {"signature": ""},
        {"signature": "nonsense"},
        {"signature": "t=now,v1=abc"},
        {"signature": "t=1,v1="},
        {"age": 3600},
    ],
    ids=str,
)
def test_a_forged_or_old_event_is_refused(forged: dict[str, Any]) -> None:
    assert send(event(), **forged).status_code == 400
    assert not StripeEvent.objects.exists()


def test_a_replay_of_a_signature_for_another_body_is_refused() -> None:
    good = event()
    signed = stripe.WebhookSignature.generate_signature_header(payload=good.decode(), secret=SECRET)
    signature = signed if isinstance(signed, str) else signed["Stripe-Signature"]
    assert send(event("evt_2"), signature=signature).status_code == 400


@pytest.mark.parametrize(
    "body", [b"", b"not json", b"[]", b"null", b"{}", b'"text"', b"[" * 9000, b'{"object": "event"}']
)
def test_a_signed_body_that_is_no_event_is_answered_well_and_listed_once(body: bytes) -> None:
    assert [send(body).status_code for _ in range(3)] == [200] * 3
    row = StripeEvent.objects.get()
    assert (row.type, row.outcome, row.object_id) == ("unreadable", "ignored", "")


def test_what_no_processor_writes_is_refused() -> None:
    assert send(b"\xff\xfe").status_code == 400
    assert not StripeEvent.objects.exists()


@pytest.mark.parametrize(
    "changes",
    [
        *({"number": odd} for odd in (7, ["evt_1"], "", "e" * 300, "evt_\0")),
        *({"kind": odd} for odd in (7, "v1." + "x" * 200)),
        *({"related_object": {"id": odd, "type": "invoice", "url": "/"}} for odd in (7, "i" * 300, "in_\0")),
    ],
    ids=lambda changes: str(changes)[:40],
)
def test_a_signed_event_that_the_books_could_not_hold_is_listed_as_one_that_makes_no_sense(
    changes: dict[str, Any],
) -> None:
    assert [send(event(**changes)).status_code for _ in range(2)] == [200] * 2
    row = StripeEvent.objects.get()
    assert (row.type, row.outcome) == ("unreadable", "ignored")


def classic(number: str = "evt_1", **changes: object) -> bytes:
    """Return an event of the classic kind, with the object itself."""
    body = {"id": number, "object": "event", "type": "invoice.paid", "livemode": False, "account": None}
    about = {"object": {"id": "in_1", "object": "invoice", "customer_email": "reader@example.org"}}
    return json.dumps(body | {"data": about} | changes).encode()


def test_a_classic_event_is_a_hint_like_any_other() -> None:
    assert send(classic()).status_code == 200
    row = StripeEvent.objects.get()
    assert (row.event_id, row.type, row.object_id) == ("evt_1", "invoice.paid", "in_1")
    assert row.outcome == "waiting"


@pytest.mark.parametrize(
    "body",
    [
        classic(account="acct_other"),
        classic(data={"object": {}}),
        event(context="acct_other"),
        event(related_object=None),
    ],
    ids=["account", "no object", "context", "no related object"],
)
def test_an_event_of_another_account_or_without_its_object_is_answered_well(body: bytes) -> None:
    assert send(body).status_code == 200
    assert StripeEvent.objects.get().outcome == "ignored"


def test_another_event_under_the_number_of_a_known_one_changes_nothing() -> None:
    assert send(event()).status_code == 200
    other = {"id": "in_2", "type": "invoice", "url": "/v1/invoices/in_2"}
    assert send(event(kind="v1.payout.paid", related_object=other)).status_code == 200
    assert send(classic(data={"object": {"id": "in_3"}})).status_code == 200
    row = StripeEvent.objects.get()
    assert (row.type, row.object_id, row.outcome) == ("v1.invoice.paid", "in_1", "waiting")


@pytest.mark.parametrize(
    ("changes", "outcome"),
    [
        ({"livemode": True}, "ignored"),
        ({"livemode": None}, "ignored"),
        ({"api_version": "2015-01-01"}, "waiting"),
        ({"type": "issuing_card.created"}, "ignored"),
        ({"pending_webhooks": 10**400, "request": None}, "waiting"),
    ],
    ids=str,
)
def test_a_classic_event_of_another_mode_version_or_type_is_answered_well(
    changes: dict[str, Any], outcome: str
) -> None:
    assert send(classic(**changes)).status_code == 200
    assert StripeEvent.objects.get().outcome == outcome


def test_a_fat_body_is_refused_before_it_is_read() -> None:
    assert send(b" " * (256 * 1024 + 1)).status_code == 413
    assert send(event(padding="x" * 255_000)).status_code == 200


def test_only_post_is_answered() -> None:
    for method in ("get", "put", "delete"):
        assert getattr(Client(), method)(ADDRESS).status_code == 405


def test_both_secrets_are_good_while_they_are_changed(settings: Settings) -> None:
    settings.STRIPE_WEBHOOK_SECRETS = ["whsec_new", SECRET]
    assert send(event()).status_code == 200
    assert send(event("evt_2"), secret="whsec_new").status_code == 200


def test_without_any_secret_everything_is_refused(settings: Settings) -> None:
    settings.STRIPE_WEBHOOK_SECRETS = []
    assert send(event(), secret="").status_code == 400
