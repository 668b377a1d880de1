"""Currencies in minor units, as the processor has them (docs.stripe.com/currencies)."""

from collections.abc import Mapping

from newsroom.demo.sandbox.wire import Refused, words

LARGEST = 99_999_999
ZERO_DECIMAL = frozenset(words("bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf"))
THREE_DECIMAL = frozenset(("bhd", "jod", "kwd", "omr", "tnd"))
# Two decimals in the API, but whole units only.
WHOLE_ONLY = frozenset(("isk", "ugx"))
SMALLEST = {
    "aud": 50, "bgn": 100, "brl": 50, "cad": 50, "chf": 50, "czk": 1500, "dkk": 250, "eur": 50, "gbp": 30,
    "hkd": 400, "huf": 17500, "isk": 7000, "jpy": 50, "krw": 700, "kwd": 200, "mxn": 1000, "nok": 300,
    "nzd": 50, "pln": 200, "ron": 200, "sek": 300, "sgd": 50, "uah": 2000, "usd": 50,
}  # fmt: skip
ACCOUNT = "eur"
# Euros for one unit; only made up, and so the same every day.
RATES = {"eur": "1", "usd": "0.9", "gbp": "1.2", "jpy": "0.006", "chf": "1.05"}
FEE_BASIS_POINTS, FEE_FIXED = 150, 25


def check_amount(amount: int, currency: str, param: str) -> None:
    """Refuse an amount that the processor would refuse."""
    if currency not in SMALLEST:
        raise Refused(f"Invalid currency: {currency}", param=param)
    if currency in WHOLE_ONLY and amount % 100:
        code = "invalid_charge_amount_no_decimal_compatible"
        raise Refused("Amounts in this currency are whole units", param=param, code=code)
    if currency in THREE_DECIMAL and amount % 10:
        raise Refused("The last digit must be 0 in this currency", param=param)
    if amount < SMALLEST[currency]:
        said = f"The Checkout Session's total amount must be at least {show(SMALLEST[currency], currency)}"
        raise Refused(said, param=param, code="amount_too_small")
    if amount > LARGEST:
        said = f"The Checkout Session's total amount must be no more than {show(LARGEST, currency)}"
        raise Refused(said, param=param, code="amount_too_large")


def decimals(currency: str) -> int:
    """Return how many digits of an amount are after the point."""
    return 0 if currency in ZERO_DECIMAL else 3 if currency in THREE_DECIMAL else 2


def show(amount: int, currency: str, point: str = ".") -> str:
    """Format an amount for people: `12.50 EUR`."""
    digits = decimals(currency)
    whole, rest = divmod(abs(amount), 10**digits)
    grouped = f"{whole:,}".replace(",", "\N{NO-BREAK SPACE}")
    fraction = f"{point}{rest:0{digits}d}" if digits else ""
    sign = "\N{MINUS SIGN}" if amount < 0 else ""
    return f"{sign}{grouped}{fraction}\N{NO-BREAK SPACE}{currency.upper()}"


def in_account_currency(amount: int, currency: str) -> int:
    """Convert minor units to the account's, rounded half away from zero, in integers."""
    whole, _, fraction = RATES.get(currency, "1").partition(".")
    top, bottom = int(whole + fraction), 10 ** len(fraction)
    scaled: int = abs(amount) * top * 10 ** decimals(ACCOUNT)
    divisor: int = bottom * 10 ** decimals(currency)
    settled = (2 * scaled + divisor) // (2 * divisor)
    return settled if amount >= 0 else -settled


def fee(settled: int) -> int:
    """Return what the processor keeps of an amount in the account's currency."""
    return (settled * FEE_BASIS_POINTS + 5_000) // 10_000 + FEE_FIXED


def read(text: str, currency: str) -> int:
    """Return minor units of an amount as people write it, such as `12.50`."""
    digits = decimals(currency)
    whole, _, fraction = "".join(text.split()).replace(",", ".").partition(".")
    if not whole.isdecimal() or len(fraction) > digits or not (fraction or "0").isdecimal():
        raise Refused(f"An amount in {currency.upper()} is such as {show(1250, currency)}", param="sum")
    return int(whole + fraction.ljust(digits, "0"))


def given(params: Mapping[str, object], currency: str) -> int | None:
    """Return `amount` in minor units, or `sum` as people write it; None where there is neither."""
    if params.get("sum"):
        return read(str(params["sum"]), currency)
    text = str(params.get("amount", ""))
    if text and not text.isdecimal():
        raise Refused("amount is a number of minor units", param="amount")
    return int(text) if text else None
