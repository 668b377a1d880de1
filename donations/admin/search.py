"""Search of contributions and payments: by receipt number, processor id or exact email address."""

import re

from django.db.models import Q
from django.http import HttpRequest

from donations.models import Supporter
from newsroom.core import crypto

RECEIPT = re.compile(r"MT-(\d\d)(\d\d)-(\d{1,18})", re.IGNORECASE | re.ASCII)
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
    words = words.strip()
    if not words:
        return None
    if match := RECEIPT.fullmatch(words):
        year, month, number = (int(part) for part in match.groups())
        paid = {f"{receipts}pk": number, f"{receipts}paid_at__year": 2000 + year}
        return Q(**paid, **{f"{receipts}paid_at__month": month})
    if "@" in words:
        who = supporter_id(words) if may_see else NOBODY
        return Q(**{f"{contribution}supporter": who})
    for beginning, field in NUMBERS.items():
        if words.startswith(beginning):
            payment = field.startswith("payments__")
            way = receipts + field.removeprefix("payments__") if payment else contribution + field
            return Q(**{way: words})
    return Q(pk__in=())


def supporter_id(email: str) -> int:
    """Return whose email address this is, by its keyed hash; 0 for nobody's."""
    found = Supporter.objects.filter(email_hash=crypto.lookup_hash(email.strip().lower()))
    return found.values_list("pk", flat=True).first() or NOBODY


def may_see_emails(request: HttpRequest) -> bool:
    """Return whether this person may see and search for supporters' email addresses."""
    return bool(request.user.has_perm("donations.view_email"))
