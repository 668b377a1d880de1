"""Table of what differs from language to language: quotation marks, dates and amounts of money.

Plain data without Django: the text functions and the arithmetic of money read it, too. Which languages the
site has is the setting LANGUAGES (`newsroom.core.language_settings`). One that has no row here gets `OTHERS`.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Typography:
    """Quotation marks (an opening and a closing one) and spaces; straight marks leave quotes as typed."""

    outer: tuple[str, str] = ('"', '"')
    inner: tuple[str, str] = ('"', '"')
    # A straight ' is the inner mark. Elsewhere " inside of quotation marks is, and ' is an apostrophe.
    has_single_quotes: bool = False
    # After short words, between thousands and before a dash no line may break.
    has_hard_spaces: bool = False
    # A hyphen that begins a line is the dash of somebody who speaks.
    has_speech_dash: bool = False


@dataclass(frozen=True, kw_only=True)
class Dates:
    """Forms of a date, in the letters of Django's date filter (E is the month as it stands beside a day)."""

    moment: str = "j E Y, H:i"
    day: str = "l, j E Y"
    date: str = "j E Y"
    month: str = "F Y"
    short_day: str = "j E"
    clock: str = "H:i"
    hour: str = "G"


@dataclass(frozen=True, kw_only=True)
class Money:
    """Signs of an amount: what divides thousands, the decimal sign, and where the currency stands."""

    thousands: str = "\u00a0"
    point: str = ","
    is_sign_first: bool = False


@dataclass(frozen=True, kw_only=True)
class Language:
    """One row of the table; what it does not say is as in `OTHERS`."""

    typography: Typography = field(default_factory=Typography)
    dates: Dates = field(default_factory=Dates)
    money: Money = field(default_factory=Money)
    # Language and country, as pages tell them to networks that show previews (`og:locale`).
    locale: str = ""
    # Many of its readers live where giving to an independent newsroom can be a crime.
    has_readers_at_risk: bool = False


OTHERS = Language()
TABLE = {
    "en": Language(
        typography=Typography(outer=("“", "”"), inner=("‘", "’"), has_single_quotes=True),
        # By the AP stylebook: Django's N is its list of months.
        dates=Dates(moment="N j, Y, H:i", day="l, N j, Y", date="N j, Y", short_day="N j"),
        money=Money(thousands=",", point=".", is_sign_first=True),
        locale="en_US",
    ),
    "ru": Language(
        typography=Typography(outer=("«", "»"), inner=("„", "“"), has_hard_spaces=True, has_speech_dash=True),
        dates=Dates(day="l, j E Y г.", date="j E Y г.", short_day="j.m"),
        locale="ru_RU",
        has_readers_at_risk=True,
    ),
}


def of(code: str | None) -> Language:
    """Return the row of a language; a variety without one (`en-gb`) has that of its language (`en`)."""
    code = code or ""
    return TABLE.get(code) or TABLE.get(code.partition("-")[0]) or OTHERS
