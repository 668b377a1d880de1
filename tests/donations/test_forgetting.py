"""*Forget me*: everything of an address goes, here and at the processor; money stays; nothing comes back."""

import datetime
import json

import pytest
import time_machine
from django.core.mail import EmailMessage
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from donations import ledger, letters
from donations.models import (
    AddressChange,
    Contribution,
    Erasure,
    Letter,
    Payment,
    StripeEvent,
    Supporter,
)
from newsroom.core import crypto, journal
from tests.donations import giving
from tests.donations.forgetting import YES, ask, erase, forget, say_yes
from tests.donations.managing import Holder, give, words, work
from tests.donations.processor import READER, Processor
from tests.donations.remains import remains_of

pytestmark = pytest.mark.django_db(transaction=True)
S = Contribution.Status


@pytest.fixture
def holder(supporter: giving.Supporter, processor: Processor) -> Holder:
    return give(supporter, processor)


def test_the_search_finds_a_sealed_address_and_its_hash(holder: Holder) -> None:
    assert remains_of(READER) == {"donations_supporter"}
    ledger.ask_for_link(READER, language="en")
    assert remains_of(READER) == {"donations_supporter", "donations_linkrequest"}


def test_a_forgotten_person_is_nowhere_and_their_money_stays(
    holder: Holder, processor: Processor, mailoutbox: list[EmailMessage]
) -> None:
    once = give(giving.Supporter(), processor, "once")
    Contribution.objects.update(from_path="/2026/a-story/")
    holder.ask("pause", months="2")
    holder.ask("email", email="other@example.org")
    ledger.ask_for_link(READER, language="ru")
    paid = sorted(Payment.objects.values_list("receipt_number", "amount", "paid_at"))
    forget(holder, mailoutbox)
    assert remains_of(READER) == remains_of("other@example.org") == set()
    assert not Supporter.objects.exists()
    assert not AddressChange.objects.exists()
    assert not Letter.objects.exists()
    assert sorted(Payment.objects.values_list("receipt_number", "amount", "paid_at")) == paid
    monthly = Contribution.objects.get(pk=holder.contribution.pk)
    assert (monthly.status, monthly.from_path, monthly.language) == (S.CANCELLED, "", "en")
    assert ledger.broken() == []
    assert Client().get(holder.url).status_code == Client().get(once.url).status_code == 404


def test_the_thanks_page_in_a_history_tells_nothing_of_who_is_to_be_forgotten(
    holder: Holder, processor: Processor, mailoutbox: list[EmailMessage]
) -> None:
    contribution = Contribution.objects.get()
    session = processor.core.world.find(str(contribution.session_id), "checkout.session")
    address = session["success_url"].replace("{CHECKOUT_SESSION_ID}", session["id"])
    assert "€9" in Client().get(address).content.decode()
    path = ask(holder, mailoutbox)
    say_yes(path)
    for _ in range(2):
        answer = Client().get(address)
        assert answer.status_code == 404
        assert "€9" not in answer.content.decode()
        erase()


def test_the_last_letter_says_so_and_nothing_follows_it(
    holder: Holder, processor: Processor, mailoutbox: list[EmailMessage]
) -> None:
    forget(holder, mailoutbox)
    assert mailoutbox[-1].to == [READER]
    assert "has forgotten you" in mailoutbox[-1].subject
    assert "/support/" not in mailoutbox[-1].body
    sent = len(mailoutbox)
    ledger.reconcile(everything=True)
    erase()
    assert len(mailoutbox) == sent


def test_nothing_is_done_by_a_letter_that_is_only_opened_or_by_a_robot(
    holder: Holder, mailoutbox: list[EmailMessage]
) -> None:
    path = ask(holder, mailoutbox)
    assert "one contribution" in words(Client().get(path))
    Client().head(path)
    answer = Client().post(path, {"end": "1"})
    assert answer.status_code == 422
    assert "tick the box" in words(answer)
    elsewhere = Client().post(path, YES, headers={"Sec-Fetch-Site": "cross-site"})
    assert elsewhere.status_code == 422
    erase()
    holder.contribution.refresh_from_db()
    assert holder.contribution.status == S.ACTIVE
    assert not Erasure.objects.exists()


def test_the_link_is_good_for_three_days(holder: Holder, mailoutbox: list[EmailMessage]) -> None:
    path = ask(holder, mailoutbox)
    with time_machine.travel(timezone.now() + datetime.timedelta(days=3, minutes=1), tick=False):
        assert Client().get(path).status_code == 410
        assert say_yes(path).status_code == 410
    assert Client().get(path[:-2] + "x/").status_code == 404
    assert not Erasure.objects.exists()
    assert say_yes(path).status_code == 303


def test_said_twice_it_is_done_once_and_the_page_goes_on_saying_so(
    holder: Holder, mailoutbox: list[EmailMessage]
) -> None:
    path = ask(holder, mailoutbox)
    say_yes(path)
    assert "being forgotten" in words(Client().get(path))
    assert say_yes(path).status_code == 200
    erase()
    assert "being forgotten" in words(Client().get(path))
    assert Erasure.objects.count() == 1


@pytest.mark.parametrize("act", ["end", "pause", "email", "language", "card", "forget"])
def test_a_page_that_was_open_meanwhile_changes_nothing_any_more(
    holder: Holder, mailoutbox: list[EmailMessage], act: str
) -> None:
    say_yes(ask(holder, mailoutbox))
    values = {"sure": "yes", "months": "2", "email": "new@example.org", "language": "ru"}
    assert holder.send(act, **values).status_code == 404
    erase()
    assert remains_of(READER) == remains_of("new@example.org") == set()


