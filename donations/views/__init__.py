"""Views of the support page, the question before money, the thanks page, the manage page, and the webhook."""

from donations.views.link_pages import address, ask_for_link, card, forget
from donations.views.manage_page import manage
from donations.views.question_page import question
from donations.views.support_page import support
from donations.views.thanks_page import thanks
from donations.views.webhooks import webhook

__all__ = ["address", "ask_for_link", "card", "forget", "manage", "question", "support", "thanks", "webhook"]
