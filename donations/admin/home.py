"""Donations on the first page of the desk: income of this month, and broken invariants."""

from typing import Any

from django.urls import reverse

from donations import ledger
from donations.admin import totals
from donations.admin.words import NAMES, TO_DO, VIEWS
from donations.ledger.invariants import Broken

# Of many alike, these are enough to begin with.
SHOWN = 10


def part() -> dict[str, Any]:
    """Return the template of the part and its context; the number of queries never changes."""
    broken = ledger.broken()
    return {
        "template": "admin/donations/_home.html",
        "total": totals.this_month(),
        "broken": [_row(one) for one in broken[:SHOWN]],
        "count": len(broken),
        "more": len(broken) - SHOWN,
        "is_grave": any(one.what.startswith("always") for one in broken),
        "books": reverse("admin:donations_payment_changelist"),
    }


def _row(one: Broken) -> dict[str, Any]:
    """Return a broken invariant in words, with the URL of the row where somebody can look."""
    model = VIEWS.get(one.what, "contribution")
    return {
        "url": reverse(f"admin:donations_{model}_change", args=[one.row_id]),
        "name": f"{NAMES[model]} {one.row_id}",
        "to_do": TO_DO.get(one.what, one.to_do),
    }
