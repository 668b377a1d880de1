"""Support, payment and thanks pages make sense in a text browser: in order, complete, without any style."""

from typing import Any

import pytest
import requests

from donations.models import Contribution
from tests.donations.giving import Supporter, choice, fields
from tests.donations.processor import Processor
from tests.donations.reading_aloud import in_order, read_aloud
from tests.patience import PATIENCE

pytestmark = pytest.mark.django_db

WORDS = {
    "en": {
        "url": "/support/",
        "form": ("How often", "(*) Monthly", "Currency", "(*) € Euro", "Amount a month, in euros", "(*) €9"),
        "lists": "There is a list of amounts for each choice. Only the one for what you chose above counts.",
        "send": "<Continue>",
        "question": (
            "Are you in Russia or Belarus, or will you be? Or do you pay with a card from there?",
            "Yes, or I am not sure",
            "Please do not give",
            "[ ] No: I am not there, I will not go there, and my card is not from there",
            "<Give €9 a month>",
        ),
        "error": ("One thing needs another look", "Amount a month, in euros", "[twelve]"),
        "box": ("This is a test: no money moves.", "Test payment", "E-mail address", "[]"),
        "pay": "<Subscribe for 9.00 EUR a month>",
        "thanks": (
            "Thank you. Your contribution has arrived.",
            "Amount",
            "€9 a month",
            "Next payment",
            "Receipt",
        ),
        "open": ("This contribution is not finished", "Your choice", "€9 a month"),
    },
    "ru": {
        "url": "/ru/support/",
        "form": ("Как часто", "(*) Раз в месяц", "Валюта", "(*) € Евро", "Сумма в месяц, евро", "(*) 9 €"),
        "lists": "Для каждого выбора свой список сумм. Считается тот, что подходит к выбранному выше.",
        "send": "<Продолжить>",
        "question": (
            "Вы в России или Беларуси или собираетесь туда? Или платите картой оттуда?",
            "Да, или не уверен(а)",
            "Пожалуйста, не платите",
            "[ ] Нет: я не там, не поеду туда, и моя карта не оттуда",
            "<Дать 9 € в месяц>",
        ),
        "error": ("Нужно поправить: 1", "Сумма в месяц, евро", "[twelve]"),
        "box": ("Это проверка: деньги не списываются.", "Пробный платёж", "Электронная почта", "[]"),
        "pay": "<Подписаться: 9,00 EUR в месяц>",
        "thanks": (
            "Спасибо. Мы получили ваш взнос.",
            "Сумма",
            "9 € в месяц",
            "Следующий платёж",
            "Квитанция",
        ),
        "open": ("Взнос не завершён", "Ваш выбор", "9 € в месяц"),
    },
}
Words = dict[str, Any]
languages = pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)


@languages
def test_the_form_reads_from_top_to_bottom_and_says_which_amounts_count(db: None, words: Words) -> None:
    page = read_aloud(Supporter().client.get(words["url"]).content.decode())
    in_order(page, *words["form"][:4], words["lists"], *words["form"][4:], words["send"])


@languages
def test_what_is_wrong_comes_first_and_again_beside_the_field(db: None, words: Words) -> None:
    supporter = Supporter(url=words["url"])
    page = read_aloud(supporter.give("month", "EUR", "twelve").content.decode())
    in_order(page, *words["error"], words["send"])
    after = page[page.index(words["error"][0]) + 1]
    assert page.count(after) == 2


@languages
def test_payment_and_thanks_read_in_order(db: None, processor: Processor, words: Words) -> None:
    supporter = Supporter(url=words["url"])
    question = supporter.ask(supporter.open(), **choice("month", "EUR", preset=900)).content.decode()
    in_order(read_aloud(question), *words["question"])
    payment_page = supporter.answer(fields(question))["Location"]
    in_order(read_aloud(requests.get(payment_page, timeout=PATIENCE).text), *words["box"], words["pay"])
    contribution = Contribution.objects.get()
    thanks = f"{words['url']}thanks/?s={contribution.session_id}"
    in_order(read_aloud(supporter.client.get(thanks).content.decode()), *words["open"])
    processor.pay(contribution)
    in_order(read_aloud(supporter.client.get(thanks).content.decode()), *words["thanks"])
