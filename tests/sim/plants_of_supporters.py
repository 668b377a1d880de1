"""Planted faults of what follows a wish, a refund, a dispute, a payout or a restored database."""

from __future__ import annotations

from donations import gateway
from donations.ledger import courses, movements, notices
from tests.sim import twins
from tests.sim import twins_of_supporters as others
from tests.sim.plant import Plant

PLANTS = {
    "returns_unheard": Plant(
        fault="the events of refunds and disputes say nothing to us",
        family="webhooks",
        hidden_by="reconcile, which compares how each stands",
        patches=lambda: ((gateway, "kind_of", others.deaf_to(gateway.Kind.REFUND, gateway.Kind.DISPUTE)),),
    ),
    "payouts_unheard": Plant(
        fault="the events of payouts say nothing to us",
        family="webhooks",
        hidden_by="reconcile, which lists payouts",
        patches=lambda: ((gateway, "kind_of", others.deaf_to(gateway.Kind.PAYOUT)),),
    ),
    "one_line_each": Plant(
        fault="a payment has one line, and what comes back has none",
        family="broad",
        hidden_by="payments that stay",
        patches=lambda: ((movements, "write", others.write_one_line_each),),
    ),
    "standing_once": Plant(
        fault="how a refund or dispute stands is written once",
        family="broad",
        hidden_by="refunds that succeed at once",
        patches=lambda: ((movements, "write", others.write_standing_once),),
    ),
    "course_by_parts": Plant(
        fault="an ending is set for a moment, and collecting goes on until then",
        family="regrets",
        hidden_by="contributions that are not due within these days",
        patches=lambda: ((gateway, "set_course", others.set_course_in_part),),
    ),
    "granted_though_failed": Plant(
        fault="a wish counts as granted whatever the processor answers",
        family="regrets",
        hidden_by="a processor that answers",
        patches=lambda: ((courses, "_grant", others.grant_without_looking),),
    ),
    "no_letter_of_changes": Plant(
        fault="no letter tells of another status",
        family="regrets",
        hidden_by="nothing: only the supporter would notice",
        patches=lambda: ((notices, "tell", twins.nothing),),
    ),
}
