"""Donations on the first page of the desk: this month, who gives regularly, and what needs a person."""

import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone

from donations import books, ledger
from donations.admin import charts, totals
from donations.admin.words import FINDINGS, NAMES, REASONS, TO_DO, VIEWS
from donations.ledger.invariants import Broken
from donations.models import Contribution, Finding

# Of many alike, these are enough to begin with.
SHOWN = 10
MONTHS = 12
S = Contribution.Status


def part() -> dict[str, Any]:
    """Return the template of the part and its context; the number of queries never changes."""
    months = totals.months_back(MONTHS)
    sums = totals.of_months(months)
    broken = ledger.broken()
    shown = broken[:SHOWN]
    kinds = dict(Finding.objects.filter(pk__in=_findings(shown)).values_list("pk", "kind"))
    return {
        "template": "admin/donations/_home.html",
        "total": sums[-1],
        "months": sums[::-1],
        "charts": charts.of(sums),
        "height": charts.HEIGHT,
        "bar": charts.WIDTH,
        "regular": books.regular(),
        **_changes(months[-1]),
        **_in_repair(),
        "broken": [_row(one, kinds) for one in shown],
        "attack": ledger.attack(),
        "count": len(broken),
        "more": len(broken) - SHOWN,
        "is_grave": any(one.what.startswith("always") for one in broken),
        "books": reverse("admin:donations_payment_changelist"),
        "contributions": reverse("admin:donations_contribution_changelist"),
    }


def _changes(since: datetime.datetime) -> dict[str, Any]:
    """Return how many began, ended and lapsed since then, and why."""
    now = timezone.now()
    gone = books.ended(since, now)
    return {
        "begun": books.begun(since, now),
        "ended": [(one.count, _why(one.reason)) for one in gone if one.status == S.CANCELLED],
        "lapsed": [(one.count, _why(one.reason)) for one in gone if one.status == S.LAPSED],
    }


def _why(reason: str) -> str:
    return str(REASONS.get(reason, reason))


def _in_repair() -> dict[str, Any]:
    """Return the contributions whose renewal failed and is tried again, the longest first; two queries."""
    failed = Contribution.objects.filter(status=S.PAST_DUE)
    return {"failed": list(failed.order_by("changed_at", "pk")[:SHOWN]), "failed_count": failed.count()}


def _findings(broken: list[Broken]) -> list[int]:
    # Nobody has this number: a list of nothing would save the query that others cost.
    return [one.row_id for one in broken if one.what == "eventually_finding"] or [0]


def _row(one: Broken, kinds: dict[int, str]) -> dict[str, Any]:
    """Return a broken invariant in words, with the URL of the row where somebody can look."""
    model = VIEWS.get(one.what, "contribution")
    kind = kinds.get(one.row_id) if model == "finding" else None
    return {
        "url": reverse(f"admin:donations_{model}_change", args=[one.row_id]),
        "name": Finding.Kind(kind).label if kind else f"{NAMES[model]} {one.row_id}",
        "to_do": FINDINGS[kind][2] if kind else TO_DO.get(one.what, one.to_do),
    }
