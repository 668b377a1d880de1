"""What goes wrong with money is told to the supporter, once, with what can be done about it."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.test import Client

from donations import ledger
from donations.models import Contribution
from newsroom.core.dates import in_words
from tests.donations.giving import Supporter
from tests.donations.managing import Holder, give, words, work
from tests.donations.processor import Processor
from tests.donations.test_wishes import HOUR, go_to_renewal

pytestmark = pytest.mark.django_db(transaction=True)
S = Contribution.Status


def later(holder: Holder, processor: Processor, days: int) -> Contribution:
    """Let days pass at the processor, hear of it, and send what is due."""
    processor.control("clock", days=days)
    ledger.sync_contribution(holder.contribution)
    work()
    holder.contribution.refresh_from_db()
    return holder.contribution


def subjects(mailoutbox: list[EmailMessage]) -> list[str]:
    return [
        str(one.subject).partition(" from The")[0].replace("The Moscow Times", "TMT") for one in mailoutbox
    ]


def thanks(contribution: Contribution) -> str:
    return words(Client().get("/support/thanks/", {"s": str(contribution.session_id)}))


NOT_ARRIVED = "Your contribution to TMT did not arrive"
NOT_BEGUN = "Your contribution to TMT did not begin"
NOT_RENEWED = "Your contribution to TMT could not be renewed"
STOPPED = "Your contribution to TMT has stopped"
ENDED = "Your contribution to TMT has ended"


@pytest.mark.parametrize(
    ("interval", "subject"), [("once", NOT_ARRIVED), ("month", NOT_BEGUN), ("year", NOT_BEGUN)]
)
def test_a_direct_debit_that_fails_is_told_and_nobody_is_told_to_wait(
    supporter: Supporter,
    processor: Processor,
    mailoutbox: list[EmailMessage],
    interval: str,
    subject: str,
) -> None:
    holder = give(supporter, processor, interval, means="sepa_fails")
    assert "Your bank is at work" in thanks(holder.contribution)
    assert mailoutbox == []
    # The first debit of a regular contribution is tried several times.
    assert later(holder, processor, 3 if interval == "once" else 12).status == S.FAILED
    later(holder, processor, 30)
    assert subjects(mailoutbox) == [subject]
    body = str(mailoutbox[0].body)
    assert "Nothing was charged, and nothing more will be tried." in body
    assert "/support/" in body
    page = thanks(holder.contribution)
    assert "The payment did not go through" in page
    assert "bank is at work" not in page


@pytest.mark.parametrize("means", ["declined", "insufficient"])
def test_a_failed_renewal_is_told_once_with_link_number_and_the_next_try_and_so_is_its_end(
    supporter: Supporter, processor: Processor, mailoutbox: list[EmailMessage], means: str
) -> None:
    holder = give(supporter, processor)
    processor.control("cards", subscription=holder.contribution.subscription_id, means=means)
    go_to_renewal(processor, 2 * HOUR)
    assert later(holder, processor, 0).status == S.PAST_DUE
    [invoice] = [one for one in processor.core.world.table("invoice").values() if one["status"] == "open"]
    retry = datetime.datetime.fromtimestamp(invoice["next_payment_attempt"], tz=datetime.UTC)
    number = holder.contribution.payments.get().receipt_number
    body = str(mailoutbox[-1].body)
    for said in (holder.url, number, in_words(retry, "date")):
        assert said in body
    assert later(holder, processor, 40).status == S.LAPSED
    assert subjects(mailoutbox)[1:] == [NOT_RENEWED, STOPPED]
    assert number in str(mailoutbox[-1].body)
    assert "Nothing more will be charged." in " ".join(str(mailoutbox[-1].body).split())


def test_a_renewal_by_direct_debit_that_fails_is_told_without_a_day_that_nobody_knows(
    supporter: Supporter, processor: Processor, mailoutbox: list[EmailMessage]
) -> None:
    holder = give(supporter, processor)
    processor.control("cards", subscription=holder.contribution.subscription_id, means="sepa_fails")
    go_to_renewal(processor, 2 * HOUR)
    assert later(holder, processor, 0).status == S.ACTIVE
    assert later(holder, processor, 2).status == S.PAST_DUE
    [invoice] = [one for one in processor.core.world.table("invoice").values() if one["status"] == "open"]
    assert subjects(mailoutbox)[1:] == [NOT_RENEWED]
    body = str(mailoutbox[-1].body)
    assert holder.url in body
    assert ("Next try" in body) == bool(invoice["next_payment_attempt"])


def test_a_subscription_that_is_left_unpaid_has_stopped_as_well(
    supporter: Supporter, processor: Processor, mailoutbox: list[EmailMessage]
) -> None:
    holder = give(supporter, processor, "year")
    processor.control("settings", after_retries="unpaid")
    processor.control("cards", subscription=holder.contribution.subscription_id, means="declined")
    later(holder, processor, 366)
    assert later(holder, processor, 40).status == S.LAPSED
    assert subjects(mailoutbox)[-2:] == [NOT_RENEWED, STOPPED]


def test_a_bank_that_wants_a_confirmation_is_told_with_the_link(
    supporter: Supporter, processor: Processor, mailoutbox: list[EmailMessage]
) -> None:
    holder = give(supporter, processor)
    processor.control("cards", subscription=holder.contribution.subscription_id, means="3ds_renewals")
    go_to_renewal(processor, 2 * HOUR)
    assert later(holder, processor, 0).status == S.PAST_DUE
    assert subjects(mailoutbox)[1:] == ["Your bank asks you to confirm your contribution to TMT"]
    assert holder.url in str(mailoutbox[-1].body)


def cancel_now(holder: Holder, processor: Processor) -> None:
    processor.control("cancel", subscription=holder.contribution.subscription_id, when="now")


def delete_customer(holder: Holder, processor: Processor) -> None:
    processor.control("customers/delete", customer=holder.contribution.customer_id)


def end_with_the_period(holder: Holder, processor: Processor) -> None:
    processor.control("cancel", subscription=holder.contribution.subscription_id, when="period_end")
    processor.control("clock", days=33)


def end_before_a_day_that_was_set(holder: Holder, processor: Processor) -> None:
    processor.control("cancel", subscription=holder.contribution.subscription_id, when="later", days=20)
    cancel_now(holder, processor)


@pytest.mark.parametrize(
    "how",
    [cancel_now, delete_customer, end_with_the_period, end_before_a_day_that_was_set],
    ids=lambda how: how.__name__,
)
def test_an_end_at_the_processor_is_told_with_receipts_and_nothing_to_undo(
    supporter: Supporter, processor: Processor, mailoutbox: list[EmailMessage], how: Any
) -> None:
    holder = give(supporter, processor)
    how(holder, processor)
    assert later(holder, processor, 1).status == S.CANCELLED
    later(holder, processor, 40)
    assert subjects(mailoutbox)[1:] == [ENDED]
    body = str(mailoutbox[-1].body)
    assert "Can be undone until" not in body
    assert holder.url in body
    assert holder.contribution.payments.count() == 1
