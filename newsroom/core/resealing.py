"""Sealing anew under the newest key, so that an older one can be retired; and which keys are still needed."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import models, transaction

from newsroom.core import crypto

BATCH = 200
Change = Callable[[str], str]


@dataclass(frozen=True, kw_only=True)
class Place:
    """A column with sealed texts: `texts` yields those in a value, `rewrite` puts others in their place."""

    name: str
    model: type[models.Model]
    column: str
    texts: Callable[[Any], Iterator[str]] = lambda value: iter((value,))
    rewrite: Callable[[Any, Change], Any] = lambda value, change: change(value)

    def counts(self) -> Counter[str]:
        """Count the sealed texts by the name of their key."""
        values = self.model._base_manager.values_list(self.column, flat=True)
        found = values.iterator(chunk_size=2000)
        return Counter(crypto.key_of(text) for value in found for text in self.texts(value))


@dataclass
class Report:
    """Result of sealing a column anew: rows, those that changed, and texts by a key that is not at hand."""

    name: str
    rows: int = 0
    changed: int = 0
    lost: Counter[str] = field(default_factory=Counter)


def reseal(place: Place, *, batch: int = BATCH) -> Report:
    """Seal every text of a column under the newest key; each batch is a transaction of its own.

    It may be stopped at any time and run again. What no key opens stays as it is, and is counted.
    """
    report = Report(place.name)
    rows = place.model._base_manager.select_for_update(no_key=True).order_by("pk")
    last: Any = None
    while True:
        with transaction.atomic():
            found = list((rows if last is None else rows.filter(pk__gt=last))[:batch])
            for row in found:
                _reseal_row(place, row, report)
        if not found:
            return report
        report.rows += len(found)
        last = found[-1].pk


def _reseal_row(place: Place, row: models.Model, report: Report) -> None:
    before = getattr(row, place.column)
    after = place.rewrite(before, lambda text: _sealed_anew(text, report))
    if after != before:
        place.model._base_manager.filter(pk=row.pk).update(**{place.column: after})
        report.changed += 1


def _sealed_anew(text: str, report: Report) -> str:
    if crypto.key_of(text) == crypto.newest_key():
        return text
    try:
        return crypto.seal(crypto.open_sealed(text))
    except crypto.CannotOpen:
        report.lost[crypto.key_of(text)] += 1
        return text
