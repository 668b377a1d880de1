"""Planted faults: a simulation that does not find them proves nothing.

Each is a faulty twin of a function of the ledger, or a constraint that is gone, and names the family that
finds it and what hides it elsewhere. Nothing of them is in the product.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest import mock

from donations import gateway
from donations.gateway import snapshots
from donations.ledger import (
    checkout,
    inbox,
    movements,
    notices,
    reconciliation,
    synchronization,
    writing,
)
from donations.letters import sending
from tests.sim import plants_of_forgetting, plants_of_money, plants_of_supporters, twins
from tests.sim.backend import Backends
from tests.sim.plant import Patches, Plant, everywhere


@contextmanager
def planted(name: str, backends: Backends) -> Iterator[None]:
    """Run the block with this fault in the ledger; without a name with none."""
    with ExitStack() as stack:
        if name:
            plant = PLANTS[name]
            if plant.sql:
                backends.eye.execute(plant.sql)
            for owner, attribute, twin in plant.patches():
                stack.enter_context(mock.patch.object(owner, attribute, twin))
        yield


def _both(one: object, other: object, name: str, twin: Any) -> Patches:
    return ((one, name, twin), (other, name, twin))


def _unseen(*steps: str) -> Patches:
    return tuple((reconciliation, step, twins.nothing) for step in steps)


PLANTS = (
    {
        "no_lock": Plant(
            fault="sync does not lock the contribution",
            family="small",
            hidden_by="the update that must change one row",
            patches=lambda: ((synchronization, "lock_home", twins.unlocked),),
        ),
        "no_lock_no_guard_no_key": Plant(
            fault="no lock, no guarded update, no unique key of payments",
            family="small",
            hidden_by="each other: each alone is enough for the books",
            patches=lambda: (
                (synchronization, "lock_home", twins.unlocked),
                (writing, "apply", twins.apply_unguarded),
            ),
            sql="ALTER TABLE donations_payment DROP CONSTRAINT IF EXISTS payment_once",
        ),
        "seq_ignored": Plant(
            fault="what was fetched before the lock is applied, however old",
            family="small",
            hidden_by="the next event, and reconcile",
            patches=lambda: everywhere(synchronization.sync, twins.sync_once),
        ),
        "seq_on_change": Plant(
            fault="sync_seq is not raised when nothing changed",
            family="small",
            hidden_by="the next event, and reconcile",
            patches=lambda: ((writing, "apply", twins.apply_raising_only_on_change),),
        ),
        "letter_before_commit": Plant(
            fault="the letter is sent in the transaction that writes it",
            family="broad",
            hidden_by="commits that nearly always succeed",
            patches=lambda: ((notices, "write", twins.write_and_send),),
        ),
        "done_before_applying": Plant(
            fault="an event is marked as applied before it is",
            family="told_once",
            hidden_by="reconcile",
            patches=lambda: ((inbox, "_work", twins.work_done_before),),
        ),
        "done_though_failed": Plant(
            fault="an event whose object could not be fetched is marked as applied",
            family="told_once",
            hidden_by="reconcile, and the other events of the same payment",
            patches=lambda: ((inbox, "_work", twins.work_forgetting_failures),),
        ),
        "key_not_stored": Plant(
            fault="each request for a payment page has an idempotency key of its own",
            family="broad",
            hidden_by="checkout, which shows the page alone that it could note",
            patches=lambda: ((gateway, "start_checkout", twins.start_with_a_new_key),),
        ),
        "status_by_name": Plant(
            fault="the status is taken from the name of the event",
            family="small",
            hidden_by="events that arrive in order",
            patches=lambda: ((inbox, "_work", twins.work_by_name),),
        ),
        "capture_unheard": Plant(
            fault="the event that brings the line of a payment says nothing to us",
            family="webhooks",
            hidden_by="reconcile, which walks the balance",
            patches=lambda: ((gateway, "kind_of", twins.kind_but_of_charges),),
        ),
        "fee_with_payment": Plant(
            fault="lines are written with the first sync alone",
            family="broad",
            hidden_by="processors that book at once",
            patches=lambda: ((movements, "write", twins.write_at_first),),
        ),
        "page_left_open": Plant(
            fault="begin leaves the page before open when the choice changes",
            family="broad",
            hidden_by="people who pay the page that they saw last",
            patches=lambda: ((gateway, "close_checkout", twins.nothing),),
        ),
        "status_first": Plant(
            fault="status and payment are written in two transactions",
            family="broad",
            hidden_by="processes that live until the second",
            patches=lambda: ((writing, "apply", twins.apply_status_first),),
        ),
        "no_lease": Plant(
            fault="letters and events are claimed without a lease",
            family="small",
            hidden_by="a single worker",
            patches=lambda: _both(sending, inbox, "claim", twins.claim_without_lease),
        ),
        "noted_before_sent": Plant(
            fault="a letter is marked as sent before it is",
            family="regrets",
            hidden_by="mail servers that always answer",
            patches=lambda: ((sending, "_send", twins.send_noted_before),),
        ),
        "bound_blindly": Plant(
            fault="begin writes OPEN without looking at what the webhook wrote meanwhile",
            family="told_once",
            hidden_by="whatever syncs the page afterwards, and people who click once",
            patches=lambda: _both(checkout, reconciliation, "bind_session", twins.bind_blindly),
        ),
        "lost_answers": Plant(
            fault="reconcile does not look for pages whose answer was lost",
            family="reconcile",
            hidden_by="people who come back, and the event of the page's end where one was made",
            patches=lambda: _unseen("_find_page"),
        ),
        "renewals_unseen": Plant(
            fault="reconcile asks neither for missed events nor about subscriptions",
            family="reconcile",
            hidden_by="webhooks; each of the two by the other",
            patches=lambda: _unseen("_take_in_missed", "_subscriptions"),
        ),
        "active_before_money": Plant(
            fault="a subscription counts as active before its first direct debit arrived",
            family="broad",
            hidden_by="the books, which believe no status without its money",
            patches=lambda: (
                (snapshots, "_subscription_status", twins.active_before_the_money),
                (writing, "PAID", frozenset()),
            ),
        ),
    }
    | plants_of_money.PLANTS
    | plants_of_supporters.PLANTS
    | plants_of_forgetting.PLANTS
)
