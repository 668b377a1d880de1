"""A first direct debit that the bank refused is tried again for days: its supporter can see and mend that."""

import re

import pytest
from django.core.mail import EmailMessage
from django.test import Client
from django.utils import timezone

from donations import ledger
from donations.models import CardChange, Contribution
from tests.donations.giving import Supporter
from tests.donations.managing import Holder, give, work
from tests.donations.processor import READER, Processor

pytestmark = pytest.mark.django_db(transaction=True)
S = Contribution.Status
# Days after which the bank has refused it, and the processor has not tried again yet.
FIRST_REFUSED = 41 / 24


@pytest.fixture
def holder(supporter: Supporter, processor: Processor) -> Holder:
    return give(supporter, processor, means="sepa_fails")


def let_pass(holder: Holder, processor: Processor, days: float) -> str:
    """Let so many days pass, and return how it stands then."""
    processor.control("clock", days=days)
    ledger.sync_contribution(holder.contribution)
    holder.contribution.refresh_from_db()
    return holder.contribution.status


def test_the_page_says_that_the_first_debit_is_tried_again(holder: Holder, processor: Processor) -> None:
    assert "Your bank is at work on the payment." in holder.page()
    assert "New card" not in holder.page()
    # Refused, and a day later under way again.
    for days in (FIRST_REFUSED, 1):
        assert let_pass(holder, processor, days) == S.PROCESSING
        page = holder.page()
        assert "The first payment did not go through. It will be tried again" in page
        assert "at work" not in page
        assert page.index("New card") < page.index("End it")
    assert let_pass(holder, processor, 9) == S.FAILED
    assert "New card" not in holder.page()


def test_a_card_mends_a_first_debit_that_was_refused(holder: Holder, processor: Processor) -> None:
    let_pass(holder, processor, FIRST_REFUSED)
    holder.send("card", sure="yes")
    processor.control("pay", session=CardChange.objects.get().session_id, email=READER, means="succeeds")
    CardChange.objects.update(next_at=timezone.now())
    work()
    holder.contribution.refresh_from_db()
    assert (holder.contribution.status, holder.contribution.payments.get().amount) == (S.ACTIVE, 900)
    assert "It runs. Next payment:" in holder.page()


def test_the_link_is_sent_while_the_first_debit_is_under_way(
    holder: Holder, mailoutbox: list[EmailMessage]
) -> None:
    assert mailoutbox == []
    Client().post("/support/link/", {"email": READER, "end": "1"})
    work()
    [mail] = mailoutbox
    assert re.search(r"/support/manage/[^/\s]+/", str(mail.body))
