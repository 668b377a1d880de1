"""Return URL of a payment page: it leads to the thanks page, and names the contribution under our signature.

So nobody can have the processor asked for pages that they made up.
"""

from uuid import UUID

from django.conf import settings
from django.core import signing

from donations.gateway.shapes import Order
from newsroom.core.web.page_language import page_url


def return_url(order: Order) -> str:
    """Return the URL of the thanks page for this order; the processor puts the number of its page into it."""
    thanks = settings.SITE_URL + page_url("donations:thanks", language=order.language)
    return f"{thanks}?s={{CHECKOUT_SESSION_ID}}&k={_signer().sign(order.reference)}"


def read_return(signed: str) -> UUID | None:
    """Return the contribution that a return URL names; None where the signature is not ours."""
    try:
        return UUID(_signer().unsign(signed))
    except (signing.BadSignature, ValueError):
        return None


def _signer() -> signing.Signer:
    return signing.Signer(salt="donations.thanks")
