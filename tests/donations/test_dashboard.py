"""What is changed in the processor's dashboard is followed, and what the books cannot hold is listed once."""

import datetime
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from donations import gateway, ledger
from donations.models import Contribution, Finding, Payment, StripeEvent, Term

pytestmark = pytest.mark.django_db(transaction=True)
AT = datetime.datetime(2026, 11, 23, 12, 6, tzinfo=datetime.UTC)
Sees = Callable[..., Contribution]


def paid(name: str, amount: int, *, currency: str = "EUR", days: int = 0) -> gateway.PaymentFact:
    at = AT + datetime.timedelta(days=days)
    return gateway.PaymentFact(
        provider_payment_id=name, amount=amount, currency=currency, asked=amount, paid_at=at
    )


@pytest.fixture
def sees(monkeypatch: pytest.MonkeyPatch) -> Sees:
    """Let the processor show a subscription so, and sync; unless said, active, 9 EUR a month, paid once."""
    contribution = Contribution.objects.create(
        interval="month",
        amount=900,
        currency="EUR",
        form_token=uuid4(),
        expires_at=timezone.now(),
        status="open",
    )

    def sync(**changes: Any) -> Contribution:
        values: dict[str, Any] = {
            "reference": str(contribution.public_id),
            "attempt": 1,
            "status": "active",
            "subscription_id": "sub_1",
            "interval": "month",
            "amount": 900,
            "currency": "EUR",
            "payments": (paid("pi_1", 900),),
        }
        snapshot = gateway.Snapshot(**(values | changes))
        monkeypatch.setattr(gateway, "fetch", lambda *args, **kwargs: snapshot)
        ledger.sync(gateway.Kind.SUBSCRIPTION, "sub_1")
        contribution.refresh_from_db()
        return contribution

    return sync


def test_a_new_price_is_a_new_term_and_old_payments_stay_right(sees: Sees) -> None:
    sees()
    row = sees(amount=1500)
    assert row.amount == 1500
    row = sees(amount=1500, payments=(paid("pi_1", 900), paid("pi_2", 1500, days=30)))
    assert [(term.amount, term.by) for term in row.terms.all()] == [(1500, "processor"), (900, "form")]
    assert not Finding.objects.exists()
    assert ledger.broken(ledger.invariants.ALWAYS) == []


def test_prices_of_which_nobody_told_are_terms_too(sees: Sees) -> None:
    row = sees(amount=1500, payments=(paid("pi_1", 900), paid("pi_2", 1200, days=30)))
    assert row.amount == 1500
    assert set(Term.objects.values_list("amount", flat=True)) == {900, 1200, 1500}
    assert not Finding.objects.exists()
    assert ledger.broken(ledger.invariants.ALWAYS) == []


def test_a_year_in_place_of_a_month_is_followed(sees: Sees) -> None:
    sees()
    row = sees(interval="year", amount=9000)
    assert (row.interval, row.amount) == ("year", 9000)
    assert ledger.broken(ledger.invariants.ALWAYS) == []


def test_paid_otherwise_than_asked_is_listed_in_decimals(sees: Sees) -> None:
    fact = gateway.PaymentFact(provider_payment_id="pi_1", amount=700, currency="EUR", asked=900, paid_at=AT)
    sees(payments=(fact,))
    finding = Finding.objects.get()
    assert (finding.kind, finding.note) == ("difference", "7.00 EUR were paid")
    assert ledger.broken(ledger.invariants.ALWAYS) == []


def test_a_pause_and_its_end_are_followed(sees: Sees) -> None:
    sees(next_at=AT)
    row = sees(status="paused", resumes_at=AT)
    assert (row.status, row.next_at, row.resumes_at) == ("paused", None, AT)
    row = sees(next_at=AT)
    assert (row.status, row.next_at, row.resumes_at) == ("active", AT, None)


def test_the_same_change_made_again_is_told_again(sees: Sees) -> None:
    """A pause until nobody knows when has nothing of its own but the payment that it came after."""
    for _ in range(2):
        sees(next_at=AT)
        sees(status="paused")
    row = sees(next_at=AT)
    told = row.letters.exclude(kind="receipt").order_by("id").values_list("kind", flat=True)
    assert list(told) == ["paused", "resumed", "paused", "resumed"]
    sees(status="paused", resumes_at=AT)
    sees(status="paused", resumes_at=AT + datetime.timedelta(days=30))
    assert row.letters.filter(kind="paused").count() == 4


def test_an_end_at_a_set_time_is_told_at_once_and_can_be_taken_back(sees: Sees) -> None:
    sees()
    row = sees(ends_at=AT, end_reason="cancellation_requested")
    assert (row.status, row.ends_at, row.end_reason) == ("active", AT, "cancellation_requested")
    row = sees()
    assert (row.ends_at, row.end_reason) == (None, "")
    assert set(row.letters.values_list("kind", flat=True)) == {"receipt", "ends_later", "resumed"}
    row = sees(status="cancelled", ends_at=AT)
    assert row.status == "cancelled"
    assert sees().status == "active"
    assert not Finding.objects.exists()


def test_unpaid_and_paid_again_is_active_again(sees: Sees) -> None:
    sees()
    assert sees(status="lapsed").status == "lapsed"
    row = sees(payments=(paid("pi_1", 900), paid("pi_2", 900, days=30)))
    assert (row.status, row.payments.count()) == ("active", 2)
    assert not Finding.objects.exists()


@pytest.mark.parametrize(
    ("changes", "note"),
    [
        ({"currency": "SEK", "payments": (paid("pi_1", 9900, currency="SEK"),)}, "99.00 SEK"),
        ({"currency": "KRW", "payments": (paid("pi_1", 9900, currency="KRW"),)}, "9900 KRW"),
        ({"amount": 0, "payments": (paid("pi_1", 0),)}, "0.00 EUR"),
        ({"interval": "3 month"}, "9.00 EUR, 3 month"),
    ],
)
def test_what_the_books_cannot_hold_is_listed_once_in_words(
    sees: Sees, changes: dict[str, Any], note: str
) -> None:
    for _ in range(3):
        sees(**changes)
    notes = list(Finding.objects.values_list("note", flat=True))
    assert [one for one in notes if note in one]
    assert len(notes) == len(set(notes)) <= 2
    assert not Payment.objects.exclude(currency="EUR").exists()
    assert ledger.broken(ledger.invariants.ALWAYS) == []


def test_an_object_that_is_not_there_is_left_after_the_second_try(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: Any, **kwargs: Any) -> gateway.Snapshot:
        raise gateway.GatewayError("refused: resource_missing", is_final=True)

    monkeypatch.setattr(gateway, "fetch", refuse)
    event = StripeEvent.objects.create(event_id="evt_1", type="v1.invoice.paid", object_id="in_1")
    for _ in range(3):
        StripeEvent.objects.filter(outcome="waiting").update(next_at=timezone.now())
        ledger.drain()
    event.refresh_from_db()
    assert (event.outcome, event.attempts) == ("ignored", 2)
    assert not Finding.objects.exists()
