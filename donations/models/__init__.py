"""Models of supporters, contributions, payments, letters, events and appeals."""

from donations.models.address import AddressChange, LinkRequest
from donations.models.appeal import Appeal, PresetAmount
from donations.models.card import CardChange
from donations.models.contribution import Contribution, may_follow
from donations.models.erasure import Erasure
from donations.models.inbox import Finding, StripeEvent
from donations.models.letter import Letter
from donations.models.letter_text import LetterText
from donations.models.movement import Movement, Payout, Reversal
from donations.models.payment import BACK, Payment
from donations.models.promise import By, Course, Term
from donations.models.refund import RefundOrder
from donations.models.support_text import SupportText
from donations.models.supporter import Supporter

__all__ = [
    "BACK",
    "AddressChange",
    "Appeal",
    "By",
    "CardChange",
    "Contribution",
    "Course",
    "Erasure",
    "Finding",
    "Letter",
    "LetterText",
    "LinkRequest",
    "Movement",
    "Payment",
    "Payout",
    "PresetAmount",
    "RefundOrder",
    "Reversal",
    "StripeEvent",
    "SupportText",
    "Supporter",
    "Term",
    "may_follow",
]
