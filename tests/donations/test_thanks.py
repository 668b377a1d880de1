"""The thanks page tells what the books know, asks the processor where they do not, and claims no more."""

import datetime
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from donations import ledger
from donations.ledger.invariants import ALWAYS
from donations.models import Contribution, Payment
from tests.donations.giving import Supporter
from tests.donations.processor import READER, Processor

pytestmark = pytest.mark.django_db


@pytest.fixture
def given(supporter: Supporter, processor: Processor) -> Callable[..., Contribution]:
    """Give, and return the contribution on its way to the payment page."""

    def give(interval: str = "once", currency: str = "EUR", typed: str = "12.50") -> Contribution:
        supporter.give(interval, currency, typed)
        return Contribution.objects.get()

    return give


def thanks(contribution: Contribution | str, language: str = "") -> str:
    """Open the page in a browser that has never been here, and return its words."""
    session_id = contribution if isinstance(contribution, str) else str(contribution.session_id)
    answer = Client().get(f"{language}/support/thanks/", {"s": session_id})
    assert not answer.cookies
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Robots-Tag"] == "noindex"
    assert answer["Referrer-Policy"] == "no-referrer"
    page = answer.content.decode()
    assert READER not in page
    assert 'class="appeal-banner"' not in page
    return re.sub(r"<[^>]+>|[ \n]+", " ", page[page.index("<main") : page.index("</main")])


def returned(contribution: Contribution, processor: Processor) -> str:
    """Return the address that the payment page returns to, as a path."""
    session = processor.core.world.find(str(contribution.session_id), "checkout.session")
    url: str = session["success_url"].replace("{CHECKOUT_SESSION_ID}", session["id"])
    return url.removeprefix("https://testserver")


def test_a_payment_is_told_with_amount_day_and_number_before_any_event_came(
    given: Callable[..., Contribution], processor: Processor
) -> None:
    contribution = given()
    processor.pay(contribution)
    page = thanks(contribution)
    payment = Payment.objects.get()
    assert "Thank you. Your contribution has arrived." in page
    assert "€12.50" in page
    assert payment.receipt_number in page
    assert "Next payment" not in page
    assert ledger.broken(ALWAYS) == []


def test_a_monthly_contribution_tells_its_next_payment(
    given: Callable[..., Contribution], processor: Processor
) -> None:
    contribution = given("month", "USD", "9")
    processor.pay(contribution)
    page = re.sub(r" +", " ", thanks(contribution))
    assert "$9 a month" in page
    assert "First payment" in page
    assert "Next payment" in page
    assert "follow the link in the receipt: no password" in page


@pytest.mark.parametrize("language", ["", "/ru"])
def test_after_a_month_the_page_tells_nothing_any_more_and_asks_nobody(
    given: Callable[..., Contribution], processor: Processor, language: str
) -> None:
    contribution = given("month", "EUR", "9")
    processor.pay(contribution)
    assert "€9 a month" in thanks(contribution)
    receipt, before = Payment.objects.get().receipt_number, len(processor.requests())
    with time_machine.travel(contribution.created_at + datetime.timedelta(days=29), tick=False):
        assert receipt in thanks(contribution)
    with time_machine.travel(contribution.created_at + datetime.timedelta(days=31), tick=False):
        page = thanks(contribution, language)
        assert Client().get(f"{language}/support/thanks/?s={contribution.session_id}").status_code == 410
    assert receipt not in page
    assert "9\u00a0€" not in page
    assert "€9" not in page
    assert len(processor.requests()) == before


def test_the_page_speaks_russian_below_ru(given: Callable[..., Contribution], processor: Processor) -> None:
    contribution = given("month", "EUR", "9")
    processor.pay(contribution)
    page = thanks(contribution, "/ru")
    assert "Спасибо. Мы получили ваш взнос." in page
    assert "9\u00a0€ в месяц" in page


def test_the_books_answer_when_they_know_and_the_processor_is_not_asked_again(
    given: Callable[..., Contribution], processor: Processor
) -> None:
    contribution = given()
    processor.pay(contribution)
    thanks(contribution)
    asked = len(processor.requests())
    assert "has arrived" in thanks(contribution)
    assert len(processor.requests()) == asked


def test_a_direct_debit_is_told_as_what_it_is(
    given: Callable[..., Contribution], processor: Processor
) -> None:
    contribution = given()
    processor.pay(contribution, means="sepa")
    page = thanks(contribution)
    assert "Your bank is at work" in page
    assert "please do not pay again" in page
    assert "contribution has arrived" not in page
    assert not Payment.objects.exists()


