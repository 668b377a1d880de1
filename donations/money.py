"""Currencies, parsing and formatting of amounts: integers in minor units, never floats."""

import re
from dataclasses import dataclass

from newsroom.core import languages


@dataclass(frozen=True, kw_only=True)
class Currency:
    """One currency that the newsroom accepts.

    `names` are words that people write beside an amount, in small letters, besides sign and code.
    `exponent` is the number of decimals that Stripe counts in (docs.stripe.com/currencies, zero-decimal
    currencies); `minimum` and `maximum` are in minor units.
    """

    code: str
    sign: str
    exponent: int
    minimum: int
    maximum: int
    names: str = ""


CURRENCIES = {
    currency.code: currency
    for currency in (
        Currency(code="EUR", sign="€", exponent=2, minimum=2_00, maximum=10_000_00, names="euro euros евро"),
        Currency(
            code="USD",
            sign="$",
            exponent=2,
            minimum=2_00,
            maximum=10_000_00,
            names="us$ dollar dollars доллар доллара долларов",
        ),
        Currency(
            code="GBP",
            sign="£",
            exponent=2,
            minimum=2_00,
            maximum=10_000_00,
            names="pound pounds фунт фунта фунтов",
        ),
        Currency(
            code="JPY",
            sign="¥",
            exponent=0,
            minimum=300,
            maximum=1_500_000,
            names="yen 円 иена иены иен йена йены йен",
        ),
    )
}

# Decimals of currencies that are not ours, since money can arrive in them (docs.stripe.com/currencies).
NO_DECIMALS = frozenset(
    ["BIF", "CLP", "DJF", "GNF", "JPY", "KMF", "KRW", "MGA", "PYG", "RWF", "VND", "VUV", "XAF", "XOF", "XPF"]
)
THREE_DECIMALS = frozenset(["BHD", "JOD", "KWD", "OMR", "TND"])

SPACES = "[ \u00a0\u2009\u202f]"
PLAIN = re.compile(r"([0-9]+)(?:[.,]([0-9]+))?")
GROUPED = re.compile(rf"([1-9][0-9]{{0,2}}(?:({SPACES}|,|\.)[0-9]{{3}})(?:\2[0-9]{{3}})*)(?:([.,])([0-9]+))?")
WHOLE = re.compile(r"(.*[0-9])(?:[.,](?:-{1,2}|[–—])?)", re.DOTALL)
BLANK = " \t\r\n\u00a0\u202f"
LONGEST = 24


class AmountError(ValueError):
    """An amount that cannot be taken.

    `code` says why: empty, number, other, decimals, unclear, small or large. `other` is the code of the
    currency whose sign was written, where another one is chosen.
    """

    def __init__(self, code: str, other: str = "") -> None:
        self.code, self.other = code, other
        super().__init__(code)


def parse(typed: str, currency: Currency, *, point: str = ".") -> int:
    """Return what was typed as minor units of the currency; `point` is the decimal sign of the edition.

    Takes `12.50`, `12,50`, `1 000`, `1,000.50`, `1.000,50`, `10,-`, `5.`, and the currency's sign or name
    before or after; digits are ASCII. `1.000`, and `1,000` where a comma is the decimal sign, are unclear
    where the currency has decimals, so that nobody gives a thousand times what they meant. Raises
    `AmountError`.
    """
    text = typed.strip(BLANK)
    if not text:
        raise AmountError("empty")
    if len(text) > LONGEST:
        raise AmountError("number")
    whole, decimals = _divide(_without_end(_without_name(text, currency)), currency, point)
    if len(decimals) > currency.exponent:
        raise AmountError("decimals")
    amount = int(whole + decimals.ljust(currency.exponent, "0"))
    require_within_limits(amount, currency)
    return amount


def require_within_limits(amount: int, currency: Currency) -> None:
    """Raise `AmountError` (small, large) for an amount that the currency's limits do not allow."""
    if amount < currency.minimum:
        raise AmountError("small")
    if amount > currency.maximum:
        raise AmountError("large")


def _without_name(text: str, currency: Currency) -> str:
    """Return the text without the sign, code or name of a currency on one of its sides."""
    low = text.lower()
    for one in CURRENCIES.values():
        for name in sorted((one.sign, one.code.lower(), *one.names.split()), key=len, reverse=True):
            is_first = low.startswith(name) and not low[len(name) :][:1].isalpha()
            is_last = low.endswith(name) and not low[: -len(name)][-1:].isalpha()
            if not (is_first or is_last):
                continue
            if one is not currency:
                raise AmountError("other", one.code)
            return (text[len(name) :] if is_first else text[: -len(name)]).strip(BLANK)
    return text


def _without_end(text: str) -> str:
    """Return the text without the `,-` of whole amounts, or a decimal sign that nothing follows."""
    match = WHOLE.fullmatch(text)
    return match[1] if match else text


def _divide(text: str, currency: Currency, point: str) -> tuple[str, str]:
    """Return the digits before and after the decimal sign."""
    if match := GROUPED.fullmatch(text):
        whole, separator, sign, decimals = match.groups()
        if separator == sign:
            raise AmountError("number")
        if separator in (".", point) and not sign and currency.exponent and whole.count(separator) == 1:
            raise AmountError("unclear")
        return re.sub(r"[^0-9]", "", whole), decimals or ""
    if match := PLAIN.fullmatch(text):
        return match[1], match[2] or ""
    raise AmountError("number")


def decimal_text(amount: int, currency: Currency) -> str:
    """Return the amount as digits with a point: `12.50`, `1000`."""
    return _decimals(amount, currency.exponent)


def with_code(amount: int, code: str) -> str:
    """Return the amount as the books show it: `12.50 EUR`; any currency, also below zero."""
    return f"{_decimals(amount, exponent_of(code))} {code}"


def plain(amount: int, code: str) -> str:
    """Return the amount of any currency as digits with a point, also below zero: `-12.50`."""
    return _decimals(amount, exponent_of(code))


def exponent_of(code: str) -> int:
    """Return the number of decimals of any currency."""
    if code in CURRENCIES:
        return CURRENCIES[code].exponent
    return 0 if code in NO_DECIMALS else 3 if code in THREE_DECIMALS else 2


def _decimals(amount: int, exponent: int) -> str:
    whole, rest = divmod(abs(amount), 10**exponent)
    sign = "-" if amount < 0 else ""
    return f"{sign}{whole}.{rest:0{exponent}d}" if exponent else f"{sign}{whole}"


def as_typed(amount: int, currency: Currency, *, language: str) -> str:
    """Return the amount as readers type it: `12.50` in English, `12,50` in Russian."""
    return decimal_text(amount, currency).replace(".", languages.of(language).money.point)


def for_people(amount: int, code: str, *, language: str) -> str:
    """Return the amount as readers write it: `€12.50`, `$1,000` in English, `12,50 €` in Russian."""
    currency, signs = CURRENCIES[code], languages.of(language).money
    whole, _, rest = decimal_text(amount, currency).partition(".")
    rest = "" if rest.strip("0") == "" else rest
    grouped = f"{int(whole):,}".replace(",", signs.thousands) + (signs.point + rest if rest else "")
    return f"{currency.sign}{grouped}" if signs.is_sign_first else f"{grouped}\u00a0{currency.sign}"
