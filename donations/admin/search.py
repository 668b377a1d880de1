"""Search of contributions and payments by receipt number and by the processor's numbers."""

from uuid import UUID

from django.db.models import Q
from django.http import HttpRequest

from newsroom.core.text import clean_line

# What people read for the letters that receipt numbers have: no number has these digits after the month.
MISREAD = str.maketrans("018", "OIB")
# The processor's numbers begin with what they are; each leads from a contribution, or over its payments.
NUMBERS = {
    "pi_": ("payments", "provider_payment_id"),
    "cs_": ("", "session_id"),
    "sub_": ("", "subscription_id"),
    "cus_": ("", "customer_id"),
    "re_": ("payments", "reversals__provider_id"),
    "pyr_": ("payments", "reversals__provider_id"),
    "du_": ("payments", "reversals__provider_id"),
    "dp_": ("payments", "reversals__provider_id"),
    "txn_": ("payments", "movements__transaction_id"),
}
# The filters of a list, which a search keeps.
KEPT = ("status", "interval", "currency", "month")
PROVIDER = "stripe"


def condition(words: str, contribution: str, receipts: str) -> Q | None:
    """Return the condition for rows that are found, or None for an empty search.

    `contribution` and `receipts` are the ways from a row to its contribution and its payments. An email
    address finds nothing here: that search has a page of its own.
    """
    words = clean_line(words)
    if not words:
        return None
    for beginning, (way, field) in NUMBERS.items():
        if words.startswith(beginning):
            return _by_number((receipts if way else contribution) + field, words)
    try:
        return Q(**{f"{contribution}public_id": UUID(words)})
    except ValueError:
        return Q(**{f"{receipts}receipt_number__in": _as_printed(words)})


def _by_number(field: str, words: str) -> Q:
    """Return the condition with the provider, by which the indexes begin; a customer's has one of its own."""
    if field.endswith("customer_id"):
        return Q(**{field: words})
    table = field.rpartition("__")[0]
    return Q(**{field: words, f"{table}__provider" if table else "provider": PROVIDER})


def _as_printed(words: str) -> list[str]:
    """Return the receipt numbers that somebody may mean who read this off a letter."""
    month, dash, tail = words.upper().rpartition("-")
    return [words.upper(), month + dash + tail.translate(MISREAD)]


def may_see_emails(request: HttpRequest) -> bool:
    """Return whether this person may see and search for supporters' email addresses."""
    return bool(request.user.has_perm("donations.view_email"))
