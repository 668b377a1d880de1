"""Thanks page, which the payment page returns to. It tells what the ledger knows, never more."""

import re
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from donations import gateway, ledger
from donations.models import Contribution
from donations.views.pages import closed, page

Status = Contribution.Status
SESSION_ID = re.compile(r"cs_[A-Za-z0-9_]{1,250}", re.ASCII)
# Nothing new is to be expected in a moment: the processor need not be asked.
SETTLED = frozenset({Status.PAID, Status.ACTIVE, Status.PAUSED, Status.LAPSED, Status.CANCELLED})
TELLS = {
    Status.PENDING: "open",
    Status.OPEN: "open",
    Status.PROCESSING: "processing",
    Status.PAID: "paid",
    Status.ACTIVE: "paid",
    Status.PAST_DUE: "over",
    Status.PAUSED: "over",
    Status.LAPSED: "over",
    Status.CANCELLED: "over",
    Status.EXPIRED: "failed",
    Status.FAILED: "failed",
}


@never_cache
@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    """Show the status of a contribution; ask the processor where the ledger does not know yet."""
    if not gateway.is_open():
        return closed(request)
    session_id = request.GET.get("s", "")
    contribution, is_away = _look_up(session_id) if SESSION_ID.fullmatch(session_id) else (None, False)
    context: dict[str, Any] = {"told": _told(contribution, is_away), "contribution": contribution}
    if contribution:
        payments = list(contribution.payments.order_by("paid_at"))
        context |= {"payment": payments[0], "next_at": contribution.collects_at} if payments else {}
    status = 200 if contribution else 503 if is_away else 404
    response = page(request, "donations/thanks.html", context, status=status)
    response["X-Robots-Tag"], response["Referrer-Policy"] = "noindex", "no-referrer"
    return response


def _look_up(session_id: str) -> tuple[Contribution | None, bool]:
    """Return the contribution, synced where needed, and whether the processor did not answer."""
    found = Contribution.objects.filter(session_id=session_id)
    contribution = found.first()
    if contribution and contribution.status in SETTLED:
        return contribution, False
    try:
        ledger.sync(gateway.Kind.SESSION, session_id, patient=False)
    except gateway.GatewayError as error:
        return contribution, not error.is_final
    return found.first(), False


def _told(contribution: Contribution | None, is_away: bool) -> str:
    """Return which part of the page to show."""
    told = TELLS[Status(contribution.status)] if contribution else "unknown"
    return "away" if is_away and told in ("unknown", "open", "failed") else told
