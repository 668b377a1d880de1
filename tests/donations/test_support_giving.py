"""Sending the form: one contribution, one payment page, whatever people and the processor do."""

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import replace
from socket import create_server, socket

import pytest
from django.db import connection
from pytest_django import Settings

from donations.gateway import checkout
from donations.gateway.client import PERSON
from donations.models import Contribution
from tests.donations.giving import Supporter, choice, fields
from tests.donations.processor import Processor

SESSIONS = "/v1/checkout/sessions"


@pytest.mark.django_db
def test_the_form_commits_a_contribution_and_leads_to_the_payment_page(
    supporter: Supporter, processor: Processor
) -> None:
    sent = supporter.open("?from=/2026/11/23/ferries-a7")
    answer = supporter.send(sent, **choice("once", "EUR", "12.50"))
    contribution = Contribution.objects.get()
    assert answer.status_code == 303
    assert answer["Location"].startswith(f"{processor.origin}/c/pay/{contribution.session_id}")
    facts = (contribution.interval, contribution.amount, contribution.currency, contribution.status)
    assert facts == ("once", 1250, "EUR", "open")
    assert contribution.from_path == "/2026/11/23/ferries-a7"
    assert contribution.supporter is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("interval", "currency", "preset", "amount"),
    [("month", "USD", 900, 900), ("year", "JPY", 5000, 5000), ("month", "EUR", 1500, 1500)],
)
def test_what_the_form_says_is_what_the_processor_is_asked_for(
    supporter: Supporter, processor: Processor, interval: str, currency: str, preset: int, amount: int
) -> None:
    assert supporter.give(interval, currency, preset=preset).status_code == 303
    session = processor.core.world.find(str(Contribution.objects.get().session_id), "checkout.session")
    assert (session["amount_total"], session["currency"]) == (amount, currency.lower())
    assert session["mode"] == "subscription"


@pytest.mark.django_db
def test_the_processor_hears_nothing_of_the_reader_but_an_opaque_number(
    supporter: Supporter, processor: Processor
) -> None:
    sent = supporter.open("?from=/2026/11/23/ferries-a7") | choice("once", "EUR", "12.50")
    person = {"REMOTE_ADDR": "192.0.2.77", "HTTP_USER_AGENT": "Canary/1", "HTTP_ACCEPT_LANGUAGE": "ka"}
    supporter.client.defaults |= person
    supporter.send(sent)
    said = str(processor.requests("POST"))
    assert str(Contribution.objects.get().public_id) in said
    for mark in ("192.0.2.77", "Canary", "ferries", "ka;"):
        assert mark not in said


@pytest.mark.django_db
def test_the_same_form_again_is_the_same_contribution_and_page(
    supporter: Supporter, processor: Processor
) -> None:
    sent = supporter.open() | choice("month", "USD", preset=900)
    places = {supporter.send(sent)["Location"] for _ in range(3)}
    assert len(places) == 1
    assert Contribution.objects.count() == 1
    assert len(processor.sessions()) == 1


@pytest.mark.django_db
def test_the_same_form_with_another_choice_is_the_same_contribution_with_a_new_page(
    supporter: Supporter, processor: Processor
) -> None:
    sent = supporter.open()
    first = supporter.send(sent, **choice("month", "USD", preset=900))["Location"]
    second = supporter.send(sent, **choice("once", "GBP", "30"))["Location"]
    assert first != second
    contribution = Contribution.objects.get()
    assert (contribution.amount, contribution.currency, contribution.attempt) == (3000, "GBP", 2)


@pytest.mark.django_db
def test_cancelling_on_the_payment_page_brings_the_choices_back(
    supporter: Supporter, processor: Processor
) -> None:
    supporter.give("year", "GBP", "12.5")
    contribution = Contribution.objects.get()
    session = processor.core.world.find(str(contribution.session_id), "checkout.session")
    assert session["cancel_url"] == f"https://testserver/support/?r={contribution.public_id}#give"
    sent = supporter.open(f"?r={contribution.public_id}")
    assert (sent["interval"], sent["currency"]) == ("year", "GBP")
    assert (sent["amount-year-GBP"], sent["other-year-GBP"]) == ("other", "12.50")
    supporter.send(sent)
    assert Contribution.objects.count() == 1


