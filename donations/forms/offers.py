"""Preset amounts of the support form, and the values of a fresh form."""

import re

from donations import ledger, money
from donations.models import Contribution, PresetAmount
from newsroom.core.language_settings import active

Interval = Contribution.Interval
OTHER = "other"
PRESET = re.compile(r"(once|month|year):([A-Z]{3}):([0-9]{1,12})")


def opening_values(chosen: Contribution | ledger.Choice | None = None) -> dict[str, str]:
    """Return what stands in a fresh form: monthly, in euros, a middle amount; or what was chosen before."""
    values = {"interval": str(Interval.MONTH), "currency": "EUR"}
    offered = presets()
    for (interval, currency), amounts in offered.items():
        values[f"amount-{interval}-{currency}"] = value_of(
            interval, currency, amounts[(len(amounts) - 1) // 2]
        )
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


def read_preset(chosen: str, typed: str, interval: str, currency: str) -> int:
    """Return the amount of a preset of this interval and currency; raises `AmountError`.

    One that was offered a minute ago will do: only its amount is checked.
    """
    if not chosen:
        raise money.AmountError("written" if typed.strip() else "empty")
    match = PRESET.fullmatch(chosen)
    if not match or (match[1], match[2]) != (interval, currency):
        raise money.AmountError("preset")
    amount, limits = int(match[3]), money.CURRENCIES[currency]
    if not limits.minimum <= amount <= limits.maximum:
        raise money.AmountError("preset")
    if typed.strip() and not _means(typed, amount, limits):
        raise money.AmountError("both")
    return amount


def _means(typed: str, amount: int, currency: money.Currency) -> bool:
    try:
        return money.parse(typed, currency) == amount
    except money.AmountError:
        return False
