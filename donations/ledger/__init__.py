"""Ledger: the only code that writes a contribution's status and its payments.

`begin` starts a contribution, `sync` brings one up to date with the processor, `drain` works through events,
`reconcile` finds and applies changes without an event, `adopt` makes what was lost, `compare` only reads;
`ask_again`, `settle`, `send_again` are for people.
"""

from donations.ledger.acts import Answer, ask_again, send_again, settle
from donations.ledger.adopting import adopt
from donations.ledger.checkout import UNDECIDED, Begun, Choice, begin
from donations.ledger.comparison import Difference, compare
from donations.ledger.inbox import drain, take_in
from donations.ledger.invariants import broken
from donations.ledger.reconciliation import Report, reconcile
from donations.ledger.synchronization import sync, sync_contribution

__all__ = [
    "UNDECIDED",
    "Answer",
    "Begun",
    "Choice",
    "Difference",
    "Report",
    "adopt",
    "ask_again",
    "begin",
    "broken",
    "compare",
    "drain",
    "reconcile",
    "send_again",
    "settle",
    "sync",
    "sync_contribution",
    "take_in",
]