@pytest.mark.django_db
def test_a_number_of_nobody_or_of_a_decided_contribution_brings_nothing_back(
    supporter: Supporter, processor: Processor
) -> None:
    supporter.give("year", "GBP", "12.5")
    contribution = Contribution.objects.get()
    Contribution.objects.update(status="cancelled")
    for number in (contribution.public_id, "nonsense", "0" * 32, ""):
        assert supporter.open(f"?r={number}")["interval"] == "month"


@pytest.mark.django_db
def test_a_form_whose_contribution_is_paid_leads_to_the_thanks_page(
    supporter: Supporter, processor: Processor
) -> None:
    sent = supporter.open() | choice("once", "EUR", "12.50")
    supporter.send(sent)
    processor.pay(Contribution.objects.get())
    supporter.client.get(f"/support/thanks/?s={Contribution.objects.get().session_id}")
    answer = supporter.send(sent)
    assert answer.status_code == 303
    assert answer["Location"] == f"/support/thanks/?s={Contribution.objects.get().session_id}"


@pytest.mark.django_db(transaction=True)
def test_a_double_click_makes_one_contribution_and_both_clicks_arrive(
    supporter: Supporter, processor: Processor
) -> None:
    sent = supporter.open() | choice("month", "USD", preset=900)
    processor.fault("delayed", seconds=1.0)

    def click(_number: int) -> str:
        with closing(connection):
            return supporter.send(sent)["Location"]

    with ThreadPoolExecutor(2) as pool:
        places = set(pool.map(click, range(2)))
    assert len(places) == 1
    assert Contribution.objects.count() == 1


FAULTS = ["rate_limited", "closed_before", "closed_after_commit", "truncated", "failed_after_commit"]


@pytest.mark.django_db
@pytest.mark.parametrize("fault", FAULTS)
def test_when_the_processor_fails_nothing_is_lost_and_another_try_works(
    supporter: Supporter, processor: Processor, fault: str
) -> None:
    processor.fault(fault, times=None)
    sent = supporter.open("?from=/2026/11/23/ferries-a7")
    answer = supporter.send(sent, **choice("once", "JPY", "1,000"))
    page = answer.content.decode()
    assert answer.status_code == 503
    assert "Nothing was charged" in page
    assert "¥1,000" in page
    processor.control("faults/clear")
    again = supporter.send(fields(page))
    assert again.status_code == 303
    contribution = Contribution.objects.get()
    facts = (contribution.amount, contribution.currency, contribution.status, contribution.from_path)
    assert facts == (1000, "JPY", "open", "/2026/11/23/ferries-a7")


@contextmanager
def dripping() -> Iterator[str]:
    """Serve a processor that sends a byte a second and never ends."""
    with create_server(("127.0.0.1", 0)) as listener:

        def drip(caller: socket) -> None:
            with closing(caller):
                try:
                    caller.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n")
                    while True:
                        caller.sendall(b" ")
                        time.sleep(0.5)
                except OSError:
                    return

        def listen() -> None:
            try:
                while True:
                    threading.Thread(target=drip, args=(listener.accept()[0],), daemon=True).start()
            except OSError:
                return

        threading.Thread(target=listen, daemon=True).start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        listener.shutdown(2)


@pytest.mark.django_db
def test_a_processor_that_drips_its_answer_costs_no_more_than_a_person_is_made_to_wait(
    supporter: Supporter, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert PERSON.altogether < 20
    # The drops never end, so a second proves what sixteen would.
    monkeypatch.setattr(checkout, "PERSON", replace(PERSON, altogether=1))
    with dripping() as settings.STRIPE_API_BASE:
        assert supporter.give("once", "EUR", "12.50").status_code == 503


@pytest.mark.django_db
def test_nobody_is_sent_to_an_address_that_is_not_the_processors(
    supporter: Supporter, processor: Processor, settings: Settings
) -> None:
    settings.STRIPE_CHECKOUT_ORIGINS = ["https://checkout.stripe.com"]
    assert supporter.give("once", "EUR", "12.50").status_code == 503
