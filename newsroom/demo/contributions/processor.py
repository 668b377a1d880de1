"""HTTP client for the controls of the payment sandbox: its clock, payment page, cards, cancelling."""

import datetime
import json
from typing import Any
from urllib.request import Request, urlopen

from django.conf import settings

PATIENCE = 60


def control(what: str, **given: Any) -> dict[str, Any]:
    """Use a control (docs/reference/sandbox.md), or read one when nothing is given; raises OSError."""
    body = json.dumps(given).encode() if given else None
    url = f"{settings.STRIPE_API_BASE}/_control/{what}"
    request = Request(url, body, {"Content-Type": "application/json"})  # noqa: S310  # our own setting
    with urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310
        found: dict[str, Any] = json.load(answer)
    return found


def clock() -> datetime.datetime:
    """Return the time that the sandbox's clock shows."""
    return datetime.datetime.fromtimestamp(control("clock")["now"], tz=datetime.UTC)


def begin_at(moment: datetime.datetime) -> None:
    """Set the clock of an unused sandbox, also back."""
    control("clock", to=moment.timestamp())


def move_clock(to: datetime.datetime) -> None:
    """Move the sandbox's clock to this time, unless it is later there already: the clock runs on."""
    if to > clock():
        control("clock", to=to.timestamp())


def books() -> dict[str, tuple[int, str, str]]:
    """Return amount, currency and our reference of every payment that the sandbox has, by its id."""
    return {
        payment["payment_intent"]: (payment["amount"], payment["currency"].upper(), payment["reference"])
        for payment in control("books")["payments"]
    }
