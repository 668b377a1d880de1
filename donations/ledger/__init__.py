"""Ledger: the only code that writes a contribution's status and its payments.

`begin` starts a contribution, `sync` brings one up to date with the processor, `drain` works through events,
`reconcile` finds and applies changes without an event, `adopt` makes what was lost, `compare` only reads;
`ask_again`, `settle`, `send_again`, `change_course`, `order_refund` are for people at the desk: what they
want is written down, and `carry_out` and `make_refunds` ask the processor for it.
"""

from donations.ledger.acts import (
    Answer,
    ask_again,
    change_course,
    find_supporter,
    send_again,
    send_manage_link,
    send_receipt,
    settle,
)
from donations.ledger.addresses import (
    ask_for_address,
    ask_for_link,
    confirm_address,
    find_change,
    send_link,
    send_links,
    take_address_back,
    write_in,
)
from donations.ledger.adopting import adopt
from donations.ledger.card_testing import Attack, TooManyPages, TooSmall, admit, attack
from donations.ledger.cards import begin_card_change, use_cards
from donations.ledger.checkout import UNDECIDED, Begun, Choice, begin
from donations.ledger.comparison import Difference, compare
from donations.ledger.courses import (
    UNDO,
    Wish,
    can_change,
    can_undo,
    carry_out,
    goes_on,
    heading,
    present_course,
    want,
    wanted_course,
)
from donations.ledger.erasing import erase, forget_again
from donations.ledger.forgetting import RIGHT as FORGET_RIGHT
from donations.ledger.forgetting import (
    ask_to_forget,
    count_of,
    find_forgettable,
    forget,
    forget_person,
    is_forgotten,
)
from donations.ledger.inbox import drain, take_in
from donations.ledger.invariants import broken
from donations.ledger.limits import TooMany, admit_link_request
from donations.ledger.reconciliation import Report, reconcile
from donations.ledger.refunds import is_disputed, left_of, make_refunds, order_refund
from donations.ledger.synchronization import sync, sync_contribution
from donations.ledger.tidying import tidy
from donations.ledger.tombstones import Forgotten
from donations.ledger.unconfirmed import delete_unconfirmed
from donations.ledger.upcoming import tell_upcoming
from donations.ledger.wishes import change_amount, end, go_on, pause

__all__ = [
    "FORGET_RIGHT",
    "UNDECIDED",
    "UNDO",
    "Answer",
    "Attack",
    "Begun",
    "Choice",
    "Difference",
    "Forgotten",
    "Report",
    "TooMany",
    "TooManyPages",
    "TooSmall",
    "Wish",
    "admit",
    "admit_link_request",
    "adopt",
    "ask_again",
    "ask_for_address",
    "ask_for_link",
    "ask_to_forget",
    "attack",
    "begin",
    "begin_card_change",
    "broken",
    "can_change",
    "can_undo",
    "carry_out",
    "change_amount",
    "change_course",
    "compare",
    "confirm_address",
    "count_of",
    "delete_unconfirmed",
    "drain",
    "end",
    "erase",
    "find_change",
    "find_forgettable",
    "find_supporter",
    "forget",
    "forget_again",
    "forget_person",
    "go_on",
    "goes_on",
    "heading",
    "is_disputed",
    "is_forgotten",
    "left_of",
    "make_refunds",
    "order_refund",
    "pause",
    "present_course",
    "reconcile",
    "send_again",
    "send_link",
    "send_links",
    "send_manage_link",
    "send_receipt",
    "settle",
    "sync",
    "sync_contribution",
    "take_address_back",
    "take_in",
    "tell_upcoming",
    "tidy",
    "use_cards",
    "want",
    "wanted_course",
    "write_in",
]
