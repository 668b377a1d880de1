"""CSV export of a list: streamed, so that its length does not matter, and without spreadsheet formulas."""

import csv
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import StreamingHttpResponse
from django.utils import timezone

# A heading and what stands below it, for one row.
Column = tuple[str, Callable[[Any], object]]
AT_ONCE = 2000
# A cell that begins so would be a formula, which a spreadsheet runs.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


class _Line:
    """File object for a csv writer that returns each line instead of keeping it."""

    def write(self, line: str) -> str:
        return line


def streamed(rows: QuerySet[Any], columns: Sequence[Column], *, name: str) -> StreamingHttpResponse:
    """Return the rows as a file called after what they are and today's date."""
    answer = StreamingHttpResponse(_lines(rows, columns), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}-{timezone.localdate():%Y-%m-%d}.csv"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def _lines(rows: QuerySet[Any], columns: Sequence[Column]) -> Iterator[str]:
    writer = csv.writer(_Line())
    yield writer.writerow([heading for heading, _value in columns])
    for row in rows.iterator(chunk_size=AT_ONCE):
        yield writer.writerow([harmless(value(row)) for _heading, value in columns])


def harmless(value: object) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(FORMULA) else text
