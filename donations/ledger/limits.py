"""Bounds of what can be asked for in a day by whoever holds a link, or asks for one."""

import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from newsroom.core import budgets, crypto

DAY = datetime.timedelta(days=1)
# Requests for a link: to one address, and from one network.
TO_ADDRESS, FROM_NETWORK = 10, 20


class TooMany(Exception):
    """It was asked for so often today that nothing more is done."""


def check(asked: "QuerySet[Any]", most: int) -> None:
    """Raise `TooMany` where so many rows were asked for within a day; the caller holds the lock."""
    if asked.filter(asked_at__gt=timezone.now() - DAY).count() >= most:
        raise TooMany


def admit_link_request(email: str, network: str) -> None:
    """Count a request for a link, of an address that is known or not; raises `TooMany`.

    An empty network is not known. Otherwise anybody could fill the mailbox of somebody for whom letters of
    ours are dangerous.
    """
    bounds = {f"link to {crypto.lookup_hash(email.lower())}": TO_ADDRESS}
    if network:
        bounds[f"link from {network}"] = FROM_NETWORK
    day = int(DAY.total_seconds())
    if not budgets.spend(
        *(budgets.Allowance(key=key, most=most, seconds=day) for key, most in bounds.items())
    ):
        raise TooMany
