"""Pages of the processor's dashboard, where people look at what an id names."""

from django.conf import settings

from donations.gateway.client import is_live

# Where a thing is shown there, by the beginning of its id; of other things there is no page to link to.
PLACES = {
    "pi": "payments",
    "sub": "subscriptions",
    "cus": "customers",
    "po": "payouts",
    "du": "disputes",
    "dp": "disputes",
}


def dashboard_url(provider_id: str) -> str:
    """Return the URL of what this id names, or "" where it has no page."""
    place = PLACES.get(provider_id.partition("_")[0])
    if place is None:
        return ""
    part = "" if is_live() or settings.STRIPE_API_BASE else "/test"
    return f"{settings.STRIPE_DASHBOARD}{part}/{place}/{provider_id}"
