"""An amount becomes money only when it cannot be mistaken: everything else is asked again, and kept."""

import re
from html import unescape
from pathlib import Path

import pytest

from donations import money
from donations.models import Contribution
from tests.answers import find
from tests.donations.giving import Supporter, choice, fields
from tests.donations.hostile_amounts import HOSTILE, HOSTILE_YEN, TAKEN
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
def test_an_amount_as_people_write_it_is_taken(typed: str, amount: int) -> None:
    assert money.parse(typed, money.CURRENCIES["EUR"]) == amount


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
        ("", "20", "Choose “Other” to give the amount that you wrote."),
        ("month:EUR:900", "20", "You chose one amount and wrote another. Choose “Other”"),
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
