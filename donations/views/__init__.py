"""Views of the support page, the thanks page, the supporter's own page, and the processor's webhook."""

from donations.views.link_pages import address, ask_for_link, card
from donations.views.manage_page import manage
from donations.views.support_page import support
from donations.views.thanks_page import thanks
from donations.views.webhooks import webhook

__all__ = ["address", "ask_for_link", "card", "manage", "support", "thanks", "webhook"]
