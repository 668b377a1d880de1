"""What pages and letters say at the stations of the walks, in both languages."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils import translation

from newsroom.core.dates import in_words, in_zone


@dataclass(frozen=True, kw_only=True)
class Words:
    """One language: sentences of pages by station, subjects of letters by kind; `prefix` is that of URLs."""

    language: str
    prefix: str
    button: str
    typed: str
    pages: Mapping[str, str]
    subjects: Mapping[str, str]

    def page(self, station: str, at: datetime.datetime | None = None) -> str:
        """Return the sentence of a station, with this date or moment in words."""
        with translation.override(self.language):
            day, moment = (in_words(at, "date"), in_zone(at, "moment")) if at else ("", "")
            return self.pages[station].format(day=day, moment=moment)


ENGLISH = Words(
    language="en",
    prefix="",
    button="Continue",
    typed="12.50",
    pages={
        "thanks": "Thank you. Your contribution has arrived.",
        "nine": "€9 a month",
        "more": "€12.50 a month",
        "year": "€9 a year",
        "runs": "It runs. Next payment: {day}",
        "failed": "The last payment did not go through.",
        "card": "Thank you for the new card",
        "amount": "Another amount: €12.50.",
        "pause": "A pause until {day}",
        "paused": "Paused: nothing is collected until {day}",
        "part": "€5 went back",
        "whole": "€12.50 went back",
        "end": "That it ends: nothing is collected from now on.",
        "ended": "Ended: nothing more is collected. You can undo it until {moment}.",
        "undo": "That it goes on.",
        "over": "Ended: nothing more is collected.",
        "lapsed": "Stopped: it could not be collected several times, and nothing more is tried.",
        "again": "Give again",
    },
    subjects={
        "receipt": "Your receipt from The Moscow Times, MT-",
        "failed_renewal": "Your contribution to The Moscow Times could not be renewed",
        "changed": "Your contribution to The Moscow Times was changed",
        "paused": "Your contribution to The Moscow Times is paused",
        "resumed": "Your contribution to The Moscow Times goes on",
        "refunded": "Money is on its way back to you from The Moscow Times",
        "ended": "Your contribution to The Moscow Times has ended",
        "renews_soon": "Your annual contribution to The Moscow Times is about to be renewed",
        "card_ends": "The card of your contribution to The Moscow Times is about to end",
        "lapsed": "Your contribution to The Moscow Times has stopped",
    },
)
RUSSIAN = Words(
    language="ru",
    prefix="/ru",
    button="Продолжить",
    typed="12,50",
    pages={
        "thanks": "Спасибо. Мы получили ваш взнос.",
        "nine": "9 € в месяц",
        "more": "12,50 € в месяц",
        "year": "9 € в год",
        "runs": "Действует. Следующий платёж: {day}",
        "failed": "Последний платёж не прошёл.",
        "card": "Спасибо за новую карту",
        "amount": "Другая сумма: 12,50 €.",
        "pause": "Пауза: до {day}",
        "paused": "На паузе: до {day} ничего не списывается.",
        "part": "возврат 5 €",
        "whole": "возврат 12,50 €",
        "end": "Завершить взнос: с этой минуты ничего не списывается.",
        "ended": "Завершён: больше ничего не списывается. Отменить завершение можно до {moment}.",
        "undo": "Продолжить взносы.",
        "over": "Завершён: больше ничего не списывается.",
        "lapsed": "Остановлен: несколько раз списать не удалось, и новых попыток не будет.",
        "again": "Поддержать снова",
    },
    subjects={
        "receipt": "Ваша квитанция от The Moscow Times, MT-",
        "failed_renewal": "Не удалось продлить вашу помощь The Moscow Times",
        "changed": "Ваш взнос изменён: The Moscow Times",
        "paused": "Ваш взнос на паузе: The Moscow Times",
        "resumed": "Ваш взнос продолжается: The Moscow Times",
        "refunded": "Возвращаем вам деньги: The Moscow Times",
        "ended": "Ваш взнос завершён: The Moscow Times",
        "renews_soon": "Скоро ваш ежегодный взнос: The Moscow Times",
        "card_ends": "Срок вашей карты истекает: The Moscow Times",
        "lapsed": "Ваш взнос остановлен: The Moscow Times",
    },
)
