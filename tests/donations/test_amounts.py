"""An amount becomes money only when it cannot be mistaken: everything else is asked again, and kept."""

import re
from html import unescape
from pathlib import Path

import pytest

from donations import money
from donations.models import Contribution
from tests.answers import find
from tests.donations.giving import Supporter, choice, fields
from tests.donations.hostile_amounts import HOSTILE, HOSTILE_YEN, TAKEN, TAKEN_IN_RUSSIAN, UNCLEAR
from tests.donations.processor import Processor

pytestmark = pytest.mark.django_db
CASES = [("EUR", *case) for case in HOSTILE.items()] + [("JPY", *case) for case in HOSTILE_YEN.items()]


def beside(page: str, field: str) -> str:
    """Return the sentence that is tied to a field, which must be marked as invalid."""
    tag = find(rf'<input id="{field}"[^>]*>', page)[0]
    assert 'aria-invalid="true"' in tag
    described = find(r'aria-describedby="([^"]*)"', tag)[1]
    return unescape(find(rf'<p class="error" id="{described}">(.*?)</p>', page, re.DOTALL)[1])


@pytest.mark.parametrize(
    ("language", "written", "typed"),
    [
        ("en", "€1,250.50", "1250.50"),
        ("ru", "1\u00a0250,50\u00a0€", "1250,50"),
        ("de", "1\u00a0250,50\u00a0€", "1250,50"),
    ],
)
def test_an_amount_is_written_as_the_table_of_languages_says(language: str, written: str, typed: str) -> None:
    assert money.for_people(1250_50, "EUR", language=language) == written
    assert money.as_typed(1250_50, money.CURRENCIES["EUR"], language=language) == typed


def test_there_are_at_least_sixty_hostile_amounts() -> None:
    assert len(CASES) >= 60
    assert len(set(HOSTILE.values())) == len(HOSTILE)


