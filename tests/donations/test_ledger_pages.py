"""One form can have had several payment pages; whichever is paid, the books say what was agreed to there."""

import datetime
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from donations import gateway, ledger
from donations.models import Contribution, Finding

pytestmark = pytest.mark.django_db(transaction=True)
PAID_AT = datetime.datetime(2026, 11, 23, 12, 6, tzinfo=datetime.UTC)


class Pages:
    """A form whose choices were changed once: the first page asked for 1,250 EUR cents a month."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.monkeypatch = monkeypatch
        self.contribution = Contribution.objects.create(
            interval="once",
            amount=5000,
            currency="JPY",
            form_token=uuid4(),
            expires_at=timezone.now() + datetime.timedelta(hours=1),
            session_id="cs_2",
            status="open",
            attempt=2,
        )

    def sees(self, **changes: Any) -> None:
        """Let the processor answer so, and sync."""
        values: dict[str, Any] = {
            "reference": str(self.contribution.public_id),
            "attempt": 1,
            "status": "active",
            "subscription_id": "sub_1",
            "interval": "month",
            "amount": 1250,
            "currency": "EUR",
            "payments": (self.paid("pi_1", 1250, "EUR"),),
        }
        snapshot = gateway.Snapshot(**(values | changes))
        self.monkeypatch.setattr(gateway, "fetch", lambda *args, **kwargs: snapshot)
        ledger.sync(gateway.Kind.SUBSCRIPTION, "sub_1")
        self.contribution.refresh_from_db()

    @staticmethod
    def paid(name: str, amount: int, currency: str) -> gateway.PaymentFact:
        return gateway.PaymentFact(
            provider_payment_id=name, amount=amount, currency=currency, asked=amount, paid_at=PAID_AT
        )

    @property
    def terms(self) -> tuple[str, str, int, str]:
        row = self.contribution
        return (row.status, row.interval, row.amount, row.currency)


@pytest.fixture
def pages(monkeypatch: pytest.MonkeyPatch) -> Pages:
    return Pages(monkeypatch)


def test_an_earlier_page_that_is_paid_is_what_was_agreed_to(pages: Pages) -> None:
    pages.sees()
    assert pages.terms == ("active", "month", 1250, "EUR")
    assert pages.contribution.subscription_id == "sub_1"
    assert ledger.broken() == []


def test_the_page_that_was_asked_for_last_has_no_say_once_another_was_paid(pages: Pages) -> None:
    pages.sees()
    pages.sees(attempt=2, session_id="cs_2", subscription_id=None, status="expired", payments=())
    assert pages.terms == ("active", "month", 1250, "EUR")
    assert ledger.broken() == []


def test_an_earlier_page_that_nobody_paid_changes_nothing(pages: Pages) -> None:
    pages.sees(session_id="cs_1", subscription_id=None, status="expired", payments=())
    assert pages.terms == ("open", "once", 5000, "JPY")
    assert pages.contribution.session_id == "cs_2"


def test_a_second_page_that_is_paid_becomes_a_contribution_of_its_own(pages: Pages) -> None:
    pages.sees()
    paid, terms = (pages.paid("pi_2", 5000, "JPY"),), {"interval": "once", "amount": 5000, "currency": "JPY"}
    for _ in range(2):
        pages.sees(attempt=2, session_id="cs_2", subscription_id=None, status="paid", payments=paid, **terms)
    assert pages.terms == ("active", "month", 1250, "EUR")
    sibling = Contribution.objects.exclude(pk=pages.contribution.pk).get()
    assert (sibling.status, sibling.amount, sibling.currency) == ("paid", 5000, "JPY")
    assert sibling.payments.get().letters.get().kind == "receipt"
    assert not Finding.objects.exists()
    assert ledger.broken() == []


def test_a_second_subscription_runs_and_ends_by_itself(pages: Pages) -> None:
    pages.sees()
    money = (pages.paid("pi_2", 1250, "EUR"),)
    second: dict[str, Any] = {"attempt": 2, "subscription_id": "sub_2", "payments": money}
    pages.sees(**second)
    pages.sees(status="cancelled")
    sibling = Contribution.objects.get(subscription_id="sub_2")
    assert (pages.terms[0], sibling.status) == ("cancelled", "active")
    pages.sees(**(second | {"payments": (*money, pages.paid("pi_3", 1250, "EUR"))}))
    assert sibling.payments.count() == 2
    pages.sees(status="cancelled", **second)
    sibling.refresh_from_db()
    assert sibling.status == "cancelled"
    assert ledger.broken() == []


def test_a_second_page_while_a_debit_is_on_its_way_is_a_contribution_of_its_own(pages: Pages) -> None:
    pages.sees(status="processing", payments=())
    assert pages.terms[0] == "processing"
    paid, terms = (pages.paid("pi_2", 5000, "JPY"),), {"interval": "once", "amount": 5000, "currency": "JPY"}
    pages.sees(attempt=2, session_id="cs_2", subscription_id=None, status="paid", payments=paid, **terms)
    assert pages.terms == ("processing", "month", 1250, "EUR")
    assert Contribution.objects.get(session_id="cs_2").status == "paid"
    assert ledger.broken() == []
