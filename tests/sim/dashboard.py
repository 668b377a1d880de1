"""Dashboard of the processor: what the newsroom, banks and the processor's staff do there, by chance."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from newsroom.demo.sandbox import control_billing, control_money
from newsroom.demo.sandbox.wire import Refused
from tests.sim.people import AMOUNTS
from tests.sim.stage import Stage

Thing = dict[str, Any]
CONTROLS = control_billing.ACTS | control_money.ACTS
# Which act is tried how often; some need what others made first.
USUAL = {
    "pause": 3, "resume": 2, "price": 3, "period_end": 2, "later": 2, "never": 1, "now": 1,
    "refund": 4, "refund_part": 3, "refund_fails": 2, "refund_moves": 2, "dispute": 2, "inquiry": 1,
    "dispute_moves": 4, "payout": 6, "payout_fails": 3, "fee": 1, "customer_deleted": 1, "invoice_void": 1,
}  # fmt: skip


class Dashboard:
    """Does one act after the other, and notes which subscriptions somebody changed there."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage

    def live(self) -> None:
        """Do some acts, with time between them."""
        random, hub = self.stage.random, self.stage.hub
        for _ in range(random.randint(2, 7)):
            hub.stall(random.randint(10, 60))
            hub.point("looks at the dashboard")
            while not self.do(*random.choices(list(USUAL), list(USUAL.values()))) and random.random() < 0.95:
                pass

    def do(self, name: str) -> bool:
        """Do one of the acts; False where there is nothing that it could be done to."""
        try:
            is_done = ACTS[name](self)
        except Refused:
            return False
        if is_done:
            self.stage.note("dashboard", name)
        return is_done

    # What there is to be acted on

    def control(self, name: str, **given: Any) -> bool:
        """Press a button; whatever is not ours to press raises `Refused`."""
        if "subscription" in given:
            self.stage.touched.add(given["subscription"])
        if name == "cancel":
            self.stage.ends_there.add(given["subscription"])
        CONTROLS["POST", f"/_control/{name}"](self.stage.processor.stripe, given)
        return True

    def pick(self, table: str, is_wanted: Callable[[Thing], object]) -> str:
        """Return the id of a random object that is wanted, or an empty one."""
        found = [one["id"] for one in self.stage.processor.world.table(table).values() if is_wanted(one)]
        return self.stage.random.choice(found) if found else ""

    def subscription(self) -> str:
        return self.pick("subscription", lambda one: one["status"] != "canceled")

    def charge(self) -> str:
        return self.pick("charge", lambda one: one["status"] == "succeeded")


def _with_subscription(control: str, **given: Any) -> Callable[[Dashboard], bool]:
    def act(board: Dashboard) -> bool:
        name = board.subscription()
        return bool(name) and board.control(control, subscription=name, **given)

    return act


def _pause(board: Dashboard) -> bool:
    name, days = board.subscription(), board.stage.random.choice([0, 3, 45])
    return bool(name) and board.control("pause", subscription=name, days=days)


def _price(board: Dashboard) -> bool:
    name, random = board.subscription(), board.stage.random
    if not name:
        return False
    currency = board.stage.processor.world.find(name)["currency"].upper()
    interval = random.choice(["", "", "", "month", "year"])
    return board.control(
        "price", subscription=name, amount=random.choice(AMOUNTS[currency]) * 2, interval=interval
    )


def _refund(course: str, part: int = 1) -> Callable[[Dashboard], bool]:
    def act(board: Dashboard) -> bool:
        name = board.charge()
        if not name:
            return False
        amount = board.stage.processor.world.find(name)["amount"] // part
        given = {"amount": amount} if part > 1 else {}
        return board.control("refund", charge=name, course=course, **given)

    return act


def _move_refund(board: Dashboard) -> bool:
    name = board.pick("refund", lambda one: one["status"] not in ("failed", "canceled"))
    act = board.stage.random.choice(["succeed", "fail"])
    return bool(name) and board.control("refund/move", refund=name, act=act)


def _dispute(as_what: str) -> Callable[[Dashboard], bool]:
    def act(board: Dashboard) -> bool:
        name = board.charge()
        return bool(name) and board.control("dispute", charge=name, **{"as": as_what})

    return act


def _move_dispute(board: Dashboard) -> bool:
    name, random = board.pick("dispute", lambda one: True), board.stage.random
    act = random.choice(["respond", "escalate", "drop", "win", "lose", "lose", "appeal"])
    return bool(name) and board.control(
        "dispute/move", dispute=name, act=act, returns_fee=random.random() < 0.5
    )


def _delete_customer(board: Dashboard) -> bool:
    name = board.pick("customer", lambda one: not one.get("deleted"))
    of = board.stage.processor.world.table("subscription").values()
    board.stage.touched |= {one["id"] for one in of if one["customer"] == name}
    return bool(name) and board.control("customers/delete", customer=name)


def _void(board: Dashboard) -> bool:
    name = board.pick("invoice", lambda one: one["status"] == "open")
    return bool(name) and board.control("invoice", invoice=name, act="void")


ACTS: dict[str, Callable[[Dashboard], bool]] = {
    "pause": _pause,
    "resume": _with_subscription("resume"),
    "price": _price,
    "period_end": _with_subscription("cancel", when="period_end"),
    "later": _with_subscription("cancel", when="later", days=9),
    "never": _with_subscription("cancel", when="never"),
    "now": _with_subscription("cancel", when="now"),
    "refund": _refund(""),
    "refund_part": _refund("", 3),
    "refund_fails": _refund("fails"),
    "refund_moves": _move_refund,
    "dispute": _dispute("dispute"),
    "inquiry": _dispute("inquiry"),
    "dispute_moves": _move_dispute,
    "payout": lambda board: board.control("payout"),
    "payout_fails": lambda board: board.control("payout", fails=True),
    "fee": lambda board: board.control("fee", amount=200),
    "customer_deleted": _delete_customer,
    "invoice_void": _void,
}