def test_a_direct_debit_that_fails_claims_no_payment(
    given: Callable[..., Contribution], processor: Processor
) -> None:
    contribution = given()
    processor.pay(contribution, means="sepa_fails")
    processor.control("clock", days=3)
    assert "did not go through" in thanks(contribution)
    assert not Payment.objects.exists()


def test_a_page_that_was_left_leads_back_to_the_form(given: Callable[..., Contribution]) -> None:
    contribution = given()
    answer = Client().get("/support/thanks/", {"s": str(contribution.session_id)})
    assert f"/support/?r={contribution.public_id}" in answer.content.decode()
    assert "Nothing was charged" in thanks(contribution)


def test_a_page_that_expired_leads_back_to_the_form(
    given: Callable[..., Contribution], processor: Processor
) -> None:
    contribution = given()
    processor.control("expire", session=contribution.session_id)
    assert "did not go through" in thanks(contribution)
    contribution.refresh_from_db()
    assert contribution.status == "expired"


def test_a_refused_card_claims_no_payment(given: Callable[..., Contribution], processor: Processor) -> None:
    contribution = given()
    assert processor.pay(contribution, means="declined") == "refused"
    assert "Nothing was charged" in thanks(contribution)


def test_an_answer_that_was_lost_is_found_by_the_address_of_the_thanks_page(
    given: Callable[..., Contribution], processor: Processor
) -> None:
    contribution = given()
    address = returned(contribution, processor)
    processor.pay(contribution)
    Contribution.objects.update(status="pending", session_id=None)
    assert "has arrived" in Client().get(address).content.decode()
    assert Payment.objects.count() == 1


def test_nobody_has_the_processor_asked_for_pages_that_they_made_up(
    given: Callable[..., Contribution], processor: Processor
) -> None:
    contribution = given()
    signed = returned(contribution, processor).partition("&k=")[2]
    asked = len(processor.requests())
    forged = [
        f"{contribution.public_id}:",
        signed.replace(":", ""),
        signed[:-1] + "-",
        signed.upper(),
        "",
        "\x00",
    ]
    for number, key in enumerate(forged * 3):
        answer = Client().get("/support/thanks/", {"s": f"cs_test_{number}", "k": key})
        assert answer.status_code == 404
    assert len(processor.requests()) == asked


def test_one_contribution_has_the_processor_asked_six_times_a_minute(
    given: Callable[..., Contribution], processor: Processor, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [timezone.now().replace(second=0)]
    monkeypatch.setattr(timezone, "now", lambda: now[0])
    contribution = given()
    address = returned(contribution, processor)
    signed = address.partition("&k=")[2]
    asked = len(processor.requests())
    made_up = [
        Client().get("/support/thanks/", {"s": f"cs_test_{number}", "k": signed}) for number in range(9)
    ]
    assert [answer.status_code for answer in made_up] == [404] * 6 + [429] * 3
    assert len(processor.requests()) == asked + 6
    processor.pay(contribution)
    page = Client().get(address).content.decode()
    assert "opened many times in a minute" in page
    assert "you need not pay again" in page
    assert "Nothing was charged" not in page
    now[0] += datetime.timedelta(minutes=1)
    assert "has arrived" in Client().get(address).content.decode()


@pytest.mark.parametrize("fault", ["rate_limited", "closed_before", "truncated"])
def test_while_the_processor_is_away_nothing_is_claimed_and_nobody_pays_twice(
    given: Callable[..., Contribution], processor: Processor, fault: str
) -> None:
    contribution = given()
    processor.pay(contribution)
    processor.fault(fault, times=None)
    page = thanks(contribution)
    assert "We do not know yet how your payment ended" in page
    assert "you need not pay again" in page
    processor.control("faults/clear")
    assert "has arrived" in thanks(contribution)


@pytest.mark.parametrize(
    "garbage", ["", "cs_test_nothing", "cs_", "pi_1", "cs_test_1' OR 1=1", "cs_" + "a" * 5000, "cs_\x00", "ы"]
)
def test_an_address_of_nothing_says_so(supporter: Supporter, processor: Processor, garbage: str) -> None:
    answer = Client().get("/support/thanks/", {"s": garbage})
    assert answer.status_code == 404
    assert "We know no such contribution" in answer.content.decode()


def test_the_page_is_read_only(supporter: Supporter) -> None:
    assert Client().post("/support/thanks/").status_code == 405


def test_no_status_of_a_contribution_is_without_its_words(
    given: Callable[..., Contribution], processor: Processor
) -> None:
    contribution = given("month")
    processor.pay(contribution)
    thanks(contribution)
    words = Path("templates/donations/thanks.html").read_text(encoding="utf-8")
    for status in Contribution.Status.values:
        if status != "paid":
            Contribution.objects.update(status=status)
            assert len(thanks(contribution)) > 60, status
    assert words.count("{% elif") == 6
