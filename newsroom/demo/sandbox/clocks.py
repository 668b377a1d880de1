"""Test clocks of the API, all of them the sandbox's one clock; moving it does what is due on the way."""

from typing import Any

from newsroom.demo.sandbox.call import Call
from newsroom.demo.sandbox.due import catch_up
from newsroom.demo.sandbox.things import stamped
from newsroom.demo.sandbox.wire import Refused
from newsroom.demo.sandbox.world import World

Thing = dict[str, Any]
A_MONTH = 30 * 24 * 3600


def advance(world: World, seconds: float) -> int:
    """Move the sandbox's clock ahead and return how many things were due on the way.

    It never goes back, except that a sandbox that nobody has used yet may begin in the past.
    """
    if seconds < 0 and world.table("checkout.session"):
        raise Refused("The clock does not go back once somebody was to pay", param="advance")
    world.move(world.offset + seconds)
    return catch_up(world)


def create(call: Call) -> Thing:
    """Make a test clock. Unlike Stripe's it is the clock of the whole sandbox, not of some customers."""
    call.honour(frozenset(("frozen_time", "name", "expand")))
    clock = stamped(
        call.world,
        "test_helpers.test_clock",
        call.world.new_id("clock"),
        deletes_after=call.world.seconds() + A_MONTH,
        frozen_time=call.params["frozen_time"],
        name=call.params.get("name"),
        status="ready",
        status_details={},
    )
    return call.world.save(clock)


def advance_clock(call: Call) -> Thing:
    """Move a test clock ahead, and with it the sandbox."""
    clock = call.world.find(call.name, "test_helpers.test_clock")
    ahead = call.params["frozen_time"] - clock["frozen_time"]
    if ahead <= 0:
        raise Refused("frozen_time must be later than it is", param="frozen_time")
    clock["frozen_time"] = call.params["frozen_time"]
    call.world.save(clock)
    advance(call.world, ahead)
    return clock
