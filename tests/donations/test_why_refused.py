"""Why a payment was refused stands at the desk, as long as it is not mended."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from donations import ledger
from donations.models import Contribution
from tests.builders import make_user
from tests.donations.giving import Supporter
from tests.donations.managing import Holder, give
from tests.donations.processor import Processor
from tests.donations.test_wishes import HOUR, go_to_renewal

pytestmark = pytest.mark.django_db(transaction=True)
S = Contribution.Status


def look(holder: Holder, processor: Processor, *, days: int = 0) -> Contribution:
    processor.control("clock", days=days)
    ledger.sync_contribution(holder.contribution)
    holder.contribution.refresh_from_db()
    return holder.contribution


def desk(path: str) -> str:
    client = Client()
    client.force_login(make_user("fundraiser"))
    answer: Any = client.get(f"/admin/donations/contribution/{path}")
    return b"".join(answer).decode()


@pytest.mark.parametrize(
    ("means", "word", "said"),
    [
        ("declined", "generic_decline", "the bank refused and gave no reason"),
        ("insufficient", "insufficient_funds", "there was not enough money"),
        ("sepa_fails", "insufficient_funds", "there was not enough money"),
        ("expires", "expired_card", "the card has expired"),
    ],
)
def test_a_renewal_that_was_refused_says_why_until_it_is_mended(
    supporter: Supporter, processor: Processor, means: str, word: str, said: str
) -> None:
    holder = give(supporter, processor, "year" if means == "expires" else "month", "succeeds")
    subscription = holder.contribution.subscription_id
    processor.control("cards", subscription=subscription, means=means)
    go_to_renewal(processor, 2 * HOUR)
    row = look(holder, processor, days=2 if means == "sepa_fails" else 0)
    assert (row.status, row.refusal) == (S.PAST_DUE, word)
    assert said in desk(f"{row.pk}/change/")
    assert word in desk("csv/comma/")
    processor.control("cards", subscription=subscription, means="succeeds")
    # A second debit may be on its way by now: its bank takes two days to refuse, and a day later it is tried.
    row = look(holder, processor, days=4)
    assert (row.status, row.refusal) == (S.ACTIVE, "")
    assert said not in desk(f"{row.pk}/change/")


def test_what_has_stopped_for_good_keeps_its_reason(supporter: Supporter, processor: Processor) -> None:
    holder = give(supporter, processor)
    processor.control("cards", subscription=holder.contribution.subscription_id, means="insufficient")
    row = look(holder, processor, days=75)
    assert (row.status, row.end_reason, row.refusal) == (S.LAPSED, "payment_failed", "insufficient_funds")


@pytest.mark.parametrize("interval", ["once", "month"])
def test_a_first_debit_that_failed_says_why(
    supporter: Supporter, processor: Processor, interval: str
) -> None:
    holder = give(supporter, processor, interval, means="sepa_fails")
    row = look(holder, processor, days=4 if interval == "once" else 12)
    assert (row.status, row.refusal) == (S.FAILED, "insufficient_funds")


def test_a_card_that_was_refused_before_another_paid_is_no_news(
    supporter: Supporter, processor: Processor
) -> None:
    supporter.give("once", "EUR", "9")
    row = Contribution.objects.get()
    processor.pay(row, means="insufficient")
    ledger.sync_contribution(row)
    processor.pay(row)
    ledger.sync_contribution(row)
    row.refresh_from_db()
    assert (row.status, row.refusal) == (S.PAID, "")


def test_a_word_that_nobody_translated_is_shown_as_it_is(supporter: Supporter, processor: Processor) -> None:
    row = give(supporter, processor).contribution
    Contribution.objects.update(refusal="pickup_card")
    assert "pickup_card" in desk(f"{row.pk}/change/")