@pytest.mark.parametrize("wish", [ledger.end, ledger.go_on])
def test_a_wish_that_comes_too_late_is_refused(
    holder: Holder, mailoutbox: list[EmailMessage], wish: object
) -> None:
    forget(holder, mailoutbox)
    with pytest.raises(ledger.Forgotten):
        wish(holder.contribution, by="supporter")  # type: ignore[operator]


def test_no_event_sync_or_reconciling_brings_anybody_back(
    holder: Holder, processor: Processor, mailoutbox: list[EmailMessage]
) -> None:
    forget(holder, mailoutbox)
    payment = holder.contribution.payments.get()
    processor.core.advance(3600)
    StripeEvent.objects.all().update(outcome="waiting", next_at=timezone.now())
    while ledger.drain():
        pass
    processor.control("refund", payment_intent=payment.provider_payment_id)
    ledger.sync_contribution(holder.contribution)
    ledger.reconcile(everything=True)
    ledger.adopt(timezone.now() - datetime.timedelta(days=9))
    erase()
    assert payment.given_back == "€9"
    assert remains_of(READER) == set()
    assert not Letter.objects.exists()
    assert not [row for row in ledger.broken() if row.what.startswith("always")]


def test_who_gives_again_later_is_somebody_new_and_stays(
    holder: Holder, processor: Processor, mailoutbox: list[EmailMessage]
) -> None:
    path = ask(holder, mailoutbox)
    say_yes(path)
    again = give(giving.Supporter(), processor)
    erase()
    later = give(giving.Supporter(), processor, "once")
    say_yes(path)
    erase()
    for one in (again, later):
        one.contribution.refresh_from_db()
        assert one.contribution.erased_at is None
        assert "€9" in one.page()
    assert again.contribution.supporter_id == later.contribution.supporter_id
    assert crypto.open_sealed(Supporter.objects.get().email_sealed) == READER
    holder.contribution.refresh_from_db()
    assert holder.contribution.supporter is None


def test_the_form_of_a_forgotten_gift_begins_another_one(
    supporter: giving.Supporter, processor: Processor, mailoutbox: list[EmailMessage]
) -> None:
    form = supporter.open()
    supporter.send(form, **giving.choice("month", "EUR", "9"))
    first = Contribution.objects.get()
    processor.pay(first)
    ledger.sync_contribution(first)
    first.refresh_from_db()
    work()
    forget(Holder(first), mailoutbox)
    supporter.send(form, **giving.choice("month", "EUR", "9"))
    second = Contribution.objects.latest("id")
    assert second.pk != first.pk
    processor.pay(second)
    ledger.sync_contribution(second)
    second.refresh_from_db()
    assert second.supporter is not None
    assert second.erased_at is None


def test_an_address_that_another_contribution_goes_to_by_now_is_not_forgotten_with_it(
    holder: Holder, processor: Processor, mailoutbox: list[EmailMessage]
) -> None:
    other = give(giving.Supporter(), processor)
    other.ask("email", email="theirs@example.org")
    [change] = AddressChange.objects.all()
    ledger.confirm_address(change)
    work()
    forget(holder, mailoutbox)
    other.contribution.refresh_from_db()
    assert other.contribution.erased_at is None
    assert remains_of(READER) == set()
    assert remains_of("theirs@example.org") == {"donations_supporter"}


def test_without_a_mail_server_the_address_goes_after_three_days_all_the_same(
    holder: Holder, mailoutbox: list[EmailMessage], settings: Settings
) -> None:
    say_yes(ask(holder, mailoutbox))
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    erase()
    assert remains_of(READER)
    with time_machine.travel(timezone.now() + datetime.timedelta(days=3, minutes=1), tick=False):
        erase()
    assert remains_of(READER) == set()


def test_a_journal_that_cannot_be_written_is_said_and_nothing_is_done(
    holder: Holder, mailoutbox: list[EmailMessage], settings: Settings, tmp_path: object
) -> None:
    path = ask(holder, mailoutbox)
    settings.JOURNAL_FILE = str(tmp_path)
    answer = say_yes(path)
    assert answer.status_code == 503
    assert "try again" in words(answer)
    assert not Erasure.objects.exists()
    assert not journal.names(journal.FORGOTTEN)
    holder.contribution.refresh_from_db()
    assert holder.contribution.erased_at is None


def test_the_journal_names_the_contributions_and_nobody(
    holder: Holder, mailoutbox: list[EmailMessage], settings: Settings, tmp_path: object
) -> None:
    settings.JOURNAL_FILE = f"{tmp_path}/journal.jsonl"
    forget(holder, mailoutbox)
    assert journal.names(journal.FORGOTTEN) == [str(holder.contribution.public_id)]
    with open(settings.JOURNAL_FILE) as file:
        assert [set(json.loads(line)) for line in file] == [{"kind", "name", "at"}]


def test_letters_that_wait_do_not_go_out_to_who_wants_to_be_forgotten(
    holder: Holder, mailoutbox: list[EmailMessage]
) -> None:
    path = ask(holder, mailoutbox)
    ledger.send_link(holder.contribution)
    say_yes(path)
    sent = len(mailoutbox)
    letters.send_due()
    assert len(mailoutbox) == sent
