"""Supporters' own pages make sense in a text browser: in order, complete, in both languages."""

import datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from donations import links
from donations.models import AddressChange
from tests.donations.giving import Supporter
from tests.donations.managing import Holder, give
from tests.donations.processor import Processor
from tests.donations.reading_aloud import in_order, read_aloud

pytestmark = pytest.mark.django_db(transaction=True)
Words = dict[str, Any]
TICK = "Nothing was changed: tick the box first. It keeps programs that open links from doing it."
TICK_RU = (
    "Ничего не изменено: сначала поставьте галочку. Она нужна, чтобы этого не сделала программа, "
    "открывающая ссылки."
)
WORDS: dict[str, Words] = {
    "en": {
        "prefix": "",
        "runs": (
            *("€9 a month", "What you gave", "End it", "[ ] Yes, end it", "<End my contribution>", "Pause"),
            *("<Pause my contribution>", "Change the amount", "New amount (€)", "[]", "<Change the amount>"),
            *("[ ] Yes, I would like to give another card", "<Go to the card page>"),
            *("<Write to me in this language>", "New email address", "[]", "<Write to me there>"),
        ),
        "refused": (
            "Please look at this once more",
            TICK,
            "[ ] Yes, end it",
        ),
        "ended": ("Asked for", "Undo the ending", "[ ] Yes, let it go on", "<Let it go on>"),
        "asks": ("Change, pause or end a contribution", "Your email address", "[]", "<Send me my link>"),
        "sent": ("Look into your mail",),
        "confirm": ("May we write to you here?", "[ ] Yes, write to me at this address", "< Say yes >"),
        "confirmed": ("Thank you. We write to you here from now on.",),
        "given": ("Thank you for the new card",),
        "none given": ("No card was given",),
        "no link": ("This link does not work", "Send me my link"),
        "old": ("This link is old", "[ ] Yes, send me a fresh link", "<Send it>"),
        "old refused": (TICK, "[ ] Yes, send me a fresh link"),
        "fresh": ("A fresh link is on its way",),
        "forgets": (
            *("Forget me", "Shall we forget you?", "This is about one contribution from your email address."),
            *("What goes", "What stays", "[ ] Yes, forget me", "<Forget me>"),
        ),
        "forget refused": ("What stays", TICK, "[ ] Yes, forget me"),
        "forgotten": ("You are being forgotten",),
        "too late": ("This link is too old", "Send me my link"),
    },
    "ru": {
        "prefix": "/ru",
        "runs": (
            *("9 € в месяц", "Что вы дали", "Завершить", "[ ] Да, завершить", "<Завершить мой взнос>"),
            *("Пауза", "<Поставить взнос на паузу>", "Изменить сумму", "Новая сумма (€)", "[]"),
            *("<Изменить сумму>", "[ ] Да, я хочу указать другую карту", "<Перейти на страницу карты>"),
            *("<Писать мне на этом языке>", "[]", "<Писать мне туда>"),
        ),
        "refused": (
            "Пожалуйста, проверьте ещё раз",
            TICK_RU,
            "[ ] Да, завершить",
        ),
        "ended": ("Вы попросили", "Отменить завершение", "[ ] Да, продолжить", "<Продолжить взносы>"),
        "asks": (
            *("Изменить, поставить на паузу или завершить взнос", "Ваш адрес электронной почты", "[]"),
            "<Пришлите мне ссылку>",
        ),
        "sent": ("Проверьте почту",),
        "confirm": ("Писать вам сюда?", "[ ] Да, пишите мне на этот адрес", "< Подтвердить >"),
        "confirmed": ("Спасибо. Теперь мы пишем вам сюда.",),
        "given": ("Спасибо за новую карту",),
        "none given": ("Карта не указана",),
        "no link": ("Эта ссылка не работает", "Пришлите мне ссылку"),
        "old": ("Эта ссылка устарела", "[ ] Да, пришлите новую ссылку", "<Отправить>"),
        "old refused": (TICK_RU, "[ ] Да, пришлите новую ссылку"),
        "fresh": ("Новая ссылка уже в пути",),
        "forgets": (
            *("Забудьте меня", "Забыть вас?", "Речь о 1 пожертвовании с вашего адреса."),
            *("Что исчезнет", "Что останется", "[ ] Да, забудьте меня", "<Забудьте меня>"),
        ),
        "forget refused": ("Что останется", TICK_RU, "[ ] Да, забудьте меня"),
        "forgotten": ("Мы вас забываем",),
        "too late": ("Эта ссылка устарела", "Пришлите мне ссылку"),
    },
}
languages = pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)


def hear(path: str, **sent: str) -> list[str]:
    """Open a page, or send its form and follow to where that leads, and return its lines."""
    answer = Client().post(path, sent | {"end": "1"}, follow=True) if sent else Client().get(path)
    return read_aloud(answer.content.decode())


@pytest.fixture
def holder(supporter: Supporter, processor: Processor) -> Holder:
    return give(supporter, processor)


@languages
def test_the_page_of_a_contribution_reads_from_top_to_bottom(holder: Holder, words: Words) -> None:
    holder.language = words["prefix"]
    in_order(hear(holder.url), *words["runs"])
    in_order(hear(holder.url, act="end"), *words["refused"])
    in_order(hear(holder.url, act="end", sure="yes"), *words["ended"])


@languages
def test_asking_for_the_link_and_giving_a_card_read_in_order(words: Words) -> None:
    pages = f"{words['prefix']}/support"
    in_order(hear(f"{pages}/link/"), *words["asks"])
    in_order(hear(f"{pages}/link/", email="stranger@example.org"), *words["sent"])
    in_order(hear(f"{pages}/card/?given"), *words["given"])
    in_order(hear(f"{pages}/card/"), *words["none given"])
    in_order(hear(f"{pages}/manage/forged/"), *words["no link"])
    in_order(hear(f"{pages}/address/forged/"), *words["no link"])


@languages
def test_an_old_link_and_another_address_read_in_order(holder: Holder, words: Words) -> None:
    pages, long_ago = f"{words['prefix']}/support", timezone.now() - links.LIVES - datetime.timedelta(days=2)
    old = f"{pages}/manage/{links.token_of(holder.contribution, at=long_ago)}/"
    in_order(hear(old), *words["old"])
    in_order(hear(old, sure="no"), *words["old refused"])
    in_order(hear(old, sure="yes"), *words["fresh"])
    holder.ask("email", email="new@example.org")
    token = links.answer_token("confirm", str(AddressChange.objects.get().public_id))
    in_order(hear(f"{pages}/address/{token}/"), *words["confirm"])
    in_order(hear(f"{pages}/address/{token}/", sure="yes"), *words["confirmed"])


@languages
def test_the_page_to_be_forgotten_reads_in_order(holder: Holder, words: Words) -> None:
    supporter, now = holder.contribution.supporter, timezone.now()
    assert supporter
    page, late = (
        f"{words['prefix']}/support/forget/{links.forget_token(supporter.public_id, at)}/"
        for at in (now, now - datetime.timedelta(days=4))
    )
    in_order(hear(page), *words["forgets"])
    in_order(hear(page, sure="no"), *words["forget refused"])
    in_order(hear(late), *words["too late"])
    in_order(hear(page, sure="yes"), *words["forgotten"])
