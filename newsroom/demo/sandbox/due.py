"""Scheduled work of the sandbox: renewals, retries, settlements, expiries."""

from collections.abc import Callable
from typing import Any

from newsroom.demo.sandbox import balance, billing, changing, checkout, paying, payouts, refunding
from newsroom.demo.sandbox.world import World

ACTS: dict[str, Callable[[World, dict[str, Any]], None]] = {
    "arrive": payouts.arrive,
    "available": balance.make_available,
    "capture": balance.capture,
    "end": billing.cancel,
    "expire": checkout.close,
    "fail_refund": refunding.fail,
    "reconciled": payouts.reconciled,
    "refund": refunding.go_on,
    "resume": changing.resume,
    "settle": paying.settle,
    "renew": billing.renew,
    "finalize": billing.finalize,
    "retry": billing.attempt,
}


def catch_up(world: World) -> int:
    """Do everything that is due, in order, each at its own moment; return how much it was."""
    done = 0
    while plan := world.next_due():
        ACTS[plan["act"]](world, world.find(plan["name"]))
        done += 1
    return done
