"""Thanks page, which the payment page returns to. It tells what the ledger knows, never more."""

import datetime
import re
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from donations import gateway, ledger
from donations.models import Contribution
from donations.views.pages import closed, page
from newsroom.core import budgets

Status = Contribution.Status
SESSION_ID = re.compile(r"cs_[A-Za-z0-9_]{1,250}", re.ASCII)
# So often in a minute the processor is asked about one contribution.
MOST_A_MINUTE = 6
# So long the page tells how it went: its URL stays in the history of a browser, and the receipt stays.
TELLS_FOR = datetime.timedelta(days=30)
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
    session_id, signed = request.GET.get("s", ""), request.GET.get("k", "")
    contribution, why_not = _look_up(session_id, signed) if SESSION_ID.fullmatch(session_id) else (None, None)
    context: dict[str, Any] = {
        "told": _told(contribution, why_not),
        "is_often": why_not == HTTPStatus.TOO_MANY_REQUESTS,
        "contribution": contribution,
    }
    if contribution:
        payments = list(contribution.payments.order_by("paid_at"))
        context |= {"payment": payments[0], "next_at": contribution.collects_at} if payments else {}
    status = 200 if contribution else why_not or 404
    response = page(request, "donations/thanks.html", context, status=status)
    response["X-Robots-Tag"], response["Referrer-Policy"] = "noindex", "no-referrer"
    return response


def _look_up(session_id: str, signed: str) -> tuple[Contribution | None, HTTPStatus | None]:
    """Return the contribution, synced where needed, and why it cannot be told about.

    It is asked about what is in the books and what returns by a URL of ours: a made-up number costs nothing.
    """
    # The URL stays in the history of a browser: of who is to be forgotten it tells nothing any more.
    found = Contribution.objects.filter(session_id=session_id, erased_at__isnull=True)
    contribution = found.first()
    if contribution and contribution.created_at < timezone.now() - TELLS_FOR:
        return None, HTTPStatus.GONE
    named = contribution.public_id if contribution else gateway.read_return(signed)
    if named is None or (contribution and contribution.status in SETTLED):
        return contribution, None
    if not budgets.spend(budgets.Allowance(key=f"thanks {named.hex}", most=MOST_A_MINUTE, seconds=60)):
        return contribution, HTTPStatus.TOO_MANY_REQUESTS
    try:
        ledger.sync(gateway.Kind.SESSION, session_id, patient=False)
    except gateway.GatewayError as error:
        return contribution, None if error.is_final else HTTPStatus.SERVICE_UNAVAILABLE
    return found.first(), None


def _told(contribution: Contribution | None, why_not: HTTPStatus | None) -> str:
    """Return which part of the page to show."""
    if why_not == HTTPStatus.GONE:
        return "long_ago"
    told = TELLS[Status(contribution.status)] if contribution else "unknown"
    return "away" if why_not and told in ("unknown", "open", "failed") else told
