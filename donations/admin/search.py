"""Search of contributions and payments: by receipt number, processor id or exact email address."""

from django.db.models import Q
from django.http import HttpRequest

from donations.models import Supporter
from newsroom.core import crypto, mail
from newsroom.core.text import clean_line

# What people read for the letters that receipt numbers have: no number has these digits after the month.
MISREAD = str.maketrans("018", "OIB")
# The processor's numbers begin with what they are.
NUMBERS = {
    "pi_": "payments__provider_payment_id",
    "cs_": "session_id",
    "sub_": "subscription_id",
    "cus_": "customer_id",
}
# The filters of a list, which a search keeps.
KEPT = ("status", "interval", "currency", "month")
NOBODY = 0


def condition(words: str, contribution: str, receipts: str, *, may_see: bool) -> Q | None:
    """Return the condition for rows that are found, or None for an empty search.

    `contribution` and `receipts` are the ways from a row to its contribution and its payments.
    """
    words = clean_line(words)
    if not words:
        return None
    if "@" in words:
        who = supporter_id(words) if may_see else NOBODY
        return Q(**{f"{contribution}supporter": who})
    for beginning, field in NUMBERS.items():
        if words.startswith(beginning):
            payment = field.startswith("payments__")
            way = receipts + field.removeprefix("payments__") if payment else contribution + field
            return Q(**{way: words})
    return Q(**{f"{receipts}receipt_number__in": _as_printed(words)})


def _as_printed(words: str) -> list[str]:
    """Return the receipt numbers that somebody may mean who read this off a letter."""
    month, dash, tail = words.upper().rpartition("-")
    return [words.upper(), month + dash + tail.translate(MISREAD)]


def supporter_id(email: str) -> int:
    """Return whose email address this is, by its keyed hash; 0 for nobody's."""
    kept = mail.canonical_or_typed(clean_line(email))
    found = Supporter.objects.filter(email_hash=crypto.lookup_hash(kept.lower()))
    return found.values_list("pk", flat=True).first() or NOBODY


def may_see_emails(request: HttpRequest) -> bool:
    """Return whether this person may see and search for supporters' email addresses."""
    return bool(request.user.has_perm("donations.view_email"))