@pytest.mark.parametrize(("currency", "name", "typed"), CASES, ids=lambda value: str(value)[:30])
def test_a_hostile_amount_is_refused_beside_its_field_and_kept(
    supporter: Supporter, processor: Processor, currency: str, name: str, typed: str
) -> None:
    answer = supporter.give("once", currency, typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert len(beside(page, f"other-once-{currency}")) > 10
    assert fields(page)[f"other-once-{currency}"] == typed
    assert f'<a href="#other-once-{currency}">' in page
    assert "<title>Error: " in page
    assert not Contribution.objects.exists()
    assert processor.requests() == []


@pytest.mark.parametrize(("typed", "amount"), TAKEN.items(), ids=repr)
def test_an_amount_as_people_write_it_in_english_is_taken(typed: str, amount: int) -> None:
    assert money.parse(typed, money.CURRENCIES["EUR"]) == amount


@pytest.mark.parametrize(("typed", "amount"), TAKEN_IN_RUSSIAN.items(), ids=repr)
def test_an_amount_as_people_write_it_in_russian_is_taken(typed: str, amount: int) -> None:
    assert money.parse(typed, money.CURRENCIES["EUR"], point=",") == amount


def test_both_editions_are_asked_for_at_least_120_amounts() -> None:
    for taken in (TAKEN, TAKEN_IN_RUSSIAN):
        assert len(taken) + len(CASES) >= 120


@pytest.mark.parametrize(("point", "typed"), [(sign, one) for sign, many in UNCLEAR.items() for one in many])
def test_what_may_be_a_thousand_or_one_is_asked_for_again(point: str, typed: str) -> None:
    with pytest.raises(money.AmountError) as refused:
        money.parse(typed, money.CURRENCIES["EUR"], point=point)
    assert refused.value.code == "unclear"


@pytest.mark.parametrize(
    ("currency", "typed", "amount"),
    [
        *(
            ("USD", typed, 1000)
            for typed in ("$10", "US$10", "10 US$", "10 USD", "10 dollars", "10 долларов")
        ),
        *(("GBP", one, 1000) for one in ("£10", "10 £", "GBP 10", "10 pounds", "10 фунтов")),
        *(
            ("JPY", typed, 1000)
            for typed in ("¥1000", "1,000 JPY", "1000円", "1.000 yen", "1 000 иен", "1000,-")
        ),
    ],
)
def test_the_sign_or_name_of_each_currency_is_known(currency: str, typed: str, amount: int) -> None:
    assert money.parse(typed, money.CURRENCIES[currency]) == amount


def test_another_currencys_sign_is_named(supporter: Supporter, processor: Processor) -> None:
    said = beside(supporter.give("once", "EUR", "$10").content.decode(), "other-once-EUR")
    assert said.startswith("You wrote an amount in U.S. dollars, but euros are chosen.")
    supporter.url = "/ru/support/"
    said = beside(supporter.give("once", "GBP", "10 евро").content.decode(), "other-once-GBP")
    assert "евро" in said


@pytest.mark.parametrize("chosen", ["", "month:EUR:900", "other"])
def test_what_was_typed_counts_whatever_is_chosen(
    supporter: Supporter, processor: Processor, chosen: str
) -> None:
    sent = choice("month", "EUR", "20") | {"amount-month-EUR": chosen}
    page = supporter.ask(supporter.open(), **sent).content.decode()
    assert ">Give €20 a month</button>" in page
    refused = supporter.ask(supporter.open(), **sent | {"other-month-EUR": "ten"}).content.decode()
    assert fields(refused)["amount-month-EUR"] == "other"


@pytest.mark.parametrize(
    ("chosen", "typed", "sentence"),
    [
        ("month:USD:900", "", "Choose one of the amounts in euros, or write your own."),
        ("year:EUR:9000", "", "Choose one of the amounts in euros, or write your own."),
        ("month:EUR:1", "", "Choose one of the amounts in euros, or write your own."),
        ("month:EUR:-900", "", "Choose one of the amounts in euros, or write your own."),
        ("month:EUR:９００", "", "Choose one of the amounts in euros, or write your own."),
        ("900", "", "Choose one of the amounts in euros, or write your own."),
        ("", "", "Choose an amount, or write your own."),
    ],
)
def test_a_preset_that_does_not_fit_is_refused(
    supporter: Supporter, processor: Processor, chosen: str, typed: str, sentence: str
) -> None:
    sent = choice("month", "EUR", typed) | {"amount-month-EUR": chosen}
    answer = supporter.send(supporter.open(), **sent)
    assert answer.status_code == 422
    assert beside(answer.content.decode(), "other-month-EUR").startswith(sentence)
    assert not Contribution.objects.exists()
    assert processor.requests() == []


@pytest.mark.parametrize(
    ("name", "value"), [("interval", "week"), ("interval", ""), ("currency", "RUB"), ("currency", "eur")]
)
def test_how_often_and_currency_are_chosen_from_what_is_offered(
    supporter: Supporter, name: str, value: str
) -> None:
    answer = supporter.send(supporter.open(), **{name: value})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'aria-describedby="e-{name}"' in page
    assert f'<a href="#{name}-' in page
    assert not Contribution.objects.exists()


def test_all_that_was_typed_is_still_there_in_every_currency(supporter: Supporter) -> None:
    typed = choice("year", "JPY", "ten") | {"other-once-GBP": "five", "amount-once-GBP": "other"}
    answer = supporter.send(supporter.open(), **typed)
    kept = fields(answer.content.decode())
    assert {name: kept[name] for name in typed} == typed


def test_sentences_speak_the_language_of_the_page(supporter: Supporter) -> None:
    supporter.url = "/ru/support/"
    answer = supporter.give("once", "EUR", "1")
    assert "Наименьшая сумма" in beside(answer.content.decode(), "other-once-EUR")


def test_each_currency_of_the_table_has_its_names_and_its_rule_in_the_style_sheet(
    supporter: Supporter,
) -> None:
    page = supporter.client.get("/support/").content.decode()
    css = Path("static/css/forms.css").read_text(encoding="utf-8")
    for code in money.CURRENCIES:
        assert f'value="{code}"' in page
        assert f"[value={code}]:checked)) .currency-{code.lower()}" in css
