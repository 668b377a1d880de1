"""CSV export of a list: streamed, in the newsroom's zone, without spreadsheet formulas."""

import csv
import datetime
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from donations.money import plain

# A heading and what stands below it, for one row.
Column = tuple[str, Callable[[Any], object]]
AT_ONCE = 2000
# A cell that begins so would be a formula, which a spreadsheet runs.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
# So does what follows the separators that another spreadsheet takes for its own: it parts the cell there.
PARTED_FORMULA = re.compile(r"(?<=[,;])( *)(?=[=+\-@])")


@dataclass(frozen=True)
class Sum:
    """Cell with an amount, in minor units; empty where there is none."""

    amount: int | None
    currency: str | None


@dataclass(frozen=True, kw_only=True)
class Separators:
    """What stands between columns and before decimals; `mark` tells a spreadsheet that it is UTF-8."""

    name: str
    label: Any
    column: str
    decimal: str
    mark: str = ""


COMMA = Separators(name="comma", label=_("CSV: a,b 12.50"), column=",", decimal=".")
# What spreadsheets expect where decimals follow a comma: much of Europe.
SEMICOLON = Separators(name="semicolon", label=_("CSV: a;b 12,50"), column=";", decimal=",", mark="\ufeff")
SEPARATORS = {each.name: each for each in (COMMA, SEMICOLON)}


class _Line:
    """File object for a csv writer that returns each line instead of keeping it."""

    def write(self, line: str) -> str:
        return line


def streamed(
    rows: QuerySet[Any], columns: Sequence[Column], *, name: str, separators: Separators = COMMA
) -> StreamingHttpResponse:
    """Return the rows as a file called after what they are and today's date."""
    answer = StreamingHttpResponse(_lines(rows, columns, separators), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}-{timezone.localdate():%Y-%m-%d}.csv"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def _lines(rows: QuerySet[Any], columns: Sequence[Column], separators: Separators) -> Iterator[str]:
    writer = csv.writer(_Line(), delimiter=separators.column)
    yield separators.mark + writer.writerow([heading for heading, _value in columns])
    for row in rows.iterator(chunk_size=AT_ONCE):
        yield writer.writerow([cell(value(row), separators) for _heading, value in columns])


def cell(value: object, separators: Separators = COMMA) -> str:
    """Return a cell: an amount with its decimal sign, a moment in the newsroom's zone, a harmless text."""
    if isinstance(value, Sum):
        if value.amount is None or value.currency is None:
            return ""
        return plain(value.amount, value.currency).replace(".", separators.decimal)
    if isinstance(value, datetime.datetime):
        return f"{timezone.localtime(value):%Y-%m-%d %H:%M:%S}"
    return _harmless("" if value is None else str(value))


def _harmless(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    text = PARTED_FORMULA.sub(r"\1'", text)
    return f"'{text}" if text.startswith(FORMULA) else text
