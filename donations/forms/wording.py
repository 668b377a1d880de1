"""Labels of the support form, and sentences about amounts that cannot be taken."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from donations import money
from donations.models import Contribution
from newsroom.core.language_settings import active

Interval = Contribution.Interval

HOW_OFTEN = {
    Interval.ONCE: gettext_lazy("Once"),
    Interval.MONTH: gettext_lazy("Monthly"),
    Interval.YEAR: gettext_lazy("Annually"),
}
AMOUNT_EACH = {
    Interval.ONCE: gettext_lazy("Amount, in %(currency)s"),
    Interval.MONTH: gettext_lazy("Amount a month, in %(currency)s"),
    Interval.YEAR: gettext_lazy("Amount a year, in %(currency)s"),
}
# One, as a name beside its sign, and many, as in “an amount in euros”.
CURRENCY_NAMES = {
    "EUR": (gettext_lazy("Euro"), gettext_lazy("euros")),
    "USD": (gettext_lazy("U.S. dollar"), gettext_lazy("U.S. dollars")),
    "GBP": (gettext_lazy("Pound"), gettext_lazy("British pounds")),
    "JPY": (gettext_lazy("Yen"), gettext_lazy("Japanese yen")),
}


def sentence(error: money.AmountError, currency: str, typed: str) -> str:
    """Return what to do about an amount that cannot be taken."""
    limits, language = money.CURRENCIES[currency], active()
    sentences = {
        "empty": _("Choose an amount, or write your own."),
        "preset": _("Choose one of the amounts in %(currency)s, or write your own."),
        "number": _("Write the amount in figures, such as %(example)s."),
        "other": _(
            "You wrote an amount in %(other)s, but %(currency)s are chosen. Choose the currency above, or "
            "write the amount without its sign."
        ),
        "decimals": _("Write no more than two digits after the decimal point."),
        "unclear": _("We cannot tell whether “%(typed)s” is a thousand or one. Write it without that sign."),
        "small": _("The smallest amount that we can take is %(minimum)s."),
        "large": _(
            "The largest amount that we can take here is %(maximum)s. To give more, please write to us."
        ),
    }
    if not limits.exponent:
        sentences["decimals"] = _("Write a whole number of %(currency)s, without decimals.")
    return sentences[error.code] % _facts(error, limits, typed, language=language)


def _facts(error: money.AmountError, limits: money.Currency, typed: str, *, language: str) -> dict[str, str]:
    """Return what the sentences name."""
    currency = limits.code
    return {
        "other": str(CURRENCY_NAMES[error.other or currency][1]),
        "currency": str(CURRENCY_NAMES[currency][1]),
        "example": money.as_typed(1250 if limits.exponent else 1000, limits, language=language),
        "typed": typed.strip(),
        "minimum": money.for_people(limits.minimum, currency, language=language),
        "maximum": money.for_people(limits.maximum, currency, language=language),
    }


def least_at_present(least: int, currency: str) -> str:
    """Say that small amounts are not taken while somebody tries out stolen cards here."""
    return _(
        "Somebody is trying out stolen cards here, so the smallest amount that we can take at present is "
        "%(least)s. Nothing was charged."
    ) % {"least": money.for_people(least, currency, language=active())}
