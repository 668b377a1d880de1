"""Pages for supporters, and the address that the payment processor calls."""

from donations.views.support_page import support
from donations.views.thanks_page import thanks
from donations.views.webhooks import webhook

__all__ = ["support", "thanks", "webhook"]
