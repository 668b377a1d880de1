"""Pages for supporters, and the address that the payment processor calls."""

from donations.views.support import support
from donations.views.thanks import thanks
from donations.views.webhook import webhook

__all__ = ["support", "thanks", "webhook"]
