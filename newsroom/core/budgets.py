"""Budgets in PostgreSQL: how often something may be done in a span of time, counted exactly by one upsert.

Django's cache cannot count: it gets, then sets. Who did it is kept as a hash under a random salt of the day:
when the salt is deleted, nobody can find out any more. Both tables are unlogged: a crash empties them, and
`pg_dump` can leave them out.
"""

import datetime
import hmac
import secrets
from dataclasses import dataclass

from django.db import connection
from django.utils import timezone

from newsroom.core.models import Budget, DaySalt

KEY = 12
SALT = 32
_SPEND = """
    INSERT INTO core_budget (key, begins_at, ends_at, spent)
    SELECT key, begins_at, ends_at, 1 FROM unnest(%s::bytea[], %s::timestamptz[], %s::timestamptz[])
        AS asked (key, begins_at, ends_at) ORDER BY key, begins_at
    ON CONFLICT (key, begins_at) DO UPDATE SET spent = core_budget.spent + 1
    RETURNING key, spent
"""


@dataclass(frozen=True, kw_only=True)
class Allowance:
    """So much may be done in each span of so many seconds; `key` says what, and by whom."""

    key: str
    most: int
    seconds: int


def spend(*allowances: Allowance) -> bool:
    """Count one against each, in one statement; return whether none of them was spent before."""
    now, salt = timezone.now(), _salt()
    keys = [_hashed(f"{one.key} {one.seconds}", salt) for one in allowances]
    begins = [_begin(now, one.seconds) for one in allowances]
    lasts = [datetime.timedelta(seconds=one.seconds) for one in allowances]
    ends = [begin + last for begin, last in zip(begins, lasts, strict=True)]
    with connection.cursor() as cursor:
        cursor.execute(_SPEND, [keys, begins, ends])
        spent = {bytes(key): number for key, number in cursor.fetchall()}
    return all(spent[key] <= one.most for key, one in zip(keys, allowances, strict=True))


def history(key: str, seconds: int, *, since: datetime.datetime) -> list[tuple[datetime.datetime, int]]:
    """Return beginning and number of each span of a key that has begun since then, the oldest first."""
    rows = Budget.objects.filter(key=_hashed(f"{key} {seconds}", _salt()), begins_at__gte=since)
    return list(rows.order_by("begins_at").values_list("begins_at", "spent"))


def sweep() -> None:
    """Delete what is over, and the salts of former days."""
    Budget.objects.filter(ends_at__lt=timezone.now() - datetime.timedelta(hours=1)).delete()
    DaySalt.objects.filter(day__lt=timezone.now().date()).delete()


def _begin(now: datetime.datetime, seconds: int) -> datetime.datetime:
    second = int(now.timestamp())
    return datetime.datetime.fromtimestamp(second - second % seconds, tz=datetime.UTC)


def _salt() -> bytes:
    """Return the salt of today, made by whoever comes first."""
    today = timezone.now().date()
    found = DaySalt.objects.filter(day=today).values_list("salt", flat=True).first()
    if found is None:
        fresh = DaySalt(day=today, salt=secrets.token_bytes(SALT))
        DaySalt.objects.bulk_create([fresh], ignore_conflicts=True)
        found = DaySalt.objects.values_list("salt", flat=True).get(day=today)
    return bytes(found)


def _hashed(text: str, salt: bytes) -> bytes:
    return hmac.digest(salt, text.encode(), "sha256")[:KEY]
