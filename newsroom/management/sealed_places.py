"""Table of everything that is sealed in the database, and which keys it needs."""

import logging
from collections import Counter
from collections.abc import Iterator
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.db import DatabaseError

from donations.models import Supporter
from newsroom.core import crypto
from newsroom.core.resealing import Change, Place

logger = logging.getLogger(__name__)
# Of an authenticator's data, those that are secrets; a security key has none.
SECRETS, CODES = ("secret", "seed"), "migrated_codes"


def _secrets(data: dict[str, Any]) -> Iterator[str]:
    yield from (data[name] for name in SECRETS if name in data)
    yield from data.get(CODES, ())


def _rewritten(data: dict[str, Any], change: Change) -> dict[str, Any]:
    new = {**data, **{name: change(data[name]) for name in SECRETS if name in data}}
    return new | ({CODES: [change(code) for code in data[CODES]]} if CODES in data else {})


PLACES = (
    Place(name="supporters", model=Supporter, column="email_sealed"),
    Place(name="second factors", model=Authenticator, column="data", texts=_secrets, rewrite=_rewritten),
    Place(name="sessions", model=Session, column="session_data"),
)


def missing_keys() -> Iterator[str]:
    """Yield a sentence for each key that something is sealed with and the settings lack."""
    needed: dict[str, Counter[str]] = {}
    for place in PLACES:
        for key, count in place.counts().items():
            if not crypto.has_key(key):
                needed.setdefault(key, Counter())[place.name] += count
    for key, counts in sorted(needed.items()):
        told = ", ".join(f"{count} {name}" for name, count in counts.items())
        yield (
            f"SEALING_KEYS lacks the key named {key}, which sealed {told}: put it back, run "
            "manage.py reseal, and take it out then."
        )


def log_missing_keys() -> None:
    """Write a line for each key that is missing; while the database is away, nobody can tell."""
    try:
        for sentence in missing_keys():
            logger.error("%s", sentence)
    except DatabaseError:
        return
