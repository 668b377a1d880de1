"""Views of the support page, the thanks page, and the processor's webhook."""

from donations.views.support_page import support
from donations.views.thanks_page import thanks
from donations.views.webhooks import webhook

__all__ = ["support", "thanks", "webhook"]
