"""The question before money: nobody hears of a yes, only a no that was read goes on, and nothing is lost."""

import re

import pytest
from pytest_django import Settings

from donations import forms
from donations.forms.choice import GREATEST_AGE
from donations.models import Contribution, SupportText
from tests.donations.giving import Supporter, aged, choice, fields
from tests.donations.processor import Processor

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(supporter: Supporter, processor: Processor) -> str:
    """The question after a choice of 9 EUR a month."""
    return supporter.ask(supporter.open(), **choice("month", "EUR", "9")).content.decode()


def test_the_question_comes_before_anything_is_stored_or_heard(page: str, processor: Processor) -> None:
    assert "Are you in Russia or Belarus, or will you be? Or do you pay with a card from there?" in page
    assert ">Give €9 a month</button>" in page
    assert not Contribution.objects.exists()
    assert processor.requests() == []


def test_yes_and_not_sure_are_words_on_the_page_and_nothing_that_could_be_sent(page: str) -> None:
    opened = page[page.index("<details") : page.index("</details>")]
    assert "Yes, or I am not sure" in opened
    assert "Please do not give" in opened
    assert "Other ways to help" in opened
    assert not re.search(r"<(a|button|input|img|form|iframe|source|video)\b", opened)
    assert "<script" not in page
    assert not re.search(r'<input type="checkbox"[^>]*checked', page)


def test_what_the_bank_statement_will_show_is_said_before_money_and_told_the_processor(
    supporter: Supporter, processor: Processor, settings: Settings
) -> None:
    settings.STRIPE_STATEMENT = "OUR GIFTS"
    page = supporter.ask(supporter.open(), **choice("once", "EUR", "9")).content.decode()
    assert "Your bank statement will show “OUR GIFTS”" in page
    supporter.answer(fields(page))
    [session] = processor.sessions()
    processor.control("pay", session=session, email="reader@example.org", means="succeeds")
    [intent] = processor.core.world.table("payment_intent").values()
    assert intent["statement_descriptor_suffix"] == "OUR GIFTS"


def test_of_a_subscription_the_product_says_it(
    supporter: Supporter, processor: Processor, settings: Settings
) -> None:
    settings.STRIPE_STATEMENT = "OUR GIFTS"
    asked = supporter.ask(supporter.open(), **choice("month", "EUR", "9")).content.decode()
    assert "Your bank statement will show “OUR GIFTS”" in asked
    assert supporter.answer(fields(asked)).status_code == 303


def test_without_the_setting_nothing_is_said_about_the_bank_statement(page: str) -> None:
    assert "bank statement" not in page


@pytest.mark.parametrize("answer", ["", "yes", "unsure", "on", "No", "no "])
def test_only_a_no_goes_on(supporter: Supporter, processor: Processor, page: str, answer: str) -> None:
    said = supporter.answer(fields(page), answer=answer)
    again = said.content.decode()
    assert said.status_code == 422
    assert "<title>Error:" in again
    assert re.search(r'aria-invalid="true" aria-describedby="e-answer"', again)
    assert forms.read_choice(fields(again)["choice"]) is not None
    assert not Contribution.objects.exists()
    assert processor.requests() == []
    assert supporter.answer(fields(again)).status_code == 303


def test_the_question_carries_the_token_on_and_never_makes_one(
    supporter: Supporter, processor: Processor
) -> None:
    sent = supporter.open()
    token = forms.read_token(sent["token"])
    for amount in ("9", "15"):
        question = fields(supporter.ask(sent, **choice("month", "EUR", amount)).content.decode())
        carried = forms.read_choice(question["choice"])
        assert carried is not None
        assert carried.token == token
        assert "token" not in question
        assert supporter.answer(question).status_code == 303
    assert Contribution.objects.get().form_token == token


def test_back_to_the_amount_brings_the_choice_and_the_same_token(
    supporter: Supporter, processor: Processor
) -> None:
    sent = supporter.open("?from=/2026/11/23/ferries-a7")
    question = fields(supporter.ask(sent, **choice("year", "GBP", "77")).content.decode())
    answer = supporter.client.post("/support/?change", question)
    back = fields(answer.content.decode())
    assert answer.status_code == 200
    assert back["token"] == sent["token"]
    assert (back["interval"], back["currency"], back["other-year-GBP"]) == ("year", "GBP", "77.00")
    assert back["from_path"] == "/2026/11/23/ferries-a7"
    assert not Contribution.objects.exists()


def test_an_answer_that_came_too_quickly_is_asked_for_again_with_its_tick(
    supporter: Supporter, processor: Processor, page: str
) -> None:
    question = fields(page)
    answer = supporter.client.post("/support/question/", question | {"answer": "no"})
    again = fields(answer.content.decode())
    assert answer.status_code == 422
    assert "That was quicker than anybody reads" in answer.content.decode()
    assert (again["answer"], again["choice"]) == ("no", question["choice"])
    assert processor.requests() == []
    assert supporter.answer(again).status_code == 303


def test_a_choice_that_is_too_old_or_not_ours_leads_to_the_form(
    supporter: Supporter, processor: Processor, page: str
) -> None:
    signed = fields(page)["choice"]
    old = aged(signed, int(GREATEST_AGE.total_seconds()) + 5)
    for carried in (old, signed[:-1], signed.upper(), "", "x" * 5000, "\x00"):
        answer = supporter.client.post("/support/question/", {"choice": carried, "answer": "no"})
        assert answer.status_code == 403
        assert "Please send it once more" in answer.content.decode()
        assert supporter.client.post("/support/", {"choice": carried}).status_code == 403
    assert not Contribution.objects.exists()
    assert processor.requests() == []


def test_whoever_types_the_address_of_the_question_comes_to_the_form(
    supporter: Supporter, processor: Processor
) -> None:
    for url in ("/support/question/", "/ru/support/question/"):
        answer = supporter.client.get(url)
        assert (answer.status_code, answer["Location"]) == (303, url.removesuffix("question/"))


def test_fundraisers_name_the_countries_and_write_every_word(
    supporter: Supporter, processor: Processor
) -> None:
    written = {place: f"Words of {place}" for place in SupportText.Place.values}
    SupportText.objects.bulk_create(SupportText(place=place, text=text) for place, text in written.items())
    form = supporter.client.get("/support/").content.decode()
    question = supporter.ask(supporter.open()).content.decode()
    for place in ("warning", "recipient", "stopping", "privacy"):
        assert written[place] in form
    assert "Are you in Words of countries, or will you be?" in question
    for place in ("reason", "danger", "other_ways"):
        assert written[place] in question


def test_an_empty_row_leaves_the_standing_words(supporter: Supporter, processor: Processor) -> None:
    SupportText.objects.create(place="countries", text="Ruritania", language="ru")
    SupportText.objects.create(place="reason", text="")
    page = supporter.ask(supporter.open()).content.decode()
    assert "Are you in Russia or Belarus" in page
    assert "Your safety matters more to us than your money." in page


def test_the_russian_form_warns_before_anything_is_chosen_and_the_english_one_does_not(
    supporter: Supporter, processor: Processor
) -> None:
    russian = supporter.client.get("/ru/support/").content.decode()
    warning = "Вы в России или Беларуси"
    assert russian.index(warning) < russian.index("<fieldset")
    assert "bank card from there" not in supporter.client.get("/support/").content.decode()
    SupportText.objects.create(place="countries", text="Руритании", language="ru")
    assert "Вы в Руритании" in supporter.client.get("/ru/support/").content.decode()
