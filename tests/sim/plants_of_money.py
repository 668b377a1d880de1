"""Planted faults of what comes back, goes on to the bank, or is found after a restore."""

from __future__ import annotations

from donations import gateway
from donations.gateway import money_back
from donations.ledger import movements, payouts, synchronization
from tests.sim import twins, twins_of_money
from tests.sim.plant import Plant, everywhere

PLANTS = {
    "returns_unheard": Plant(
        fault="the events of refunds and disputes say nothing to us",
        family="webhooks",
        hidden_by="reconcile, which compares how each stands",
        patches=lambda: (
            (gateway, "kind_of", twins_of_money.deaf_to(gateway.Kind.REFUND, gateway.Kind.DISPUTE)),
        ),
    ),
    "payouts_unheard": Plant(
        fault="the events of payouts say nothing to us",
        family="webhooks",
        hidden_by="reconcile, which lists payouts",
        patches=lambda: ((gateway, "kind_of", twins_of_money.deaf_to(gateway.Kind.PAYOUT)),),
    ),
    "one_line_each": Plant(
        fault="a payment has one line, and what comes back has none",
        family="broad",
        hidden_by="payments that stay",
        patches=lambda: ((movements, "write", twins_of_money.write_one_line_each),),
    ),
    "standing_once": Plant(
        fault="how a refund or dispute stands is written once",
        family="broad",
        hidden_by="refunds that succeed at once",
        patches=lambda: ((movements, "write", twins_of_money.write_standing_once),),
    ),
    "failures_unseen": Plant(
        fault="a refund that fails after it succeeded brings no second line",
        family="broad",
        hidden_by="refunds that arrive",
        patches=lambda: ((money_back, "_lines_of_refund", twins_of_money.first_line_of_refund),),
    ),
    "won_unseen": Plant(
        fault="a dispute that is won brings no second line",
        family="broad",
        hidden_by="disputes that are lost",
        patches=lambda: ((money_back, "_lines_of_dispute", twins_of_money.first_line_of_dispute),),
    ),
    "lines_unlisted": Plant(
        fault="reconcile does not ask for the lines of the balance",
        family="reconcile",
        hidden_by="events of payments, and payouts, with which each line comes",
        patches=lambda: ((gateway, "lines", twins_of_money.no_lines),),
    ),
    "payout_without_lines": Plant(
        fault="a payout is written without the lines that are not in the books yet",
        family="webhooks",
        hidden_by="reconcile, which walks the balance",
        patches=lambda: ((payouts, "take_in", twins.nothing),),
    ),
    "numbered_after_fetch": Plant(
        fault="the number of a sync is drawn after its fetch",
        family="small",
        hidden_by="processors that answer in the order in which they were asked",
        patches=lambda: everywhere(synchronization.sync, twins_of_money.sync_numbered_late),
    ),
}
