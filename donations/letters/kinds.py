"""Table of letters: which function writes which kind."""

from collections.abc import Callable

from donations.letters import about_courses, about_forgetting, about_links, about_payments
from donations.letters.words import Words
from donations.models import Letter

K = Letter.Kind
WRITERS: dict[Letter.Kind, Callable[[Letter], Words]] = {
    K.RECEIPT: about_payments.receipt,
    K.PAYMENT_FAILED: about_payments.payment_failed,
    K.FIRST_DEBIT_FAILED: about_payments.first_debit_failed,
    K.FAILED_RENEWAL: about_payments.failed_renewal,
    K.CONFIRMATION_NEEDED: about_payments.confirmation_needed,
    K.REFUNDED: about_payments.refunded,
    K.CARD_ENDS: about_courses.card_ends,
    K.RENEWS_SOON: about_courses.renews_soon,
    K.LAPSED: about_courses.lapsed,
    K.ENDED: about_courses.ended,
    K.ENDS_LATER: about_courses.ends_later,
    K.PAUSED: about_courses.paused,
    K.RESUMED: about_courses.resumed,
    K.CHANGED: about_courses.changed,
    K.LINK: about_links.link,
    K.CONFIRM_ADDRESS: about_links.confirm_address,
    K.ADDRESS_CHANGED: about_links.address_changed,
    K.FORGET: about_forgetting.forget,
    K.FORGOTTEN: about_forgetting.forgotten,
}
