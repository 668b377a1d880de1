"""The ledger takes what the processor says now, counts money once, and lists what cannot be."""

import datetime
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from donations import gateway, ledger
from donations.models import Contribution, Finding, Letter, Payment
from newsroom.core import crypto

pytestmark = pytest.mark.django_db(transaction=True)
PAID_AT = datetime.datetime(2026, 11, 23, 12, 6, tzinfo=datetime.UTC)


@pytest.fixture
def processor(monkeypatch: pytest.MonkeyPatch) -> Callable[[gateway.Snapshot], None]:
    """Let the processor answer with this snapshot from now on."""

    def answers(snapshot: gateway.Snapshot) -> None:
        monkeypatch.setattr(gateway, "fetch", lambda *args, **kwargs: snapshot)

    return answers


def make_contribution(**changes: object) -> Contribution:
    values = {
        "interval": "once",
        "amount": 1250,
        "currency": "EUR",
        "form_token": uuid4(),
        "expires_at": timezone.now() + datetime.timedelta(hours=1),
        "session_id": "cs_test_1",
        "status": "open",
    } | changes
    return Contribution.objects.create(**values)


def snapshot_of(contribution: Contribution, status: str, *payments: str, **changes: Any) -> gateway.Snapshot:
    facts = tuple(
        gateway.PaymentFact(
            provider_payment_id=name, amount=1250, currency="EUR", asked=1250, paid_at=PAID_AT
        )
        for name in payments
    )
    values: dict[str, Any] = {"session_id": "cs_test_1", "email": "a@example.org"}
    values |= {"interval": contribution.interval, "amount": 1250, "currency": "EUR"}
    values |= {"reference": str(contribution.public_id)} | changes
    return gateway.Snapshot(status=status, payments=facts, **values)


def test_a_payment_is_in_the_books_once_with_its_receipt_however_often_it_is_told(
    processor: Callable[[gateway.Snapshot], None],
) -> None:
    contribution = make_contribution()
    processor(snapshot_of(contribution, "paid", "pi_1"))
    for _ in range(3):
        ledger.sync(gateway.Kind.SESSION, "cs_test_1")
    payment = Payment.objects.get()
    contribution.refresh_from_db()
    assert (payment.amount, payment.currency) == (1250, "EUR")
    assert contribution.status == "paid"
    assert contribution.sync_seq > 3
    assert Letter.objects.get().dedupe_key == "receipt:pi_1"
    assert ledger.broken() == []


def test_the_address_is_sealed_and_found_by_its_hash(processor: Callable[[gateway.Snapshot], None]) -> None:
    contribution = make_contribution()
    processor(snapshot_of(contribution, "paid", "pi_1", email="Reader@Example.org"))
    ledger.sync(gateway.Kind.SESSION, "cs_test_1")
    supporter = Contribution.objects.get().supporter
    assert supporter
    assert supporter.email_hash == crypto.lookup_hash("reader@example.org")
    assert "example" not in supporter.email_sealed
    # The domain is the same in any case; what stands before it may not be.
    assert crypto.open_sealed(supporter.email_sealed) == "Reader@example.org"


def test_a_status_that_cannot_follow_is_listed_and_the_money_is_kept(
    processor: Callable[[gateway.Snapshot], None],
) -> None:
    contribution = make_contribution(status="paid")
    processor(snapshot_of(contribution, "expired", "pi_1"))
    ledger.sync(gateway.Kind.SESSION, "cs_test_1")
    assert Payment.objects.count() == 1
    assert Finding.objects.get().kind == "refused"
    assert Contribution.objects.get().status == "paid"


def test_money_for_a_contribution_that_we_do_not_know_is_listed_not_dropped(
    processor: Callable[[gateway.Snapshot], None],
) -> None:
    contribution = make_contribution()
    processor(snapshot_of(contribution, "paid", "pi_9", reference=str(uuid4()), session_id="cs_test_9"))
    ledger.sync(gateway.Kind.SESSION, "cs_test_9")
    assert Finding.objects.get().dedupe_key == "orphan:pi_9"
    assert [row.what for row in ledger.broken()] == ["eventually_finding"]
