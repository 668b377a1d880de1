"""Email addresses to which nobody said yes leave the database; what is known otherwise stays."""

import datetime

import pytest
import time_machine
from django.core.mail import EmailMessage
from django.db import transaction
from django.test import Client
from django.utils import timezone

from donations import ledger, tasks
from donations.ledger import supporters
from donations.models import AddressChange, CardChange, Contribution, Letter
from donations.models import Supporter as Row
from newsroom.core import crypto
from tests.donations.giving import Supporter
from tests.donations.managing import Holder, give, work
from tests.donations.processor import READER, Processor
from tests.two_connections import crowd

pytestmark = pytest.mark.django_db(transaction=True)
THEIRS = "new@example.org"
LATER = datetime.timedelta(days=3, minutes=1)


@pytest.fixture
def holder(supporter: Supporter, processor: Processor) -> Holder:
    return give(supporter, processor)


def is_there(email: str = THEIRS) -> bool:
    return Row.objects.filter(email_hash=crypto.lookup_hash(email)).exists()


def delete_later() -> None:
    with time_machine.travel(timezone.now() + LATER, tick=False):
        ledger.delete_unconfirmed()


def test_an_address_that_nobody_confirmed_is_deleted_with_its_letter(
    holder: Holder, mailoutbox: list[EmailMessage]
) -> None:
    holder.ask("email", email=THEIRS)
    tasks.reconcile_everything()
    assert is_there()
    with time_machine.travel(timezone.now() + LATER, tick=False):
        tasks.reconcile_everything()
    assert not is_there()
    assert not AddressChange.objects.exists()
    assert not Letter.objects.filter(kind="confirm_address").exists()
    holder.contribution.refresh_from_db()
    assert holder.contribution.supporter
    assert is_there(READER)
    sent = len(mailoutbox)
    delete_later()
    work()
    assert len(mailoutbox) == sent


def test_the_address_of_a_letter_that_never_got_through_is_deleted_too(holder: Holder) -> None:
    holder.send("email", email=THEIRS)
    assert Letter.objects.get(kind="confirm_address").status == "due"
    delete_later()
    assert not is_there()


@pytest.mark.parametrize("also", ["gave", "asked for twice", "confirmed", "asked for elsewhere"])
def test_an_address_that_is_known_otherwise_stays(
    holder: Holder, supporter: Supporter, processor: Processor, also: str
) -> None:
    holder.ask("email", email=THEIRS)
    if also == "gave":
        supporter.give("once", "EUR", "5")
        given = Contribution.objects.latest("id")
        processor.pay(given, email=THEIRS)
        ledger.sync_contribution(given)
    elif also == "confirmed":
        ledger.confirm_address(AddressChange.objects.get())
    else:
        other = holder if also == "asked for twice" else give(supporter, processor, "year")
        with time_machine.travel(timezone.now() + LATER, tick=False):
            other.ask("email", email=THEIRS)
    delete_later()
    assert is_there()
    assert AddressChange.objects.count() == (0 if also == "gave" else 1)


def test_a_yes_at_the_last_moment_wins_or_loses_whole(holder: Holder) -> None:
    holder.ask("email", email=THEIRS)
    change = AddressChange.objects.get()
    AddressChange.objects.update(asked_at=timezone.now() - LATER)
    crowd(lambda: ledger.confirm_address(change), ledger.delete_unconfirmed)
    holder.contribution.refresh_from_db()
    assert holder.contribution.supporter == change.wanted
    assert AddressChange.objects.get().confirmed_at


def test_who_gives_from_it_while_it_is_deleted_is_known(holder: Holder) -> None:
    holder.ask("email", email=THEIRS)
    AddressChange.objects.update(asked_at=timezone.now() - LATER)

    @transaction.atomic
    def gives() -> None:
        Contribution.objects.update(supporter=supporters.of_email(THEIRS, language="en"))

    crowd(ledger.delete_unconfirmed, gives)
    holder.contribution.refresh_from_db()
    assert holder.contribution.supporter
    assert holder.contribution.supporter.email_hash == crypto.lookup_hash(THEIRS)


def test_a_card_given_when_the_contribution_had_ended_is_said_to_be_so(
    holder: Holder, processor: Processor
) -> None:
    holder.send("card", sure="yes")
    change = CardChange.objects.get()
    processor.control("cancel", subscription=holder.contribution.subscription_id, when="now")
    processor.control("pay", session=change.session_id, email=READER, means="succeeds")
    CardChange.objects.update(next_at=timezone.now())
    work()
    change.refresh_from_db()
    assert (change.status, change.get_status_display()) == ("unused", "given when it had ended")
    page = Client().get("/support/card/?given").content.decode()
    assert "If your contribution has ended meanwhile, nothing is collected from the card." in page
