"""Bars of what came in and went back, month by month: numbers for an SVG that needs no script."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from donations import books
from donations.money import with_code

# In units of the drawing: a bar with the space after it, and the height of the highest.
STEP, WIDTH, HEIGHT = 20, 14, 60
# What is above zero is seen.
LEAST = 1


@dataclass(frozen=True)
class Bar:
    """One month: what was paid, and the part of it that went back, from the ground up."""

    x: int
    y: int
    height: int
    back_y: int
    back_height: int
    month: Any
    gross: str


@dataclass(frozen=True)
class Chart:
    """The months of one currency; `most` is what its highest bar stands for."""

    currency: str
    bars: list[Bar]
    most: str
    width: int

    @property
    def has_back(self) -> bool:
        return any(bar.back_height for bar in self.bars)


def of(totals: Sequence[books.Total]) -> list[Chart]:
    """Return a chart for each currency in which anything was paid, the one with most payments first."""
    months = {code: sum(code in total.gross for total in totals) for total in totals for code in total.gross}
    return [_chart(code, totals) for code in sorted(months, key=lambda code: (-months[code], code))]


def _chart(code: str, totals: Sequence[books.Total]) -> Chart:
    most = max(total.gross.get(code, 0) for total in totals)
    bars = [_bar(number, total, code, most) for number, total in enumerate(totals)]
    return Chart(currency=code, bars=bars, most=with_code(most, code), width=STEP * len(bars))


def _bar(number: int, total: books.Total, code: str, most: int) -> Bar:
    gross = total.gross.get(code, 0)
    height, back = _height(gross, most), _height(min(-total.back.get(code, 0), gross), most)
    return Bar(
        x=number * STEP,
        y=HEIGHT - height,
        height=height,
        back_y=HEIGHT - back,
        back_height=back,
        month=total.month,
        gross=with_code(gross, code),
    )


def _height(amount: int, most: int) -> int:
    return max(LEAST, amount * HEIGHT // most) if amount > 0 else 0
