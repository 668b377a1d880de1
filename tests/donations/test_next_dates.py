"""The next payment is named as the processor names it, everywhere, whenever the last one arrived."""

from __future__ import annotations

import datetime

import pytest
from django.core.mail import EmailMessage
from django.test import Client

from donations import ledger
from donations.models import Contribution
from newsroom.core.dates import in_words
from tests.builders import make_user
from tests.donations.giving import Supporter
from tests.donations.managing import Holder, give, words, work
from tests.donations.processor import Processor
from tests.donations.test_wishes import HOUR, go_to_renewal

pytestmark = pytest.mark.django_db(transaction=True)


def period_end(holder: Holder, processor: Processor) -> datetime.datetime:
    """Return when the processor collects next."""
    subscription = processor.core.world.find(str(holder.contribution.subscription_id))
    end = subscription["items"]["data"][0]["current_period_end"]
    return datetime.datetime.fromtimestamp(end, tz=datetime.UTC)


def look_again(holder: Holder) -> Contribution:
    ledger.sync_contribution(holder.contribution)
    work()
    holder.contribution.refresh_from_db()
    return holder.contribution


def everywhere(holder: Holder, letter: EmailMessage) -> dict[str, str]:
    """Return what tells of the next payment: thanks page, own page, desk and letter."""
    desk = Client()
    desk.force_login(make_user("fundraiser"))
    row = holder.contribution
    return {
        "thanks": words(Client().get("/support/thanks/", {"s": str(row.session_id)})),
        "own page": holder.page(),
        "letter": str(letter.body),
        "desk": desk.get(f"/admin/donations/contribution/{row.pk}/change/").content.decode(),
    }


def check(holder: Holder, processor: Processor, letter: EmailMessage) -> None:
    due = period_end(holder, processor)
    assert holder.contribution.next_at == due
    told = everywhere(holder, letter)
    desk = told.pop("desk")
    assert [place for place, said in told.items() if in_words(due, "date") not in said] == []
    assert in_words(due, "moment") in desk


@pytest.mark.parametrize("interval", ["month", "year"])
def test_a_direct_debit_that_took_days_moves_no_date(
    supporter: Supporter, processor: Processor, mailoutbox: list[EmailMessage], interval: str
) -> None:
    holder = give(supporter, processor, interval, means="sepa")
    begun = period_end(holder, processor)
    processor.control("clock", days=3)
    contribution = look_again(holder)
    paid = contribution.payments.get().paid_at
    assert paid.date() > contribution.created_at.date()
    assert contribution.next_at == begun
    check(holder, processor, mailoutbox[-1])


def test_a_renewal_by_direct_debit_moves_none_either(
    supporter: Supporter, processor: Processor, mailoutbox: list[EmailMessage]
) -> None:
    holder = give(supporter, processor, means="sepa")
    processor.control("clock", days=36)
    assert look_again(holder).payments.count() == 2
    check(holder, processor, mailoutbox[-1])


def test_a_payment_that_was_mended_days_late_moves_none(
    supporter: Supporter, processor: Processor, mailoutbox: list[EmailMessage]
) -> None:
    holder = give(supporter, processor, means="recovers")
    go_to_renewal(processor, 2 * HOUR)
    assert look_again(holder).status == "past_due"
    processor.control("clock", days=2)
    assert look_again(holder).status == "active"
    check(holder, processor, mailoutbox[-1])


def test_an_ending_that_was_undone_moves_none(
    supporter: Supporter, processor: Processor, mailoutbox: list[EmailMessage]
) -> None:
    holder = give(supporter, processor)
    due = period_end(holder, processor)
    holder.ask("end", sure="yes")
    assert holder.contribution.next_at is None
    assert holder.ask("undo", sure="yes").next_at == due
    check(holder, processor, mailoutbox[-1])


def test_another_amount_moves_none(
    supporter: Supporter, processor: Processor, mailoutbox: list[EmailMessage]
) -> None:
    holder = give(supporter, processor)
    due = period_end(holder, processor)
    assert holder.ask("amount", amount="20").next_at == due
    check(holder, processor, mailoutbox[-1])
