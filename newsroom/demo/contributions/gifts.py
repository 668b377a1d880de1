"""List of the demo's contributions: sixty invented supporters over ninety days."""

import calendar
import datetime
from collections.abc import Iterator
from dataclasses import dataclass

DAYS = 90
NAMES = (
    *("alma", "boris", "clara", "daniil", "edith", "fyodor", "greta", "henrik", "irina", "jonas"),
    *("katya", "lena", "marek", "nadia", "otto", "polina", "quentin", "rosa", "sasha", "tilda"),
)
HOSTS = ("example.org", "example.com", "example.net")
SUPPORTERS = len(NAMES) * len(HOSTS)
# Amounts in minor units that go round: people mostly take what is offered.
AMOUNTS = {
    "EUR": (1000, 500, 2500, 1250, 5000, 1500),
    "USD": (900, 1500, 500, 2500),
    "GBP": (800, 500, 2000),
    "JPY": (1000, 3000),
}
CURRENCIES = ("EUR", "EUR", "USD", "EUR", "GBP", "EUR", "EUR", "USD", "EUR", "JPY")
INTERVALS = ("month", "once", "month", "month", "once", "month", "year", "month", "once", "month")
# What happens to some: at the payment page (`means`), and so many days later (`then`).
FATES: dict[int, tuple[str, tuple[tuple[int, str], ...]]] = {
    3: ("succeeds", ((20, "declined"), (32, "succeeds"))),  # a failed renewal, mended
    7: ("succeeds", ((10, "declined"),)),  # lapses after the last try
    12: ("succeeds", ((45, "cancel"),)),
    25: ("succeeds", ((33, "cancel"),)),
    10: ("sepa", ()),
    15: ("sepa", ()),
    33: ("sepa_fails", ()),
    28: ("declined, succeeds", ()),
    41: ("declined", ()),
    48: ("leaves", ()),
}


@dataclass(frozen=True)
class Gift:
    """One contribution of the demo; `means` and `then` are names of the sandbox's controls."""

    at: datetime.datetime
    email: str
    interval: str
    amount: int
    currency: str
    language: str
    means: str = "succeeds"
    then: tuple[tuple[int, str], ...] = ()


def gifts(now: datetime.datetime) -> list[Gift]:
    """Return all contributions up to `now`, the oldest first."""
    return sorted([*_first(now), *_second(now), *_just_now(now)], key=lambda gift: gift.at)


def _first(now: datetime.datetime) -> Iterator[Gift]:
    """Yield the first contribution of each supporter; most came in the first weeks."""
    for number in range(SUPPORTERS):
        currency = CURRENCIES[number % len(CURRENCIES)]
        means, then = FATES.get(number, ("succeeds", ()))
        early = (number * 37) % (34 if number % 3 else DAYS - 3)
        yield Gift(
            at=_moment(now, DAYS - (2 if then else early), number),
            email=_email(number),
            interval="month" if then else INTERVALS[(number * 7) % len(INTERVALS)],
            amount=AMOUNTS[currency][number % len(AMOUNTS[currency])],
            currency="EUR" if "sepa" in means else currency,
            language="ru" if number % 5 == 4 else "en",
            means=means,
            then=then,
        )


def _second(now: datetime.datetime) -> Iterator[Gift]:
    """Yield further contributions of supporters who gave before."""
    for number in range(0, SUPPORTERS, 3):
        at = _moment(now, 5 + (number * 11) % 60, number + 5)
        yield Gift(at, _email(number), "once", 2000, "EUR", "en")


def _just_now(now: datetime.datetime) -> Iterator[Gift]:
    """Yield contributions that are not over: a renewal that failed yesterday, a direct debit on its way."""
    yesterday = now - datetime.timedelta(days=1)
    year, month = (yesterday.year, yesterday.month - 1) if yesterday.month > 1 else (yesterday.year - 1, 12)
    day = min(yesterday.day, calendar.monthrange(year, month)[1])
    begun = yesterday.replace(year=year, month=month, day=day)
    yield Gift(begun, "ulla@example.org", "month", 1500, "EUR", "en", then=((5, "declined"),))
    yield Gift(now - datetime.timedelta(hours=3), "viktor@example.org", "once", 5000, "EUR", "ru", "sepa")
    yield Gift(now - datetime.timedelta(hours=2), "wanda@example.net", "once", 1250, "EUR", "en")


def _email(number: int) -> str:
    return f"{NAMES[number % len(NAMES)]}@{HOSTS[number // len(NAMES)]}"


def _moment(now: datetime.datetime, days_ago: int, number: int) -> datetime.datetime:
    """Return a time on that day, in waking hours by UTC and never in the future."""
    day = (now - datetime.timedelta(days=days_ago)).replace(minute=(number * 17) % 60, second=0)
    return min(day.replace(hour=6 + (number * 5) % 16), now - datetime.timedelta(hours=4))
