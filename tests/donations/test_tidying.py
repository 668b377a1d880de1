"""What supporters wanted once and is over goes at night; what is open, given or named stays."""

import datetime

import pytest
import time_machine
from django.core.mail import EmailMessage
from django.utils import timezone

from donations import ledger
from donations.models import AddressChange, Contribution, Supporter
from tests.donations.books import make_contribution
from tests.donations.giving import Supporter as Giver
from tests.donations.managing import Holder, give
from tests.donations.processor import READER, Processor
from tests.donations.remains import remains_of

pytestmark = pytest.mark.django_db(transaction=True)
DAY = datetime.timedelta(days=1)


@pytest.fixture
def holder(supporter: Giver, processor: Processor) -> Holder:
    return give(supporter, processor)


def tidy_after(days: int) -> None:
    with time_machine.travel(timezone.now() + days * DAY, tick=False):
        ledger.tidy()


def test_a_former_address_goes_thirty_days_after_the_yes(
    holder: Holder, mailoutbox: list[EmailMessage]
) -> None:
    holder.ask("email", email="other@example.org")
    ledger.confirm_address(AddressChange.objects.get())
    tidy_after(31)
    assert remains_of(READER) == set()
    holder.contribution.refresh_from_db()
    assert holder.contribution.supporter == Supporter.objects.get()


def test_a_form_that_led_to_nothing_goes_after_ninety_days_and_nothing_else_does(holder: Holder) -> None:
    make_contribution(status="expired", supporter=None)
    make_contribution(status="open")
    tidy_after(89)
    assert Contribution.objects.count() == 3
    tidy_after(91)
    assert sorted(Contribution.objects.values_list("status", flat=True)) == ["active", "open"]
