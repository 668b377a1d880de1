"""Bounds against card testing: robots that try out stolen cards with small amounts. There is no captcha.

Each payment page is asked for within budgets of a form and of a network. Where more are asked for in a
minute than readers ever do, small amounts that nobody offers are refused until it has been calm for a while.
"""

import datetime
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from donations import money
from donations.ledger.checkout import Choice
from donations.models import PresetAmount
from newsroom.core import budgets

ALL = "payment pages"
# Counted in spans of so many seconds, of which a minute is made up wherever it begins.
SPAN = 10
MINUTE = datetime.timedelta(minutes=1)
MOST_A_MINUTE = 40
CALM_AFTER = datetime.timedelta(minutes=10)
TIMES = 2
TEN_MINUTES, DAY = 600, 86_400
FORM_A_DAY, NETWORK_IN_TEN_MINUTES, NETWORK_A_DAY = 10, 5, 15


class TooManyPages(Exception):
    """A form or a network asked for so many payment pages that it has to wait."""


class TooSmall(Exception):
    """While cards are being tried out, so small an amount is not taken; `least` is."""

    def __init__(self, least: int) -> None:
        self.least = least
        super().__init__(str(least))


@dataclass(frozen=True)
class Attack:
    """Cards are being tried out: so many pages were asked for in the worst minute, the last time then."""

    pages: int
    last_at: datetime.datetime


def admit(choice: Choice, token: UUID, network: str) -> None:
    """Count a wish for a payment page; raises `TooManyPages` or `TooSmall`. An empty network is not known."""
    allowances = [budgets.Allowance(key=f"form {token.hex}", most=FORM_A_DAY, seconds=DAY)]
    if network:
        who = f"network {network}"
        allowances += [
            budgets.Allowance(key=who, most=NETWORK_IN_TEN_MINUTES, seconds=TEN_MINUTES),
            budgets.Allowance(key=who, most=NETWORK_A_DAY, seconds=DAY),
        ]
    if not budgets.spend(*allowances):
        raise TooManyPages
    budgets.spend(budgets.Allowance(key=ALL, most=MOST_A_MINUTE, seconds=SPAN))
    least = money.CURRENCIES[choice.currency].minimum * TIMES
    if choice.amount < least and not _is_offered(choice) and attack():
        raise TooSmall(least)


def attack() -> Attack | None:
    """Return what is going on, or went on until a while ago; one query."""
    spans = budgets.history(ALL, SPAN, since=timezone.now() - CALM_AFTER - MINUTE)
    worst, last_at = 0, None
    for end, _spent in spans:
        pages = sum(spent for begin, spent in spans if end - MINUTE <= begin <= end)
        worst = max(worst, pages)
        if pages > MOST_A_MINUTE:
            last_at = end
    return Attack(pages=worst, last_at=last_at) if last_at else None


def _is_offered(choice: Choice) -> bool:
    """Return whether our own page offers this amount: nobody is refused what was offered."""
    offered = PresetAmount.objects.filter(interval=choice.interval, currency=choice.currency)
    return offered.filter(amount=choice.amount).exists()
