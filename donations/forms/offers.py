"""Preset amounts of the support form, and the values of a fresh form."""

import re
from itertools import product

from django.http import QueryDict

from donations import ledger, money
from donations.models import Contribution, PresetAmount
from newsroom.core import languages
from newsroom.core.language_settings import active

Interval = Contribution.Interval
OTHER = "other"
LINKED = ("interval", "amount", "currency")
PLAIN = re.compile(r"[0-9]{1,9}(\.[0-9]{1,2})?")
PRESET = re.compile(r"(once|month|year):([A-Z]{3}):([0-9]{1,12})")


def opening_values(chosen: Contribution | ledger.Choice | None = None) -> dict[str, str]:
    """Return what stands in a fresh form: monthly, in euros, a middle amount; or what was chosen before."""
    values = {"interval": str(Interval.MONTH), "currency": "EUR"}
    offered = presets()
    for interval, currency in product(Interval.values, money.CURRENCIES):
        amounts = offered.get((interval, currency))
        middle = value_of(interval, currency, amounts[(len(amounts) - 1) // 2]) if amounts else OTHER
        values[f"amount-{interval}-{currency}"] = middle
    if chosen:
        interval, currency, amount = chosen.interval, chosen.currency, chosen.amount
        values |= {"interval": interval, "currency": currency, "from_path": chosen.from_path}
        is_preset = amount in offered.get((interval, currency), [])
        tile = value_of(interval, currency, amount) if is_preset else OTHER
        values[f"amount-{interval}-{currency}"] = tile
        if not is_preset:
            typed = money.as_typed(amount, money.CURRENCIES[currency], language=active())
            values[f"other-{interval}-{currency}"] = typed
    return values


def presets() -> dict[tuple[str, str], list[int]]:
    """Return the preset amounts for each interval and currency, in order."""
    rows: dict[tuple[str, str], list[int]] = {}
    for interval, currency, amount in PresetAmount.objects.values_list("interval", "currency", "amount"):
        rows.setdefault((interval, currency), []).append(amount)
    return rows


def value_of(interval: str, currency: str, amount: int) -> str:
    """Return a preset as its radio button sends it: `month:EUR:900`."""
    return f"{interval}:{currency}:{amount}"


def read_amount(chosen: str, typed: str, interval: str, currency: str) -> int:
    """Return the amount, in minor units: what was typed counts, whatever is chosen; raises `AmountError`."""
    if typed.strip() or chosen == OTHER:
        point = languages.of(active()).money.point
        return money.parse(typed, money.CURRENCIES[currency], point=point)
    return _read_preset(chosen, interval, currency)


def _read_preset(chosen: str, interval: str, currency: str) -> int:
    """Return the amount of a preset of this interval and currency.

    One that was offered a minute ago will do: only its amount is checked.
    """
    if not chosen:
        raise money.AmountError("empty")
    match = PRESET.fullmatch(chosen)
    if not match or (match[1], match[2]) != (interval, currency):
        raise money.AmountError("preset")
    amount, limits = int(match[3]), money.CURRENCIES[currency]
    if not limits.minimum <= amount <= limits.maximum:
        raise money.AmountError("preset")
    return amount


def typed_instead(chosen: str, interval: str, currency: str, offered: list[int]) -> str:
    """Return a chosen preset that is offered no more as it would be typed; of any other nothing."""
    try:
        amount = _read_preset(chosen, interval, currency)
    except money.AmountError:
        return ""
    return "" if amount in offered else money.as_typed(amount, money.CURRENCIES[currency], language=active())


def linked_values(query: QueryDict) -> dict[str, str]:
    """Return what a link fills in: `?interval=month&amount=10&currency=EUR`; nothing unless all is right.

    Each may be left out. The amount is in whole units, or with a point and the decimals of its currency.
    """
    given = {name: query.getlist(name) for name in LINKED if name in query}
    if not given or any(len(values) != 1 for values in given.values()):
        return {}
    interval = given.get("interval", [str(Interval.MONTH)])[0]
    code = given.get("currency", ["EUR"])[0]
    if interval not in Interval.values or code not in money.CURRENCIES:
        return {}
    values = opening_values() | {"interval": interval, "currency": code}
    return values | _linked_amount(interval, code, *given["amount"]) if "amount" in given else values


def _linked_amount(interval: str, code: str, written: str) -> dict[str, str]:
    """Return the amount of a link as the form has it; one that cannot be taken leaves the opening one."""
    try:
        amount = money.parse(written if PLAIN.fullmatch(written) else "-", money.CURRENCIES[code])
    except money.AmountError:
        return dict(opening_values())
    chosen = ledger.Choice(interval=interval, amount=amount, currency=code, language=active())
    return {name: value for name, value in opening_values(chosen).items() if name != "from_path"}
