"""Books and the processor's balance side by side: gross, back, fees and net, in minor units of euros."""

from __future__ import annotations

import datetime

from django.db import connection
from django.utils import timezone

from donations import books, ledger
from donations.models import BACK, Movement, Payment
from tests.donations.processor import Processor


def ours() -> dict[str, int]:
    """Return the sums of the books."""
    total = books.totals(Payment.objects.all(), Movement.objects.all())[0]
    return {name: getattr(total, name)["EUR"] for name in ("gross", "back", "fees", "net")}


def theirs(processor: Processor) -> dict[str, int]:
    """Return the same sums over the lines of the processor's balance."""
    lines = list(processor.core.world.table("balance_transaction").values())
    return {
        "gross": sum(one["amount"] for one in lines if one["reporting_category"] == "charge"),
        "back": sum(one["amount"] for one in lines if one["reporting_category"] in BACK),
        "fees": sum(one["fee"] for one in lines),
        "net": sum(one["net"] for one in lines),
    }


def faults(since: datetime.datetime) -> list[object]:
    """Return what a fundraiser is shown as wrong: differences from the processor, and broken promises."""
    with connection.cursor() as cursor:
        # The views of the database ask for the time, and its own clock was not moved.
        cursor.execute("SELECT set_config('newsroom.now', %s, false)", [timezone.now().isoformat()])
        try:
            return [*ledger.compare(since), *ledger.broken()]
        finally:
            cursor.execute("RESET newsroom.now")
