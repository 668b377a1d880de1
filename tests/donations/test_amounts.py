"""An amount becomes money only when it cannot be mistaken: everything else is asked again, and kept."""

import re
from html import unescape
from pathlib import Path

import pytest

from donations import forms, money
from donations.models import Contribution
from tests.answers import find
from tests.donations.amounts_as_typed import REFUSED, SENTENCES, TAKEN
from tests.donations.giving import Supporter, choice, fields
from tests.donations.hostile_amounts import HOSTILE, HOSTILE_YEN
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


def test_a_hostile_amount_is_refused_beside_its_field_and_kept(
    supporter: Supporter, processor: Processor
) -> None:
    form = supporter.open()
    for currency, name, typed in CASES:
        answer = supporter.send(form, **choice("once", currency, typed))
        page = answer.content.decode()
        assert answer.status_code == 422, name
        assert len(beside(page, f"other-once-{currency}")) > 10, name
        assert fields(page)[f"other-once-{currency}"] == typed, name
        assert f'<a href="#other-once-{currency}">' in page, name
        assert "<title>Error: " in page, name
    assert not Contribution.objects.exists()
    assert processor.requests() == []


def test_in_each_edition_more_than_120_amounts_are_taken_and_more_than_60_refused() -> None:
    for language, taken in TAKEN.items():
        assert len(set(taken)) == len(taken) >= 120
        assert len(set(REFUSED[language])) == len(REFUSED[language]) >= 60
        assert {name for *_row, name in REFUSED[language]} == set(SENTENCES[language])


def edition(supporter: Supporter, language: str) -> dict[str, str]:
    """Open the form of an edition; one form will do for all amounts, since nothing is begun."""
    supporter.url = "/support/" if language == "en" else f"/{language}/support/"
    return supporter.open()


@pytest.mark.parametrize("language", TAKEN)
def test_an_amount_as_people_type_it_is_carried_to_the_question(
    supporter: Supporter, processor: Processor, language: str
) -> None:
    sent, carried = edition(supporter, language), {}
    for currency, typed, _amount in TAKEN[language]:
        answer = supporter.ask(sent, **choice("once", currency, typed))
        question = fields(answer.content.decode()) if answer.status_code == 200 else {}
        said = forms.read_choice(question.get("choice", ""))
        carried[currency, typed] = (said.choice.currency, said.choice.amount) if said else None
    assert carried == {(code, typed): (code, amount) for code, typed, amount in TAKEN[language]}
    assert processor.requests() == []


@pytest.mark.parametrize("language", REFUSED)
def test_an_amount_that_cannot_be_taken_is_kept_beside_the_sentence_that_says_why(
    supporter: Supporter, processor: Processor, language: str
) -> None:
    sent, said = edition(supporter, language), {}
    for currency, typed, _name in REFUSED[language]:
        answer = supporter.ask(sent, **choice("once", currency, typed))
        page = answer.content.decode()
        kept = fields(page)[f"other-once-{currency}"]
        said[currency, typed] = (answer.status_code, kept, beside(page, f"other-once-{currency}"))
    assert said == {
        (code, typed): (422, typed, SENTENCES[language][name].format(typed=typed))
        for code, typed, name in REFUSED[language]
    }
    assert processor.requests() == []


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
