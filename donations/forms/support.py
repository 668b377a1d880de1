"""Django form of the support page.

Each interval and currency has its own amounts (`amount-month-EUR`: a preset or `other`) and its own field
(`other-month-EUR`). The page shows those that belong to what is chosen, and these alone are read.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from donations import money
from donations.forms.hidden import local_path
from donations.forms.offers import OTHER, presets, read_amount, typed_instead, value_of
from donations.forms.wording import AMOUNT_EACH, CURRENCY_NAMES, HOW_OFTEN, sentence
from donations.models import Contribution
from newsroom.core.language_settings import active

Interval = Contribution.Interval


@dataclass(frozen=True, kw_only=True)
class Tile:
    """One radio button."""

    id: str
    value: str
    label: str
    is_chosen: bool
    name: str = ""
    sign: str = ""


@dataclass(frozen=True, kw_only=True)
class Amounts:
    """Radio buttons of one interval and currency, and the field for another amount."""

    interval: str
    currency: str
    legend: str
    tiles: list[Tile]
    other: Tile
    typed: str
    label: str
    is_read: bool


class SupportForm(forms.Form):
    """Form of the support page; `values` are what stands in it: what was sent, or `opening_values`."""

    interval = forms.ChoiceField(
        choices=Interval.choices,
        error_messages={
            "required": gettext_lazy("Choose how often you would like to contribute."),
            "invalid_choice": gettext_lazy("Choose how often you would like to contribute."),
        },
    )
    currency = forms.ChoiceField(
        choices=[(code, code) for code in money.CURRENCIES],
        error_messages={
            "required": gettext_lazy("Choose a currency."),
            "invalid_choice": gettext_lazy("Choose a currency."),
        },
    )
    amount = forms.Field(required=False)

    def __init__(
        self, sent: Mapping[str, str] | None = None, *, values: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(sent)
        self.values: Mapping[str, str] = values or sent or {}
        self.from_path = local_path(self.values.get("from_path", ""))

    def clean_amount(self) -> int | None:
        """Read the amount of the chosen interval and currency, in minor units."""
        interval, currency = self.cleaned_data.get("interval"), self.cleaned_data.get("currency")
        if not (interval and currency):
            return None
        chosen = self.values.get(f"amount-{interval}-{currency}", "")
        typed = self.values.get(f"other-{interval}-{currency}", "")
        try:
            return read_amount(chosen, typed, interval, currency)
        except money.AmountError as error:
            raise forms.ValidationError(sentence(error, currency, typed)) from error

    @property
    def intervals(self) -> list[Tile]:
        return [self._tile("interval", value, str(HOW_OFTEN[value])) for value in Interval]

    @property
    def currencies(self) -> list[Tile]:
        return [self._tile("currency", code, str(CURRENCY_NAMES[code][0])) for code in money.CURRENCIES]

    @property
    def amounts(self) -> list[Amounts]:
        """All amounts, by interval and currency; the page's style sheet shows the chosen ones."""
        offered = presets()
        return [
            self._amounts(*key, offered.get(key, [])) for key in product(Interval.values, money.CURRENCIES)
        ]

    @property
    def faults(self) -> list[tuple[str, str]]:
        """What is wrong, as the id of a field and a sentence, in the order of the page."""
        read = f"{self.values.get('interval')}-{self.values.get('currency')}"
        is_written = self.values.get(f"amount-{read}") == OTHER or self.values.get(f"other-{read}")
        ids = {
            "interval": f"interval-{Interval.ONCE}",
            "currency": "currency-EUR",
            "amount": f"other-{read}" if is_written else f"amount-{read}-1",
        }
        return [(ids[name], str(errors[0])) for name, errors in self.errors.items()] if self.is_bound else []

    def _tile(self, name: str, value: str, label: str) -> Tile:
        is_chosen = self.values.get(name) == value
        sign = money.CURRENCIES[value].sign if name == "currency" else ""
        return Tile(id=f"{name}-{value}", value=value, label=label, is_chosen=is_chosen, sign=sign)

    def _amounts(self, interval: str, currency: str, offered: list[int]) -> Amounts:
        name = f"amount-{interval}-{currency}"
        preset = self.values.get(name, "")
        typed = self.values.get(f"other-{interval}-{currency}", "")
        typed = typed or typed_instead(preset, interval, currency, offered)
        chosen = OTHER if typed.strip() else preset
        labels = {
            value_of(interval, currency, amount): money.for_people(amount, currency, language=active())
            for amount in offered
        } | {OTHER: _("Other")}
        tiles = [
            Tile(id=f"{name}-{number}", value=value, label=label, is_chosen=chosen == value, name=name)
            for number, (value, label) in enumerate(labels.items(), 1)
        ]
        many = {"currency": CURRENCY_NAMES[currency][1]}
        return Amounts(
            interval=interval,
            currency=currency,
            legend=AMOUNT_EACH[Interval(interval)] % many,
            tiles=tiles[:-1],
            other=tiles[-1],
            typed=typed,
            label=_("Other amount, in %(currency)s") % many,
            is_read=(self.values.get("interval"), self.values.get("currency")) == (interval, currency),
        )
